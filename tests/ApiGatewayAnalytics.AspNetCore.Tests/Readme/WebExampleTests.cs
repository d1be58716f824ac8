using System.Net;
using Microsoft.AspNetCore.Builder;

namespace ApiGatewayAnalytics.AspNetCore.Tests.Readme;

/// <summary>What the README shows of a web application runs; that it shows this code is tested with the rest of the README.</summary>
public sealed class WebExampleTests
{
    [Fact]
    public async Task TheExampleServesPagesAndTakesDeliveries()
    {
        var started = new TaskCompletionSource<WebApplication>(TaskCreationOptions.RunContinuationsAsynchronously);
        string[] args = ["--urls", "http://127.0.0.1:0", "--Firehose:AccessKey", "an access key that nobody guesses"];
        Task running = Task.Factory.StartNew(
            () => WebExample.Run(args, app => app.Lifetime.ApplicationStarted.Register(() => started.SetResult(app))), TaskCreationOptions.LongRunning);
        await Task.WhenAny(started.Task, running);
        WebApplication app = await started.Task;
        using var client = new HttpClient { BaseAddress = new Uri(app.Urls.Single()) };
        Assert.Contains("\"dashboards\"", await client.GetStringAsync("/api-gateway/api/catalog"), StringComparison.Ordinal);
        using HttpResponseMessage refused = await client.PostAsync("/firehose", new StringContent("{}"));
        Assert.Equal(HttpStatusCode.Unauthorized, refused.StatusCode);
        app.Lifetime.StopApplication();
        await running;
    }
}
