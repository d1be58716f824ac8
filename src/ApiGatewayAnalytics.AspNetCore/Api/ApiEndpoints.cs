using Microsoft.AspNetCore.Builder;
using Microsoft.AspNetCore.Http;
using Microsoft.AspNetCore.Routing;
using Microsoft.Extensions.DependencyInjection;
using Microsoft.Extensions.Options;

namespace ApiGatewayAnalytics.AspNetCore;

/// <summary>The routes of the JSON API.</summary>
internal static class ApiEndpoints
{
    private static readonly string[] s_methods = [HttpMethods.Get, HttpMethods.Head];

    /// <param name="group">The group of everything below the prefix.</param>
    /// <param name="access">Who may ask.</param>
    /// <param name="options">How much may be asked.</param>
    /// <param name="services">Where the engine is, once the host has started.</param>
    public static void Map(RouteGroupBuilder group, AccessGate access, ApiGatewayAnalyticsHttpOptions options, IServiceProvider services)
    {
        // Not before it is asked: the options of the engine are validated when the host starts.
        var api = new Lazy<AnalyticsApi>(() => new AnalyticsApi(
            services.GetRequiredService<AnalyticsEngine>(),
            services.GetRequiredService<IOptions<AnalyticsOptions>>().Value,
            options,
            services.GetService<TimeProvider>() ?? TimeProvider.System));
        Get("/api/catalog", context => api.Value.CatalogAsync(context));
        Get("/api/state", context => api.Value.StateAsync(context));
        Get("/api/dashboards/{dashboard}", context => api.Value.DashboardAsync(context));
        Get("/api/panels/{dashboard}/{panel}", context => api.Value.PanelAsync(context));
        Get("/api/answer", context => api.Value.AnswerAsync(context));
        Get("/api/filters/{dashboard}/{field}", context => api.Value.FiltersAsync(context));
        Get("/api/monitors", context => api.Value.MonitorsAsync(context));
        Get("/api/openapi.json", OpenApiDocument.SendAsync);

        void Get(string pattern, RequestDelegate handler) => group.MapMethods(pattern, s_methods, access.Guard(handler));
    }
}
