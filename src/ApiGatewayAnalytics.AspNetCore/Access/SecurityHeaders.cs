using Microsoft.AspNetCore.Http;

namespace ApiGatewayAnalytics.AspNetCore;

/// <summary>What every answer tells a browser: to take it for what it says it is, to name this page to nobody, and to load nothing else.</summary>
internal static class SecurityHeaders
{
    /// <summary>The policy of the pages: scripts and styles of their own, no other host, nothing inline.</summary>
    public const string PagePolicy =
        "default-src 'none'; script-src 'self'; style-src 'self'; img-src 'self' data:; font-src 'self'; connect-src 'self'; "
        + "base-uri 'none'; form-action 'none'; frame-ancestors 'self'";

    private const string DataPolicy = "default-src 'none'; frame-ancestors 'none'";

    public static void Add(HttpResponse response)
    {
        IHeaderDictionary headers = response.Headers;
        headers.XContentTypeOptions = "nosniff";
        headers["Referrer-Policy"] = "no-referrer";
        headers["Cross-Origin-Resource-Policy"] = "same-origin";
        headers.ContentSecurityPolicy = DataPolicy;
    }
}
