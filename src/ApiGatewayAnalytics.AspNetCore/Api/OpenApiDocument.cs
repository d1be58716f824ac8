using Microsoft.AspNetCore.Http;

namespace ApiGatewayAnalytics.AspNetCore;

/// <summary>The description of the API, which is a file of the assembly.</summary>
internal static class OpenApiDocument
{
    private static readonly Asset s_document = Asset.Of(typeof(OpenApiDocument).Assembly, "openapi.json", isImmutable: false)!;

    public static Task SendAsync(HttpContext context) => s_document.SendAsync(context);
}
