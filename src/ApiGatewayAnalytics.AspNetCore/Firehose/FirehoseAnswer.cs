using System.Buffers;
using System.Text.Encodings.Web;
using System.Text.Json;
using Microsoft.AspNetCore.Http;
using Microsoft.AspNetCore.Http.Features;

namespace ApiGatewayAnalytics.AspNetCore.Firehose;

/// <summary>
/// An answer as Firehose understands it: only 200 is success, 413 would drop the batch for good and is never given, and anything else makes
/// it send the request again and finally keep it in the backup bucket. Immutable.
/// </summary>
/// <param name="Status">The status.</param>
/// <param name="Error">What is wrong, without anything of the content; null for success.</param>
/// <param name="RetryAfter">Seconds to wait; null where waiting does not help.</param>
internal sealed record FirehoseAnswer(int Status, string? Error = null, int? RetryAfter = null)
{
    private static readonly JsonWriterOptions s_json = new() { Encoder = JavaScriptEncoder.UnsafeRelaxedJsonEscaping };

    public static FirehoseAnswer Success { get; } = new(StatusCodes.Status200OK);

    public static FirehoseAnswer BadRequest(string error) => new(StatusCodes.Status400BadRequest, error);

    public static FirehoseAnswer Busy(string error, int retryAfter) => new(StatusCodes.Status503ServiceUnavailable, error, retryAfter);

    /// <summary>Writes the answer: its members and no others, with its length and as it is.</summary>
    public async Task WriteAsync(HttpContext context, string requestId, DateTimeOffset now)
    {
        var body = new ArrayBufferWriter<byte>(256);
        using (var json = new Utf8JsonWriter(body, s_json))
        {
            json.WriteStartObject();
            json.WriteString("requestId"u8, requestId);
            json.WriteNumber("timestamp"u8, now.ToUnixTimeMilliseconds());
            if (Error is not null)
            {
                json.WriteString("errorMessage"u8, Error);
            }

            json.WriteEndObject();
        }

        HttpResponse response = context.Response;
        if (context.Features.Get<IHttpsCompressionFeature>() is { } compression)
        {
            compression.Mode = HttpsCompressionMode.DoNotCompress;
        }

        response.StatusCode = Status;
        response.ContentType = "application/json";
        response.ContentLength = body.WrittenCount;
        if (RetryAfter is { } seconds)
        {
            response.Headers.RetryAfter = seconds.ToString(System.Globalization.CultureInfo.InvariantCulture);
        }

        await response.Body.WriteAsync(body.WrittenMemory, context.RequestAborted).ConfigureAwait(false);
    }
}
