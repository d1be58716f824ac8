using Microsoft.Extensions.DependencyInjection;

namespace ApiGatewayAnalytics;

/// <summary>What further packages hang their registrations on.</summary>
public interface IApiGatewayAnalyticsBuilder
{
    /// <summary>The services of the host.</summary>
    IServiceCollection Services { get; }
}
