using ApiGatewayAnalytics;
using Microsoft.Extensions.DependencyInjection.Extensions;
using Microsoft.Extensions.Options;

namespace Microsoft.Extensions.DependencyInjection;

/// <summary>Registers the analytics.</summary>
public static class ApiGatewayAnalyticsServiceCollectionExtensions
{
    /// <summary>
    /// Registers a singleton <see cref="AnalyticsEngine"/>. Its clock is the <see cref="TimeProvider"/> of the host, where there is one.
    /// Options are validated when the host starts, all mistakes in one message. Calling it again adds to the options.
    /// </summary>
    /// <param name="services">The services of the host.</param>
    /// <param name="configure">Sets the options. Default: nothing.</param>
    /// <returns>What further packages hang their registrations on.</returns>
    /// <exception cref="ArgumentNullException"><paramref name="services"/> is null.</exception>
    public static IApiGatewayAnalyticsBuilder AddApiGatewayAnalytics(
        this IServiceCollection services, Action<AnalyticsOptions>? configure = null)
    {
        ArgumentNullException.ThrowIfNull(services);
        OptionsBuilder<AnalyticsOptions> options = services.AddOptionsWithValidateOnStart<AnalyticsOptions>();
        if (configure is not null)
        {
            options.Configure(configure);
        }

        services.TryAddEnumerable(ServiceDescriptor.Singleton<IValidateOptions<AnalyticsOptions>, AnalyticsOptionsValidator>());
        services.TryAddSingleton(provider => new AnalyticsEngine(
            provider.GetRequiredService<IOptions<AnalyticsOptions>>().Value, provider.GetService<TimeProvider>()));
        return new ApiGatewayAnalyticsBuilder(services);
    }
}
