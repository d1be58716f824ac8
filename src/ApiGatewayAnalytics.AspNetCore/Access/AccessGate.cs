using System.Net;
using Microsoft.AspNetCore.Authorization;
using Microsoft.AspNetCore.Http;

namespace ApiGatewayAnalytics.AspNetCore;

/// <summary>
/// Who may ask: whoever passes the host's authorization where the endpoint has one, else only this machine. A proxy on this machine makes
/// every request look local, so what carries a header of one is refused; and a name that somebody else's DNS points here makes a browser
/// a proxy, so the request must name this machine. Immutable.
/// </summary>
internal sealed class AccessGate(bool isOpen)
{
    private static readonly string[] s_proxyHeaders =
    [
        "Forwarded", "Via", "X-Real-IP", "X-Client-IP", "X-Cluster-Client-IP", "X-ProxyUser-IP", "True-Client-IP", "Client-IP",
        "CF-Connecting-IP", "CF-Ray", "Fastly-Client-IP", "Fly-Client-IP", "X-Azure-ClientIP", "X-Azure-SocketIP", "X-Envoy-External-Address",
        "X-Appengine-User-IP", "X-Amzn-Trace-Id", "X-Amz-Cf-Id",
    ];

    /// <summary>What proxies begin names of headers with; <c>X-Original-</c> is what ASP.NET Core leaves of those that it has read.</summary>
    private static readonly string[] s_proxyPrefixes = ["X-Forwarded", "X-Original-", "X-ARR-"];

    /// <summary>A handler that answers only who may ask, and with the headers that every answer has.</summary>
    public RequestDelegate Guard(RequestDelegate handler) => context =>
    {
        SecurityHeaders.Add(context.Response);
        return Refusal(context) is not { } reason
            ? handler(context)
            : Problem.WriteAsync(context, StatusCodes.Status403Forbidden, reason);
    };

    /// <summary>Why a request is refused; null where it is not.</summary>
    private string? Refusal(HttpContext context)
    {
        if (isOpen || IsAuthorizedByHost(context))
        {
            return null;
        }

        const string Remedy = "Put an authorization on the group that MapApiGatewayAnalytics returns, or open it by its options.";
        return context.Connection.RemoteIpAddress is not { } remote || !IPAddress.IsLoopback(remote.IsIPv4MappedToIPv6 ? remote.MapToIPv4() : remote)
            ? $"Only requests from this machine are answered. {Remedy}"
            : ProxyHeader(context.Request) is { } header
            ? $"The request came through a proxy, as its header {header} says, so nobody knows where from. {Remedy}"
            : !NamesThisMachine(context.Request.Host)
            ? "Only requests to localhost, 127.0.0.1 or [::1] are answered."
            : null;
    }

    /// <summary>Whether the authorization middleware has let the request through because of a rule of this endpoint; without that middleware the host throws.</summary>
    private static bool IsAuthorizedByHost(HttpContext context) =>
        context.GetEndpoint()?.Metadata is { } metadata
        && metadata.GetMetadata<IAllowAnonymous>() is null
        && (metadata.GetMetadata<IAuthorizeData>() is not null || metadata.GetMetadata<AuthorizationPolicy>() is not null);

    private static string? ProxyHeader(HttpRequest request)
    {
        foreach (string name in request.Headers.Keys)
        {
            if (s_proxyHeaders.Contains(name, StringComparer.OrdinalIgnoreCase)
                || s_proxyPrefixes.Any(prefix => name.StartsWith(prefix, StringComparison.OrdinalIgnoreCase)))
            {
                return s_proxyHeaders.Concat(s_proxyPrefixes).First(known => name.StartsWith(known, StringComparison.OrdinalIgnoreCase));
            }
        }

        return null;
    }

    private static bool NamesThisMachine(HostString host) =>
        host.Host.Equals("localhost", StringComparison.OrdinalIgnoreCase) || host.Host is "127.0.0.1" or "[::1]";
}
