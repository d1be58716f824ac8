using System.CommandLine;
using System.CommandLine.Help;
using System.CommandLine.Invocation;
using System.Reflection;
using ApiGatewayAnalytics.Cli.Input;
using ApiGatewayAnalytics.Cli.Running;

namespace ApiGatewayAnalytics.Cli.Commands;

/// <summary>The whole tool: parses the command line, runs a command, and turns every outcome into an exit code and at most one line.</summary>
internal static class Apigw
{
    private const string ExitCodes =
        "Exit codes: 0 done, 1 failed, 2 wrong usage, 3 nothing readable, 4 rejected records with --strict,\n"
        + "5 panels that the template does not feed with doctor --strict, 130 interrupted.\n"
        + "'apigw COMMAND --help' shows examples. NO_COLOR turns colours off.";

    public static int Run(string[] args, Surroundings surroundings, CancellationToken cancellationToken = default)
    {
        using var output = new StreamWriter(surroundings.Output, leaveOpen: true);
        try
        {
            ParseResult arguments = Create(surroundings).Parse(args, new ParserConfiguration { ResponseFileTokenReplacer = null });
            if (arguments.Errors.Count > 0 && arguments.Action is null or ParseErrorAction)
            {
                string path = string.Join(' ', Path(arguments.CommandResult.Command));
                string what = arguments.UnmatchedTokens.Count > 0
                    ? $"'{arguments.UnmatchedTokens[0]}' is neither a command nor an option here"
                    : arguments.Errors[0].Message.TrimEnd('.');
                surroundings.Complain($"{what}; see '{path} --help'");
                return ExitCode.Usage;
            }

            var configuration = new InvocationConfiguration
            {
                EnableDefaultExceptionHandler = false,
                ProcessTerminationTimeout = null,
                Output = output,
                Error = surroundings.Error,
            };
            return arguments.InvokeAsync(configuration, cancellationToken).GetAwaiter().GetResult();
        }
        catch (CliException error)
        {
            surroundings.Complain(error.Message);
            return error.ExitCode;
        }
        catch (OperationCanceledException) when (cancellationToken.IsCancellationRequested)
        {
            return ExitCode.Interrupted;
        }
        catch (BrokenPipeException)
        {
            return ExitCode.Done;
        }
        catch (Exception error) when (FileErrors.IsFileError(error))
        {
            surroundings.Complain($"standard output: {FileErrors.Describe(error)}");
            return ExitCode.Failed;
        }
        catch (Exception error)
        {
            // A mistake of ours: a line like any other failure, with what a report of it needs to begin with.
            Exception cause = error is AggregateException several ? several.Flatten().InnerExceptions[0] : error;
            surroundings.Complain($"internal error, please report it: {cause.GetType().Name} in {cause.TargetSite?.DeclaringType?.Name}: {cause.Message}");
            return ExitCode.Failed;
        }
    }

    private static IEnumerable<string> Path(Command command) =>
        command.Parents.OfType<Command>().SelectMany(Path).Append(command.Name);

    private static RootCommand Create(Surroundings surroundings)
    {
        var root = new RootCommand("Amazon API Gateway dashboards in the browser, in the terminal, as JSON or as CSV.")
        {
            new DemoCommand().Create(surroundings),
            new ServeCommand().Create(surroundings),
            new AnalyzeCommand().Create(surroundings),
            new ReportCommand().Create(surroundings),
            new DoctorCommand().Create(surroundings),
            new PanelsCommand().Create(surroundings),
            new GenerateCommand().Create(surroundings),
            new MetricQueriesCommand().Create(surroundings),
        };
        foreach (Option option in root.Options)
        {
            if (option is HelpOption { Action: HelpAction help })
            {
                option.Action = new ExampleCommand.Help(help, ExitCodes);
            }
            else if (option is VersionOption)
            {
                option.Action = new PrintVersion();
            }
        }

        return root;
    }

    /// <summary>The version without the commit that the build appends.</summary>
    private sealed class PrintVersion : SynchronousCommandLineAction
    {
        public override bool ClearsParseErrors => true;

        public override int Invoke(ParseResult parseResult)
        {
            string version = typeof(Apigw).Assembly.GetCustomAttribute<AssemblyInformationalVersionAttribute>()!.InformationalVersion;
            parseResult.InvocationConfiguration.Output.WriteLine(version.Split('+')[0]);
            return ExitCode.Done;
        }
    }
}
