using System.Globalization;
using System.Text.Json;
using Microsoft.AspNetCore.Http;
using Microsoft.AspNetCore.WebUtilities;

namespace ApiGatewayAnalytics.AspNetCore;

/// <summary>A question that is not answered, as problem details of RFC 9457.</summary>
internal static class Problem
{
    /// <param name="context">The request.</param>
    /// <param name="status">The status code.</param>
    /// <param name="detail">What is wrong and what would be right.</param>
    /// <param name="parameter">The parameter that is wrong, where it is one.</param>
    /// <param name="retryAfterSeconds">When to ask again, where that helps.</param>
    public static async Task WriteAsync(HttpContext context, int status, string detail, string? parameter = null, int? retryAfterSeconds = null)
    {
        HttpResponse response = context.Response;
        response.StatusCode = status;
        response.ContentType = "application/problem+json";
        response.Headers.CacheControl = "no-store";
        if (retryAfterSeconds is { } seconds)
        {
            response.Headers.RetryAfter = seconds.ToString(CultureInfo.InvariantCulture);
        }

        using (var writer = new Utf8JsonWriter(response.BodyWriter))
        {
            writer.WriteStartObject();
            writer.WriteString("title"u8, ReasonPhrases.GetReasonPhrase(status));
            writer.WriteNumber("status"u8, status);
            writer.WriteString("detail"u8, detail);
            if (parameter is not null)
            {
                writer.WriteString("parameter"u8, parameter);
            }

            writer.WriteEndObject();
        }

        await response.BodyWriter.FlushAsync(context.RequestAborted).ConfigureAwait(false);
    }
}
