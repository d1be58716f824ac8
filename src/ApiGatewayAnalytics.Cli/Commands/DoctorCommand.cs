using System.Collections.Immutable;
using System.CommandLine;
using System.Text;
using ApiGatewayAnalytics.AccessLogs;
using ApiGatewayAnalytics.Cli.Input;
using ApiGatewayAnalytics.Cli.Rendering;
using ApiGatewayAnalytics.Cli.Rendering.Text;
using ApiGatewayAnalytics.Cli.Running;
using ApiGatewayAnalytics.Dashboards;
using ApiGatewayAnalytics.Diagnosis;
using ApiGatewayAnalytics.Panels;

namespace ApiGatewayAnalytics.Cli.Commands;

/// <summary><c>apigw doctor</c>: says which panels logs feed, what is wrong with them, and which template to configure.</summary>
internal sealed class DoctorCommand
{
    private readonly Argument<string[]> _paths = OptionParsers.Paths(
        "PATH", "Files, folders, patterns, or - for standard input, as for analyze. Without any, --kind gives the template alone.", required: false);

    private readonly Option<string> _kind = OptionParsers.Choice(
        "--kind", "The kind of the APIs; auto is what the records tell.", "auto", "rest", "http", "websocket");

    private readonly Option<string[]> _dashboards = OptionParsers.Texts(
        "--dashboard", "ID", "Only this dashboard; can be given several times. Insights are judged only where named.");

    private readonly Option<string?> _logFormat = LogFormats.Option();
    private readonly Option<string> _format = OptionParsers.Choice("--format", "How to print the diagnosis.", "text", "json");
    private readonly Option<string?> _output = OptionParsers.Text("--output", "FILE", "Print to FILE instead of standard output.");
    private readonly Option<bool> _strict = new("--strict")
    {
        Description = "Exit with 5 when a panel lacks something that the template could log.",
    };

    public Command Create(Surroundings surroundings)
    {
        var command = new ExampleCommand(
            "doctor",
            "Say which panels access logs feed, and which template to configure.",
            "apigw doctor access.log",
            "apigw doctor logs/ --strict --format json --output diagnosis.json",
            "apigw doctor --kind http");
        command.Arguments.Add(_paths);
        Option[] options = [_kind, _dashboards, _logFormat, _format, _output, _strict];
        foreach (Option option in options)
        {
            command.Options.Add(option);
        }

        command.SetAction((arguments, cancellationToken) => Task.FromResult(Run(arguments, surroundings, cancellationToken)));
        return command;
    }

    private int Run(ParseResult arguments, Surroundings surroundings, CancellationToken cancellationToken)
    {
        AccessLogDoctorOptions options = Options(arguments);
        string[] paths = arguments.GetValue(_paths) ?? [];
        if (paths.Length == 0)
        {
            ApiKind kind = options.Kind ?? throw CliException.Usage("a PATH is needed, or --kind for the template alone; see 'apigw doctor --help'");
            RecommendedTemplate template = RecommendedTemplate.For(kind, options);
            Print(arguments, surroundings, json: output => DiagnosisRenderer.WriteJson(template, output), text: (_, raw) => raw.Write(TextLine.Of(template.Text)));
            return ExitCode.Done;
        }

        var doctor = new AccessLogDoctor(options);
        IReadOnlyList<LogSource> sources = new PathExpansion(surroundings.Complain).Expand(paths);
        var reader = new SourceReader(new DoctorSink(doctor), surroundings);
        using (ProgressDisplay.Start(surroundings, reader, sources))
        {
            reader.ReadAll(sources, surroundings.Processors, cancellationToken);
        }

        bool interrupted = cancellationToken.IsCancellationRequested;
        if (reader.Read == 0 && !interrupted)
        {
            return ExitCode.NothingReadable;
        }

        LogDiagnosis diagnosis = doctor.Diagnose();
        Print(
            arguments,
            surroundings,
            json: output => DiagnosisRenderer.WriteJson(diagnosis, output),
            text: (canvas, raw) => new DiagnosisRenderer(canvas, raw).Render(diagnosis));
        if (interrupted)
        {
            surroundings.Complain("interrupted: the diagnosis covers what was read");
            return ExitCode.Interrupted;
        }

        return arguments.GetValue(_strict) && !diagnosis.IsAllFed ? ExitCode.NotFed : ExitCode.Done;
    }

    private AccessLogDoctorOptions Options(ParseResult arguments)
    {
        ImmutableArray<DashboardDefinition> all = [.. DashboardCatalog.All, .. DashboardCatalog.OnRequest];
        ImmutableArray<string> chosen = PanelSelection.Query(arguments.GetValue(_dashboards) ?? [], [], all).Dashboards;
        return new AccessLogDoctorOptions
        {
            Dashboards = chosen.IsEmpty ? DashboardCatalog.All : [.. all.Where(dashboard => chosen.Contains(dashboard.Id))],
            Reader = new AccessLogReaderOptions { Format = LogFormats.Parse(arguments.GetValue(_logFormat)) },
            Kind = arguments.GetValue(_kind) switch
            {
                "rest" => ApiKind.Rest,
                "http" => ApiKind.Http,
                "websocket" => ApiKind.WebSocket,
                _ => null,
            },
        };
    }

    private void Print(ParseResult arguments, Surroundings surroundings, Action<Stream> json, Action<ICanvas, ICanvas> text)
    {
        void To(Stream output, int width, bool color)
        {
            if (arguments.GetValue(_format) == "json")
            {
                json(output);
                output.Flush();
                return;
            }

            using var writer = new StreamWriter(output, new UTF8Encoding(false), 16 * 1024, leaveOpen: true);
            text(
                color ? new TerminalCanvas(writer, width) : new PlainCanvas(writer, width),
                new PlainCanvas(writer, int.MaxValue));
        }

        if (arguments.GetValue(_output) is { } path)
        {
            OutputFile.Write(path, file => To(file, Surroundings.PlainWidth, color: false));
            return;
        }

        To(surroundings.Output, surroundings.Width, surroundings.Color);
    }
}
