using Microsoft.Extensions.DependencyInjection;

namespace ApiGatewayAnalytics;

/// <inheritdoc cref="IApiGatewayAnalyticsBuilder"/>
internal sealed class ApiGatewayAnalyticsBuilder(IServiceCollection services) : IApiGatewayAnalyticsBuilder
{
    public IServiceCollection Services { get; } = services;
}
