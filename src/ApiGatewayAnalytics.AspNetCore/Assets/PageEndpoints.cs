using Microsoft.AspNetCore.Builder;
using Microsoft.AspNetCore.Http;
using Microsoft.AspNetCore.Routing;
using Microsoft.Net.Http.Headers;

namespace ApiGatewayAnalytics.AspNetCore;

/// <summary>The routes of the pages. Everything that they ask for is relative to the page, so nobody has to know the prefix.</summary>
internal static class PageEndpoints
{
    private static readonly string[] s_methods = [HttpMethods.Get, HttpMethods.Head];

    /// <param name="group">The group of everything below the prefix.</param>
    /// <param name="access">Who may ask.</param>
    /// <param name="assets">The files.</param>
    public static void Map(RouteGroupBuilder group, AccessGate access, EmbeddedAssets assets)
    {
        Get("/", context => SendIndexAsync(context, assets));
        Get("/assets/{**name}", context => SendAsync(context, assets.FindHashed(context.Request.RouteValues["name"] as string)));
        foreach (string file in assets.RootFiles)
        {
            Get("/" + file, context => SendAsync(context, assets.Find(file)));
        }

        void Get(string pattern, RequestDelegate handler) => group.MapMethods(pattern, s_methods, access.Guard(handler));
    }

    private static Task SendIndexAsync(HttpContext context, EmbeddedAssets assets)
    {
        HttpRequest request = context.Request;
        string path = request.PathBase.Add(request.Path).ToUriComponent();
        if (!path.EndsWith('/'))
        {
            // Without the slash, what is relative to the page would be beside it. Relative itself, whatever a proxy cut from the path.
            context.Response.StatusCode = StatusCodes.Status302Found;
            context.Response.Headers.Location = $"./{path[(path.LastIndexOf('/') + 1)..]}/{request.QueryString.ToUriComponent()}";
            context.Response.Headers.CacheControl = "no-cache";
            return Task.CompletedTask;
        }

        if (assets.Index is not { } index)
        {
            return SendTextAsync(
                context,
                StatusCodes.Status503ServiceUnavailable,
                "The pages were not built: this assembly was compiled without Node.js. The JSON API below api/ works.\n");
        }

        context.Response.Headers.ContentSecurityPolicy = SecurityHeaders.PagePolicy;
        return index.SendAsync(context);
    }

    private static Task SendAsync(HttpContext context, Asset? asset) =>
        asset?.SendAsync(context) ?? SendTextAsync(context, StatusCodes.Status404NotFound, "There is no such file.\n");

    private static Task SendTextAsync(HttpContext context, int status, string text)
    {
        context.Response.StatusCode = status;
        context.Response.ContentType = "text/plain; charset=utf-8";
        context.Response.Headers[HeaderNames.CacheControl] = "no-store";
        return context.Response.WriteAsync(text, context.RequestAborted);
    }
}
