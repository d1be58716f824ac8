using System.CommandLine;
using ApiGatewayAnalytics.Cli.Running;

namespace ApiGatewayAnalytics.Cli.Commands;

/// <summary><c>apigw generate</c>: writes the access log of made-up traffic, or the CloudTrail events of those who manage it.</summary>
internal sealed class GenerateCommand
{
    private readonly Option<long?> _records = OptionParsers.Number("--records", "N", "How many records.", 0, 100_000_000_000);
    private readonly Option<long?> _seed = OptionParsers.Number(
        "--seed", "S", "What the random numbers start from: the same options give the same bytes. [default: 1]", 0, long.MaxValue);

    private readonly Option<string> _source = OptionParsers.Choice("--source", "What is written.", "access-log", "cloudtrail", "metrics");

    private readonly Option<string> _layout = OptionParsers.Choice(
        "--layout", "The format of an access log.", "rest", "http", "websocket", "console", "clf", "csv", "xml", "nested");

    private readonly Option<string> _encoding = OptionParsers.Choice(
        "--encoding", "How metrics are written.", "json", "opentelemetry1.0", "opentelemetry0.7", "get-metric-data");

    private readonly Option<string?> _queries = OptionParsers.Text(
        "--metric-queries", "FILE", "Write the queries of --encoding get-metric-data to FILE, for 'apigw analyze --metric-queries'.");

    private readonly Option<long?> _apis = OptionParsers.Number("--apis", "N", "How many APIs. [default: 12]", 1, 10_000);
    private readonly Option<long?> _paths = OptionParsers.Number(
        "--paths", "N", "How many different paths there are at most, identifiers in them included. [default: 20000000]", 10_000, 1_000_000_000);

    private readonly Option<long?> _days = OptionParsers.Number("--days", "D", "How many days the traffic lasts. [default: 1]", 1, 3660);
    private readonly Option<string?> _output = OptionParsers.Text("--output", "FILE", "Write to FILE instead of standard output.");

    public Command Create(Surroundings surroundings)
    {
        var command = new ExampleCommand(
            "generate",
            "Write the access log, the CloudTrail events, or the CloudWatch metrics of made-up but lifelike traffic.",
            "apigw generate --records 10000 | apigw analyze -",
            "apigw generate --records 30000 --source cloudtrail --output trail.json",
            "apigw generate --records 100000 --source metrics --encoding opentelemetry1.0 --output metrics.bin",
            "apigw generate --records 1000000 --layout clf --days 7 --output access.log");
        _records.Required = true;
        Option[] options = [_records, _seed, _source, _layout, _encoding, _queries, _apis, _paths, _days, _output];
        foreach (Option option in options)
        {
            command.Options.Add(option);
        }

        command.SetAction((arguments, cancellationToken) => Task.FromResult(Run(arguments, surroundings, cancellationToken)));
        return command;
    }

    private int Run(ParseResult arguments, Surroundings surroundings, CancellationToken cancellationToken)
    {
        var request = new TrafficRequest(
            arguments.GetValue(_records)!.Value,
            arguments.GetValue(_seed) ?? 1,
            arguments.GetValue(_layout)!,
            (int)(arguments.GetValue(_apis) ?? 12),
            (int)(arguments.GetValue(_paths) ?? 20_000_000),
            (int)(arguments.GetValue(_days) ?? 1))
        {
            IsTrail = arguments.GetValue(_source) == "cloudtrail",
            MetricEncoding = arguments.GetValue(_source) == "metrics" ? arguments.GetValue(_encoding) : null,
        };
        if (arguments.GetValue(_queries) is { } queries)
        {
            OutputFile.Write(queries, file => Traffic.WriteQueries(file, request));
        }

        if (arguments.GetValue(_output) is { } path)
        {
            OutputFile.Write(path, file => surroundings.Generate(file, request, cancellationToken));
        }
        else
        {
            surroundings.Generate(surroundings.Output, request, cancellationToken);
        }

        return ExitCode.Done;
    }
}
