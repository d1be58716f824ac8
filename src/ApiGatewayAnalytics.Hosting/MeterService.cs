using Microsoft.Extensions.Hosting;

namespace ApiGatewayAnalytics.Hosting;

/// <summary>Sees to it that the meter is there as long as the host runs.</summary>
internal sealed class MeterService(AnalyticsMeter meter) : IHostedService
{
    private readonly AnalyticsMeter _meter = meter;

    public Task StartAsync(CancellationToken cancellationToken) => Task.CompletedTask;

    public Task StopAsync(CancellationToken cancellationToken)
    {
        _meter.Dispose();
        return Task.CompletedTask;
    }
}
