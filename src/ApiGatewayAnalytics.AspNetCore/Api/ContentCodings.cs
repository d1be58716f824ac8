using Microsoft.AspNetCore.Http;
using Microsoft.Net.Http.Headers;

namespace ApiGatewayAnalytics.AspNetCore;

/// <summary>What a client accepts, and how it is told.</summary>
internal static class ContentCodings
{
    /// <summary>The best that a client accepts: Brotli, then gzip, whatever order it prefers.</summary>
    public static ContentCoding Accepted(HttpRequest request)
    {
        IList<StringWithQualityHeaderValue> accepted = request.GetTypedHeaders().AcceptEncoding;
        return accepted.Count == 0 ? ContentCoding.Identity
            : Accepts(accepted, "br") ? ContentCoding.Brotli
            : Accepts(accepted, "gzip") ? ContentCoding.Gzip
            : ContentCoding.Identity;
    }

    /// <summary>Names the coding of the body, and says that another client may get another one.</summary>
    public static void Announce(HttpResponse response, ContentCoding coding)
    {
        response.Headers.Append(HeaderNames.Vary, HeaderNames.AcceptEncoding);
        if (coding != ContentCoding.Identity)
        {
            response.Headers.ContentEncoding = coding == ContentCoding.Brotli ? "br" : "gzip";
        }
    }

    private static bool Accepts(IList<StringWithQualityHeaderValue> accepted, string coding)
    {
        StringWithQualityHeaderValue? named = accepted.FirstOrDefault(one => one.Value.Equals(coding, StringComparison.OrdinalIgnoreCase))
            ?? accepted.FirstOrDefault(one => one.Value.Equals("*", StringComparison.Ordinal));
        return named is not null && named.Quality is not <= 0;
    }
}
