using System.ComponentModel;
using System.Net.Sockets;
using ApiGatewayAnalytics.AspNetCore;
using ApiGatewayAnalytics.Cli.Commands;
using ApiGatewayAnalytics.Cli.Running;
using Microsoft.AspNetCore.Builder;
using Microsoft.AspNetCore.Connections;
using Microsoft.AspNetCore.Hosting;
using Microsoft.AspNetCore.Hosting.Server;
using Microsoft.AspNetCore.Hosting.Server.Features;
using Microsoft.Extensions.DependencyInjection;
using Microsoft.Extensions.Hosting;

namespace ApiGatewayAnalytics.Cli.Serving;

/// <summary>
/// A web server with the dashboards and nothing else: no files of the current folder, no environment variables and no log decide what it
/// does. The only file of the tool that knows ASP.NET Core, which is loaded when it is reached.
/// </summary>
internal static class DashboardServer
{
    /// <summary>Serves while <paramref name="feed"/> runs, and afterwards until it is cancelled.</summary>
    /// <param name="settings">Where.</param>
    /// <param name="configure">Sets the options of the engine.</param>
    /// <param name="show">Sets what is shown where a page asks for nothing.</param>
    /// <param name="feed">Feeds the engine; another exit code than 0 ends serving.</param>
    /// <param name="surroundings">Where the address is printed.</param>
    /// <param name="cancellationToken">Ends serving, which is no failure.</param>
    /// <param name="clock">The clock of the engine. Default: the system's.</param>
    /// <exception cref="CliException">An address cannot be listened on.</exception>
    public static async Task<int> RunAsync(
        ServerSettings settings,
        Action<AnalyticsOptions> configure,
        Action<ApiGatewayAnalyticsHttpOptions> show,
        Func<AnalyticsEngine, CancellationToken, int> feed,
        Surroundings surroundings,
        CancellationToken cancellationToken,
        TimeProvider? clock = null)
    {
        await using WebApplication application = Create(settings, configure, show, clock ?? TimeProvider.System);
        AnalyticsEngine engine = application.Services.GetRequiredService<AnalyticsEngine>();
        await StartAsync(application, settings).ConfigureAwait(false);
        ICollection<string> addresses = application.Services.GetRequiredService<IServer>().Features.Get<IServerAddressesFeature>()!.Addresses;
        Announce(addresses, settings, surroundings);
        using var stopping = CancellationTokenSource.CreateLinkedTokenSource(cancellationToken);

        // A thread of its own: it reads and counts without a pause, and pages are answered by those of the pool meanwhile.
        int code = await Task.Factory.StartNew(
            () => feed(engine, stopping.Token), CancellationToken.None, TaskCreationOptions.LongRunning, TaskScheduler.Default).ConfigureAwait(false);
        if (code == ExitCode.Done)
        {
            await Task.Delay(Timeout.Infinite, cancellationToken).ConfigureAwait(ConfigureAwaitOptions.SuppressThrowing);
        }

        // Whoever waits for an answer gets it, unless that takes long.
        using var patience = new CancellationTokenSource(TimeSpan.FromSeconds(2));
        await application.StopAsync(patience.Token).ConfigureAwait(ConfigureAwaitOptions.SuppressThrowing);
        return cancellationToken.IsCancellationRequested ? ExitCode.Done : code;
    }

    /// <summary>Serves made-up traffic up to now, and on.</summary>
    public static Task<int> RunDemoAsync(ServerSettings settings, Surroundings surroundings, CancellationToken cancellationToken)
    {
        var script = new DemoScript(TimeProvider.System.GetUtcNow());
        var clock = new DemoClock();
        return RunAsync(
            settings,
            options =>
            {
                ServeCommand.ShowEverything(options);

                // Monitors tell of all of it; numbers are held against those of the day before by the minute.
                options.Retention = new Retention { NarrowMinutes = TimeSpan.FromHours(50), MonitorMinutes = TimeSpan.FromDays(DemoScript.Days + 1) };
                var addresses = new DemoAddresses();
                (options.GeoLocator, options.ThreatList) = (addresses, addresses);
                foreach ((string id, string name) in script.ApiNames)
                {
                    options.ApiNames[id] = name;
                }
            },
            _ => { },
            (engine, stopping) =>
            {
                using var feed = new DemoFeed(engine, script, clock);
                try
                {
                    feed.CatchUp(stopping);
                    feed.Follow(stopping);
                }
                catch (OperationCanceledException) when (stopping.IsCancellationRequested)
                {
                    // Nobody looks any more.
                }

                return ExitCode.Done;
            },
            surroundings,
            cancellationToken,
            clock);
    }

    private static WebApplication Create(
        ServerSettings settings, Action<AnalyticsOptions> configure, Action<ApiGatewayAnalyticsHttpOptions> show, TimeProvider clock)
    {
        WebApplicationBuilder builder = WebApplication.CreateEmptyBuilder(new WebApplicationOptions());
        builder.WebHost.UseKestrelCore().ConfigureKestrel(kestrel => kestrel.AddServerHeader = false).UseUrls(settings.Urls);
        builder.Services.AddRoutingCore();

        // Ctrl+C is heard by whoever cancels.
        builder.Services.AddSingleton<IHostLifetime, Lifetime>();
        builder.Services.AddSingleton(clock);
        builder.Services.AddApiGatewayAnalytics(configure);
        WebApplication application = builder.Build();
        application.MapApiGatewayAnalytics("/", options =>
        {
            options.AllowsAnonymousRequestsFromAnywhere = settings.IsOpened;
            options.MaxRange = TimeSpan.FromDays(3660);
            show(options);
        });
        return application;
    }

    private static async Task StartAsync(WebApplication application, ServerSettings settings)
    {
        try
        {
            await application.StartAsync(CancellationToken.None).ConfigureAwait(false);
        }
        catch (Exception error) when (error is IOException or SocketException or InvalidOperationException)
        {
            string reason = error.InnerException is AddressInUseException ? "the port is taken; --urls chooses another one" : error.Message;
            throw CliException.Failed($"{string.Join(';', settings.Urls)} cannot be listened on: {reason}");
        }
    }

    private static void Announce(IEnumerable<string> addresses, ServerSettings settings, Surroundings surroundings)
    {
        using (var output = new StreamWriter(surroundings.Output, leaveOpen: true))
        {
            foreach (string address in addresses)
            {
                output.WriteLine($"Dashboards on {address}/ until Ctrl+C");
            }
        }

        surroundings.Output.Flush();
        if (!settings.OpensPage)
        {
            return;
        }

        try
        {
            surroundings.OpenPage(addresses.First() + "/");
        }
        catch (Exception error) when (error is Win32Exception or FileNotFoundException or PlatformNotSupportedException)
        {
            surroundings.Complain("there is no browser to open the page with");
        }
    }

    /// <summary>Listens to nothing.</summary>
    private sealed class Lifetime : IHostLifetime
    {
        public Task WaitForStartAsync(CancellationToken cancellationToken) => Task.CompletedTask;

        public Task StopAsync(CancellationToken cancellationToken) => Task.CompletedTask;
    }
}
