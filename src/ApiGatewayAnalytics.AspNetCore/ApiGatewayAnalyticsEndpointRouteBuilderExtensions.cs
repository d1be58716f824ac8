using ApiGatewayAnalytics;
using ApiGatewayAnalytics.AspNetCore;
using Microsoft.AspNetCore.Routing;
using Microsoft.Extensions.DependencyInjection;

namespace Microsoft.AspNetCore.Builder;

/// <summary>Maps the dashboards.</summary>
public static class ApiGatewayAnalyticsEndpointRouteBuilderExtensions
{
    /// <summary>
    /// Maps the pages and the JSON API below a prefix. They answer only requests from this machine, until the host puts an authorization on
    /// the group that is returned (<c>RequireAuthorization</c>) or opens them
    /// (<see cref="ApiGatewayAnalyticsHttpOptions.AllowsAnonymousRequestsFromAnywhere"/>).
    /// </summary>
    /// <param name="endpoints">The routes of the host.</param>
    /// <param name="prefix">The path below which everything is, for example <c>/api-gateway</c>; <c>/</c> for the root.</param>
    /// <param name="configure">Sets the options. Default: nothing.</param>
    /// <returns>The group, for the host's own authorization, rate limits and CORS.</returns>
    /// <exception cref="ArgumentNullException"><paramref name="endpoints"/> or <paramref name="prefix"/> is null.</exception>
    /// <exception cref="ArgumentException">The options have mistakes; the message names all of them.</exception>
    /// <exception cref="InvalidOperationException"><c>AddApiGatewayAnalytics</c> was not called.</exception>
    public static RouteGroupBuilder MapApiGatewayAnalytics(
        this IEndpointRouteBuilder endpoints, string prefix = "/api-gateway", Action<ApiGatewayAnalyticsHttpOptions>? configure = null)
    {
        ArgumentNullException.ThrowIfNull(endpoints);
        ArgumentNullException.ThrowIfNull(prefix);
        if (endpoints.ServiceProvider.GetService<IServiceProviderIsService>()?.IsService(typeof(AnalyticsEngine)) != true)
        {
            throw new InvalidOperationException(
                $"There is no {nameof(AnalyticsEngine)} among the services; call services.AddApiGatewayAnalytics() before {nameof(MapApiGatewayAnalytics)}.");
        }

        var options = new ApiGatewayAnalyticsHttpOptions();
        configure?.Invoke(options);
        string[] mistakes = [.. options.Mistakes()];
        if (mistakes.Length > 0)
        {
            throw new ArgumentException($"{nameof(ApiGatewayAnalyticsHttpOptions)}: {string.Join(' ', mistakes)}", nameof(configure));
        }

        RouteGroupBuilder group = endpoints.MapGroup(prefix);
        var access = new AccessGate(options.AllowsAnonymousRequestsFromAnywhere);
        PageEndpoints.Map(group, access, EmbeddedAssets.OfThisAssembly);
        ApiEndpoints.Map(group, access, options, endpoints.ServiceProvider);
        return group;
    }
}
