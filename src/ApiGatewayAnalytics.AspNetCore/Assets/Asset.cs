using System.Reflection;
using System.Security.Cryptography;
using Microsoft.AspNetCore.Http;
using Microsoft.Net.Http.Headers;

namespace ApiGatewayAnalytics.AspNetCore;

/// <summary>
/// A file of an assembly with what it was compressed to when the assembly was built. Its bytes stay in the mapped assembly until they are
/// sent. Thread-safe.
/// </summary>
internal sealed class Asset
{
    private readonly Assembly _assembly;
    private readonly string _resource;
    private readonly bool _hasBrotli;
    private readonly bool _hasGzip;
    private readonly string _contentType;
    private readonly bool _isImmutable;
    private EntityTagHeaderValue? _tag;

    private Asset(Assembly assembly, string resource, bool hasBrotli, bool hasGzip, bool isImmutable)
    {
        (_assembly, _resource, _hasBrotli, _hasGzip, _isImmutable) = (assembly, resource, hasBrotli, hasGzip, isImmutable);
        _contentType = TypeOf(Path.GetExtension(resource));
    }

    /// <param name="assembly">The assembly.</param>
    /// <param name="resource">The name of the file in it; those with <c>.br</c> and <c>.gz</c> behind it are the same compressed.</param>
    /// <param name="isImmutable">Whether its name changes with its content.</param>
    /// <returns>The file; null where there is none.</returns>
    public static Asset? Of(Assembly assembly, string resource, bool isImmutable) =>
        assembly.GetManifestResourceInfo(resource) is null
            ? null
            : new Asset(
                assembly,
                resource,
                assembly.GetManifestResourceInfo(resource + ".br") is not null,
                assembly.GetManifestResourceInfo(resource + ".gz") is not null,
                isImmutable);

    /// <summary>Sends it, or that the client has it already.</summary>
    public async Task SendAsync(HttpContext context)
    {
        HttpResponse response = context.Response;
        EntityTagHeaderValue tag = _tag ??= TagOf();
        response.Headers.ETag = tag.ToString();
        response.Headers.CacheControl = _isImmutable ? "public, max-age=31536000, immutable" : "no-cache";
        ContentCoding coding = ContentCodings.Accepted(context.Request) switch
        {
            ContentCoding.Brotli when _hasBrotli => ContentCoding.Brotli,
            not ContentCoding.Identity when _hasGzip => ContentCoding.Gzip,
            _ => ContentCoding.Identity,
        };
        if (AnswerTag.Matches(context.Request, tag))
        {
            response.Headers.Append(HeaderNames.Vary, HeaderNames.AcceptEncoding);
            response.StatusCode = StatusCodes.Status304NotModified;
            return;
        }

        ContentCodings.Announce(response, coding);
        await using Stream content = Open(coding switch { ContentCoding.Brotli => ".br", ContentCoding.Gzip => ".gz", _ => "" });
        response.ContentType = _contentType;
        response.ContentLength = content.Length;
        if (!HttpMethods.IsHead(context.Request.Method))
        {
            await content.CopyToAsync(response.Body, context.RequestAborted).ConfigureAwait(false);
        }
    }

    private EntityTagHeaderValue TagOf()
    {
        using Stream content = Open("");
        return new EntityTagHeaderValue($"\"{Convert.ToHexString(SHA256.HashData(content).AsSpan(..16))}\"", isWeak: true);
    }

    private Stream Open(string suffix) => _assembly.GetManifestResourceStream(_resource + suffix)!;

    private static string TypeOf(string extension) => extension switch
    {
        ".html" => "text/html; charset=utf-8",
        ".js" => "text/javascript; charset=utf-8",
        ".css" => "text/css; charset=utf-8",
        ".json" or ".webmanifest" => "application/json",
        ".svg" => "image/svg+xml",
        ".png" => "image/png",
        ".ico" => "image/x-icon",
        ".woff2" => "font/woff2",
        ".txt" => "text/plain; charset=utf-8",
        _ => "application/octet-stream",
    };
}
