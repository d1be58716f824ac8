using System.CommandLine;
using System.Diagnostics;
using ApiGatewayAnalytics.Cli.Input;
using ApiGatewayAnalytics.Cli.Running;
using ApiGatewayAnalytics.Panels;

namespace ApiGatewayAnalytics.Cli.Commands;

/// <summary><c>apigw analyze</c>: reads access logs, CloudTrail events and CloudWatch metrics and prints the panels.</summary>
internal sealed class AnalyzeCommand
{
    private readonly Argument<string[]> _paths = ReadingOptions.Paths();
    private readonly AnswerOptions _answer = new();
    private readonly ReadingOptions _reading = new();
    private readonly Option<DateTimeOffset?> _from = OptionParsers.Moment("--from", "Leave out records before TIME.");
    private readonly Option<DateTimeOffset?> _to = OptionParsers.Moment("--to", "Leave out records from TIME on.");
    private readonly Option<TimeSpan?> _last = OptionParsers.Duration("--last", "Only the last 90m, 24h, 7d before the newest record; files are read twice for it.");
    private readonly Option<string[]> _filters = OptionParsers.Texts(
        "--filter", "NAME=VALUE", "Only records whose field matches, with * as a wildcard; can be given several times.");

    private readonly Option<bool> _strict = new("--strict") { Description = "Exit with 4 when any record was rejected." };
    private readonly Option<string?> _save = OptionParsers.Text("--save", "FILE", "Keep the counted state in FILE, for 'apigw report'.");

    public Command Create(Surroundings surroundings)
    {
        var command = new ExampleCommand(
            "analyze",
            "Read access logs, CloudTrail events and CloudWatch metrics and print their dashboards.",
            "apigw analyze access.log",
            "apigw analyze logs/ --last 24h --dashboard access-logs-errors",
            "apigw analyze 'logs/**/*.gz' --filter stage=prod --filter status=5* --format json --output errors.json",
            "aws logs filter-log-events --log-group-name NAME | apigw analyze -");
        command.Arguments.Add(_paths);
        _answer.AddTo(command);
        foreach (Option option in (Option[])[_from, _to, _last, _filters])
        {
            command.Options.Add(option);
        }

        _reading.AddTo(command);
        command.Options.Add(_strict);
        command.Options.Add(_save);

        command.SetAction((arguments, cancellationToken) => RunAsync(arguments, surroundings, cancellationToken));
        return command;
    }

    private async Task<int> RunAsync(ParseResult arguments, Surroundings surroundings, CancellationToken cancellationToken)
    {
        int threads = _reading.Threads(arguments, surroundings);
        AnalyticsOptions options = Options(arguments, threads);
        PanelQuery query = _answer.Query(arguments, options.Dashboards) with { Last = arguments.GetValue(_last) };

        // A saved state may be asked for anything.
        options.DerivesMetrics = arguments.GetValue(_save) is not null || AsksForMetrics(query, options.Dashboards);
        IReadOnlyList<LogSource> sources = new PathExpansion(surroundings.Complain).Expand(arguments.GetValue(_paths)!);
        if (query.Last is { } last && sources.All(source => source.Path is not null))
        {
            // Standard input comes only once; of that the whole hours or days that the range touches are counted.
            options.From = NewestRecord.Find(Options(arguments, threads), sources, threads, surroundings, cancellationToken) - last;
            query = query with { Last = null };
        }

        IAnalysis analysis = surroundings.Analyse(options);
        var reader = new SourceReader(analysis, surroundings);
        long started = Stopwatch.GetTimestamp();
        using (ProgressDisplay.Start(surroundings, reader, sources))
        {
            reader.ReadAll(sources, threads, cancellationToken);
        }

        TimeSpan elapsed = Stopwatch.GetElapsedTime(started);
        bool interrupted = cancellationToken.IsCancellationRequested;
        if (reader.Read == 0 && !interrupted)
        {
            // Why stands on standard error, a line per path.
            return ExitCode.NothingReadable;
        }

        Findings findings = analysis.Answer(query) with { Elapsed = elapsed };
        _answer.Print(arguments, findings, options.Dashboards, surroundings);
        string? save = arguments.GetValue(_save);
        if (interrupted)
        {
            surroundings.Complain(save is null ? "interrupted: the answer covers what was read" : $"interrupted: {save} was not written");
            return ExitCode.Interrupted;
        }

        if (save is not null)
        {
            await SaveAsync(analysis, save, cancellationToken).ConfigureAwait(false);
        }

        return arguments.GetValue(_strict) ? Judge(findings.Reading, surroundings) : ExitCode.Done;
    }

    private static bool AsksForMetrics(PanelQuery query, IEnumerable<DashboardDefinition> dashboards) =>
        dashboards.Any(dashboard => dashboard.Source == RecordSource.Metrics
            && (query.Dashboards.IsEmpty || query.Dashboards.Contains(dashboard.Id))
            && (query.Panels.IsEmpty || dashboard.Panels.Any(panel => query.Panels.Contains(panel.Id))));

    private AnalyticsOptions Options(ParseResult arguments, int threads)
    {
        var options = new AnalyticsOptions
        {
            Mode = EngineMode.Files,
            From = arguments.GetValue(_from),
            To = arguments.GetValue(_to),
        };
        _reading.ApplyTo(options, arguments, threads);
        if (options is { From: { } from, To: { } to } && from >= to)
        {
            throw CliException.Usage("--from is not before --to; swap them");
        }

        if (options.From is not null && arguments.GetValue(_last) is not null)
        {
            throw CliException.Usage("--from and --last both say where to begin; give one of them");
        }

        _answer.ApplyTo(options, arguments);
        RecordFilters.Add(arguments.GetValue(_filters) ?? [], options.RecordFilters);
        return options;
    }

    private static async Task SaveAsync(IAnalysis analysis, string path, CancellationToken cancellationToken)
    {
        try
        {
            await analysis.SaveAsync(path, cancellationToken).ConfigureAwait(false);
        }
        catch (Exception error) when (FileErrors.IsFileError(error))
        {
            throw CliException.Failed($"{path}: --save cannot be written: {FileErrors.Describe(error)}");
        }
    }

    private static int Judge(ReadingSummary reading, Surroundings surroundings)
    {
        long rejected = reading.Rejected.Sum(tally => tally.Count);
        if (rejected == 0)
        {
            return ExitCode.Done;
        }

        string first = reading.Rejected.FirstOrDefault(tally => tally.First is not null) is { First: { } position } ? $", first at {position}" : "";
        surroundings.Complain($"{rejected} rejected{first}; --strict allows none");
        return ExitCode.Rejected;
    }
}
