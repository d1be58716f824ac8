using System.CommandLine;
using ApiGatewayAnalytics.AccessLogs;
using ApiGatewayAnalytics.Cli.Input;
using ApiGatewayAnalytics.Cli.Running;

namespace ApiGatewayAnalytics.Cli.Commands;

/// <summary>The options of every command that reads telemetry: what it cannot say of itself, and on how many threads.</summary>
internal sealed class ReadingOptions
{
    private readonly Option<string?> _account = OptionParsers.Text("--account", "ID", "The account of records that name none.");
    private readonly Option<string?> _region = OptionParsers.Text("--region", "REGION", "The region of records that name none.");
    private readonly Option<string?> _logFormat = LogFormats.Option();

    private readonly Option<string?> _eventSource = OptionParsers.Text(
        "--event-source", "PATTERN", "The services whose CloudTrail events count, with * as a wildcard. [default: apigateway.amazonaws.com]");

    private readonly Option<string?> _metricQueries = OptionParsers.Text(
        "--metric-queries", "FILE", "The queries whose results 'aws cloudwatch get-metric-data' gave; 'apigw metric-queries' writes such a file.");

    private readonly Option<long?> _threads = OptionParsers.Number("--threads", "N", "Threads that read and count. [default: one per processor]", 1, 256);

    public static Argument<string[]> Paths() => OptionParsers.Paths(
        "PATH",
        "Files, folders (with everything below), patterns (*, ?, **), or - for standard input. "
        + "Formats, envelopes and compression are detected.");

    public void AddTo(Command command)
    {
        Option[] options = [_account, _region, _logFormat, _eventSource, _metricQueries, _threads];
        foreach (Option option in options)
        {
            command.Options.Add(option);
        }
    }

    public int Threads(ParseResult arguments, Surroundings surroundings) => (int)(arguments.GetValue(_threads) ?? surroundings.Processors);

    public void ApplyTo(AnalyticsOptions options, ParseResult arguments, int threads)
    {
        options.OverlapsCounting = threads > 1;
        options.Reader = new AccessLogReaderOptions
        {
            Format = LogFormats.Parse(arguments.GetValue(_logFormat)),
            Account = arguments.GetValue(_account),
            Region = arguments.GetValue(_region),
        };
        if (arguments.GetValue(_metricQueries) is { } queries)
        {
            options.MetricQueries = MetricQueriesFile.Load(queries);
        }

        if (arguments.GetValue(_eventSource) is { Length: > 0 } eventSource)
        {
            options.CloudTrail = options.CloudTrail with { EventSource = eventSource };
        }
    }
}
