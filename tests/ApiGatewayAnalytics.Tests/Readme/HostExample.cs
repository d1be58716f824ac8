#region host
using System.Text.Json;
using ApiGatewayAnalytics.Panels;
using Microsoft.Extensions.DependencyInjection;
using Microsoft.Extensions.Hosting;

#endregion
namespace ApiGatewayAnalytics.Tests.Readme;

/// <summary>The README's example of a host.</summary>
internal static class HostExample
{
    /// <summary>Stands in for the console of the example.</summary>
    public static StringWriter Console { get; } = new();

    public static async Task RunAsync(string[] args)
    {
        #region host
        HostApplicationBuilder builder = Host.CreateApplicationBuilder();
        builder.Services.AddApiGatewayAnalytics(options => options.Mode = EngineMode.Files);
        using IHost host = builder.Build();
        await host.StartAsync();

        var analytics = host.Services.GetRequiredService<AnalyticsEngine>();
        analytics.IngestFile(args[0]);
        PanelData panel = analytics.GetPanel("access-logs-overview/top-10-client-ips");
        Console.WriteLine(JsonSerializer.Serialize(panel, PanelJsonContext.Default.PanelData));
        await host.StopAsync();
        #endregion
    }
}
