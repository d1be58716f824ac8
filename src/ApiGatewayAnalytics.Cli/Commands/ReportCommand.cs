using System.CommandLine;
using ApiGatewayAnalytics.Cli.Input;
using ApiGatewayAnalytics.Cli.Running;

namespace ApiGatewayAnalytics.Cli.Commands;

/// <summary><c>apigw report</c>: merges saved states and prints the panels as if everything had been read at once.</summary>
internal sealed class ReportCommand
{
    private readonly Argument<string[]> _files = OptionParsers.Paths("FILE", "States that 'apigw analyze --save' wrote.");

    private readonly AnswerOptions _answer = new();

    public Command Create(Surroundings surroundings)
    {
        var command = new ExampleCommand(
            "report",
            "Merge saved states and print their dashboards.",
            "apigw report monday.state tuesday.state",
            "apigw report *.state --panel top-10-client-ips --format csv");
        command.Arguments.Add(_files);
        _answer.AddTo(command);
        command.SetAction((arguments, cancellationToken) => RunAsync(arguments, surroundings, cancellationToken));
        return command;
    }

    private async Task<int> RunAsync(ParseResult arguments, Surroundings surroundings, CancellationToken cancellationToken)
    {
        var options = new AnalyticsOptions { Mode = EngineMode.Files };
        _answer.ApplyTo(options, arguments);
        PanelQuery query = _answer.Query(arguments, options.Dashboards);
        IAnalysis analysis = surroundings.Analyse(options);
        IReadOnlyList<LogSource> files = new PathExpansion(surroundings.Complain).Expand(arguments.GetValue(_files)!);
        int loaded = 0;
        foreach (LogSource file in files)
        {
            try
            {
                await analysis.LoadAsync(file.Name, cancellationToken).ConfigureAwait(false);
                loaded++;
            }
            catch (InvalidDataException)
            {
                surroundings.Complain($"{file.Name}: not a state that this version can read; write it again with 'apigw analyze --save'");
            }
            catch (Exception error) when (FileErrors.IsFileError(error))
            {
                surroundings.Complain($"{file.Name}: {FileErrors.Describe(error)}");
            }
        }

        if (loaded == 0)
        {
            return ExitCode.NothingReadable;
        }

        // A report of some of the days would look like a report of all of them.
        if (loaded < files.Count)
        {
            return ExitCode.Failed;
        }

        _answer.Print(arguments, analysis.Answer(query), options.Dashboards, surroundings);
        return ExitCode.Done;
    }
}
