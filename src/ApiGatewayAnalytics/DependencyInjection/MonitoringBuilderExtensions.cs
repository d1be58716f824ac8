using ApiGatewayAnalytics;
using ApiGatewayAnalytics.Monitoring;

namespace Microsoft.Extensions.DependencyInjection;

/// <summary>Registers alert rules.</summary>
public static class MonitoringBuilderExtensions
{
    /// <summary>
    /// Adds monitors to the engine's options; one that is there already is not added again. The engine judges them for whoever
    /// watches <see cref="AnalyticsEngine.Monitors"/>.
    /// </summary>
    /// <param name="builder">What <c>AddApiGatewayAnalytics</c> returned.</param>
    /// <param name="monitors">The monitors. Default: <see cref="MonitorCatalog.All"/>.</param>
    /// <returns>The same builder.</returns>
    /// <exception cref="ArgumentNullException"><paramref name="builder"/> or <paramref name="monitors"/> is null.</exception>
    public static IApiGatewayAnalyticsBuilder AddMonitors(this IApiGatewayAnalyticsBuilder builder, params MonitorDefinition[] monitors)
    {
        ArgumentNullException.ThrowIfNull(builder);
        ArgumentNullException.ThrowIfNull(monitors);
        builder.Services.Configure<AnalyticsOptions>(options =>
        {
            foreach (MonitorDefinition monitor in monitors.Length == 0 ? MonitorCatalog.All.AsEnumerable() : monitors)
            {
                if (!options.Monitors.Contains(monitor))
                {
                    options.Monitors.Add(monitor);
                }
            }
        });
        return builder;
    }
}
