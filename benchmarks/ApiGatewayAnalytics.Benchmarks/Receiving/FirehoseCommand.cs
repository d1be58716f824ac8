using System.Diagnostics;
using System.Globalization;
using Microsoft.AspNetCore.Builder;
using Microsoft.AspNetCore.Hosting;
using Microsoft.AspNetCore.Http;
using Microsoft.Extensions.DependencyInjection;
using Microsoft.Extensions.Logging;

namespace ApiGatewayAnalytics.Benchmarks.Receiving;

/// <summary>
/// <c>firehose [SHAPE...]</c>: megabytes of request body, and of logs in it, per second of the server's processor time, end to end: real Kestrel over loopback,
/// all dashboards, and the sender in another process, whose time does not count.
/// </summary>
internal static class FirehoseCommand
{
    public const string Key = "benchmark-access-key";

    public static async Task<int> RunAsync(string[] shapes)
    {
        Console.WriteLine("shape          MB sent  MB logs  records   CPU s  MB sent/s  MB logs/s");
        foreach (string shape in shapes.Length > 0 ? shapes : FirehoseSender.Shapes)
        {
            await MeasureAsync(shape).ConfigureAwait(false);
        }

        return 0;
    }

    private static async Task MeasureAsync(string shape)
    {
        WebApplicationBuilder builder = WebApplication.CreateSlimBuilder();
        builder.Logging.ClearProviders();
        builder.WebHost.UseUrls("http://127.0.0.1:0");
        builder.Services.AddApiGatewayAnalytics();
        WebApplication app = builder.Build();
        await using (app.ConfigureAwait(false))
        {
            TimeSpan start = default;
            TimeSpan end = default;
            long before = 0;
            long bytesBefore = 0;
            AnalyticsEngine engine = app.Services.GetRequiredService<AnalyticsEngine>();
            app.MapFirehoseReceiver("/firehose", options => options.AccessKeys.Add(Key));
            app.MapPost("/start", (RequestDelegate)(_ =>
            {
                start = Environment.CpuUsage.TotalTime;
                before = engine.Ingestion.Accepted;
                bytesBefore = engine.Ingestion.Bytes;
                return Task.CompletedTask;
            }));
            app.MapPost("/end", (RequestDelegate)(_ =>
            {
                end = Environment.CpuUsage.TotalTime;
                return Task.CompletedTask;
            }));
            await app.StartAsync().ConfigureAwait(false);
            using Process sender = Process.Start(new ProcessStartInfo(Environment.ProcessPath!)
            {
                ArgumentList = { FirehoseSender.Verb, app.Urls.Single(), shape },
                RedirectStandardOutput = true,
            })!;
            string sent = await sender.StandardOutput.ReadToEndAsync().ConfigureAwait(false);
            await sender.WaitForExitAsync().ConfigureAwait(false);
            double megabytes = double.Parse(sent, CultureInfo.InvariantCulture) / 1e6;
            double seconds = (end - start).TotalSeconds;
            double logs = (engine.Ingestion.Bytes - bytesBefore) / 1e6;
            Console.WriteLine(string.Create(
                CultureInfo.InvariantCulture,
                $"{shape,-12} {megabytes,9:F0} {logs,8:F0} {engine.Ingestion.Accepted - before,8} {seconds,7:F2} {megabytes / seconds,10:F0} {logs / seconds,10:F0}"));
        }
    }
}
