using System.Collections.Immutable;
using System.CommandLine;
using ApiGatewayAnalytics.AccessLogs;
using ApiGatewayAnalytics.Cli.Running;
using ApiGatewayAnalytics.CloudWatchMetrics;

namespace ApiGatewayAnalytics.Cli.Commands;

/// <summary><c>apigw metric-queries</c>: writes the queries for the metrics that the dashboards show of some APIs.</summary>
internal sealed class MetricQueriesCommand
{
    private readonly Option<string[]> _rest = OptionParsers.Texts("--rest", "NAME", "A REST API by its name; can be given several times.");
    private readonly Option<string[]> _http = OptionParsers.Texts("--http", "ID", "An HTTP API by its identifier; can be given several times.");
    private readonly Option<string[]> _webSocket = OptionParsers.Texts("--websocket", "ID", "A WebSocket API by its identifier; can be given several times.");
    private readonly Option<string[]> _stages = OptionParsers.Texts("--stage", "STAGE", "A stage of these APIs; can be given several times.");
    private readonly Option<long?> _period = OptionParsers.Number("--period", "SECONDS", "The period of datapoints, a multiple of 60. [default: 60]", 60, 86_400);
    private readonly Option<string?> _output = OptionParsers.Text("--output", "FILE", "Write to FILE instead of standard output.");

    public Command Create(Surroundings surroundings)
    {
        var command = new ExampleCommand(
            "metric-queries",
            "Write the queries of 'aws cloudwatch get-metric-data' for what the dashboards show.",
            "apigw metric-queries --rest pets --stage prod --output queries.json",
            "aws cloudwatch get-metric-data --metric-data-queries file://queries.json --start-time START --end-time END > metrics.json",
            "apigw analyze metrics.json --metric-queries queries.json");
        Option[] options = [_rest, _http, _webSocket, _stages, _period, _output];
        foreach (Option option in options)
        {
            command.Options.Add(option);
        }

        command.SetAction(arguments => Run(arguments, surroundings));
        return command;
    }

    private int Run(ParseResult arguments, Surroundings surroundings)
    {
        ImmutableArray<string> stages = [.. arguments.GetValue(_stages) ?? []];
        MetricQueryTarget[] apis =
        [
            .. (arguments.GetValue(_rest) ?? []).Select(name => new MetricQueryTarget(ApiKind.Rest, name, stages)),
            .. (arguments.GetValue(_http) ?? []).Select(id => new MetricQueryTarget(ApiKind.Http, id, stages)),
            .. (arguments.GetValue(_webSocket) ?? []).Select(id => new MetricQueryTarget(ApiKind.WebSocket, id, stages)),
        ];
        if (apis.Length == 0)
        {
            throw CliException.Usage("name at least one API with --rest, --http or --websocket");
        }

        MetricQueries queries;
        try
        {
            queries = MetricQueries.ForApis(apis, (int)(arguments.GetValue(_period) ?? 60));
        }
        catch (ArgumentException error)
        {
            // Without the parameter's name, which the exception appends.
            throw CliException.Usage(error.Message.Split(" (Parameter", 2)[0]);
        }

        if (arguments.GetValue(_output) is { } path)
        {
            OutputFile.Write(path, queries.WriteTo);
        }
        else
        {
            queries.WriteTo(surroundings.Output);
            surroundings.Output.WriteByte((byte)'\n');
        }

        return ExitCode.Done;
    }
}
