using System.CommandLine;
using ApiGatewayAnalytics.Cli.Input;
using ApiGatewayAnalytics.Cli.Running;
using ApiGatewayAnalytics.Cli.Serving;
using ApiGatewayAnalytics.Dashboards;
using ApiGatewayAnalytics.Monitoring;
using ApiGatewayAnalytics.Panels;

namespace ApiGatewayAnalytics.Cli.Commands;

/// <summary><c>apigw serve</c>: reads what <c>apigw analyze</c> reads and shows it in the browser.</summary>
internal sealed class ServeCommand
{
    private const long MemoryLimit = 1_000_000_000;

    private readonly Argument<string[]> _paths = ReadingOptions.Paths();
    private readonly ReadingOptions _reading = new();
    private readonly EnrichmentOptions _enrichment = new();
    private readonly ServerOptions _server = new();
    private readonly Option<bool> _follow = new("--follow") { Description = "Keep reading: files that grow or are rotated, and new ones in a folder." };

    public Command Create(Surroundings surroundings)
    {
        var command = new ExampleCommand(
            "serve",
            "Read access logs, CloudTrail events and CloudWatch metrics and show their dashboards in the browser.",
            "apigw serve access.log --open",
            "apigw serve /var/log/api-gateway --follow",
            "apigw serve logs/ --geo GeoLite2-City.mmdb --api-names apis.json",
            "apigw serve 'logs/**/*.gz' --urls http://127.0.0.1:8080");
        command.Arguments.Add(_paths);
        command.Options.Add(_follow);
        _server.AddTo(command);
        _reading.AddTo(command);
        _enrichment.AddTo(command);
        command.SetAction((arguments, cancellationToken) => RunAsync(arguments, surroundings, cancellationToken));
        return command;
    }

    /// <summary>
    /// Adds what a page can show: the dashboards on request, all monitors, and every minute of a log of any age for as long as memory
    /// suffices.
    /// </summary>
    internal static void ShowEverything(AnalyticsOptions options)
    {
        TimeSpan ever = TimeSpan.FromDays(36_600);
        options.Mode = EngineMode.Live;
        options.MemoryLimit = MemoryLimit;
        options.Retention = new Retention { NarrowMinutes = ever, NarrowQuarters = ever, NarrowHours = ever, WideHours = ever, Days = ever };
        foreach (DashboardDefinition dashboard in DashboardCatalog.OnRequest)
        {
            options.Dashboards.Add(dashboard);
        }

        foreach (MonitorDefinition monitor in MonitorCatalog.All)
        {
            options.Monitors.Add(monitor);
        }
    }

    private async Task<int> RunAsync(ParseResult arguments, Surroundings surroundings, CancellationToken cancellationToken)
    {
        ServerSettings settings = _server.Read(arguments);
        int threads = _reading.Threads(arguments, surroundings);
        string[] paths = arguments.GetValue(_paths)!;
        bool follows = arguments.GetValue(_follow);
        if (follows && paths.Contains("-"))
        {
            throw CliException.Usage("standard input cannot be followed; leave out --follow, which reads it to its end");
        }

        IReadOnlyList<LogSource> sources = follows ? [] : new PathExpansion(surroundings.Complain).Expand(paths);
        if (sources.Count == 0 && !follows)
        {
            return ExitCode.NothingReadable;
        }

        return await DashboardServer.RunAsync(
            settings,
            options =>
            {
                ShowEverything(options);
                _reading.ApplyTo(options, arguments, threads);
                _enrichment.ApplyTo(options, arguments);
            },
            options =>
            {
                // What does not change is looked at as a whole, what goes on by the clock.
                options.ShowsEverythingByDefault = !follows;
                options.CountsBackFromNewestRecord = !follows;
            },
            (engine, stopping) => follows
                ? FollowedPaths.Follow(engine, paths, surroundings, stopping)
                : Read(engine, sources, threads, surroundings, stopping),
            surroundings,
            cancellationToken).ConfigureAwait(false);
    }

    private static int Read(
        AnalyticsEngine engine, IReadOnlyList<LogSource> sources, int threads, Surroundings surroundings, CancellationToken cancellationToken)
    {
        var reader = new SourceReader(new EngineAnalysis(engine), surroundings);
        using (ProgressDisplay.Start(surroundings, reader, sources))
        {
            reader.ReadAll(sources, threads, cancellationToken);
        }

        // Why stands on standard error, a line per path.
        return reader.Read == 0 ? ExitCode.NothingReadable : ExitCode.Done;
    }
}
