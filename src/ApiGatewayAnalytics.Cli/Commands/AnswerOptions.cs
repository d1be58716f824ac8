using System.Collections.Immutable;
using System.CommandLine;
using System.Text;
using ApiGatewayAnalytics.Cli.Rendering;
using ApiGatewayAnalytics.Cli.Rendering.Text;
using ApiGatewayAnalytics.Cli.Running;
using ApiGatewayAnalytics.Dashboards;
using ApiGatewayAnalytics.Monitoring;
using ApiGatewayAnalytics.Panels;

namespace ApiGatewayAnalytics.Cli.Commands;

/// <summary>The options of every command that prints an answer: which panels, in which format, where to.</summary>
internal sealed class AnswerOptions
{
    private readonly Option<string> _format = OptionParsers.Choice("--format", "How to print the answer; html is one file with the pages and the answer in it.", "text", "json", "csv", "html");
    /// <summary>A page draws no more of a trend, and a file has to open.</summary>
    private const int SeriesOfAPage = 50;

    private readonly Option<string?> _output = OptionParsers.Text("--output", "FILE", "Print to FILE instead of standard output.");
    private readonly Option<string[]> _dashboards = OptionParsers.Texts(
        "--dashboard", "ID", "Only this dashboard; can be given several times. Insights are computed only where named.");
    private readonly Option<string[]> _panels = OptionParsers.Texts(
        "--panel", "ID", "Only this panel, in full; can be given several times. 'apigw panels' lists them.");
    private readonly EnrichmentOptions _enrichment = new();

    private readonly Option<bool> _monitors = new("--monitors")
    {
        Description = "Also print when the alert rules would have fired, judging each minute of the range; a saved state keeps what they need.",
    };

    public void AddTo(Command command)
    {
        command.Options.Add(_format);
        command.Options.Add(_output);
        command.Options.Add(_dashboards);
        command.Options.Add(_panels);
        _enrichment.AddTo(command);
        command.Options.Add(_monitors);
    }

    /// <summary>Applies what an engine must know before it reads.</summary>
    public void ApplyTo(AnalyticsOptions options, ParseResult arguments)
    {
        string[] dashboardIds = arguments.GetValue(_dashboards) ?? [];
        string[] panelIds = arguments.GetValue(_panels) ?? [];
        if (dashboardIds.Length + panelIds.Length > 0)
        {
            foreach (DashboardDefinition dashboard in DashboardCatalog.OnRequest)
            {
                if (PanelSelection.IsAskedFor(dashboard, dashboardIds, panelIds, options.Dashboards))
                {
                    options.Dashboards.Add(dashboard);
                }
            }
        }

        _enrichment.ApplyTo(options, arguments);
        if (arguments.GetValue(_monitors))
        {
            foreach (MonitorDefinition monitor in MonitorCatalog.All)
            {
                options.Monitors.Add(monitor);
            }
        }
    }

    /// <summary>The dashboards and panels that were asked for.</summary>
    /// <exception cref="CliException">There is no such dashboard or panel.</exception>
    public PanelQuery Query(ParseResult arguments, IEnumerable<DashboardDefinition> dashboards) =>
        PanelSelection.Query(arguments.GetValue(_dashboards) ?? [], arguments.GetValue(_panels) ?? [], [.. dashboards]) with
        {
            Monitors = arguments.GetValue(_monitors),
            SeriesLimit = arguments.GetValue(_format) == "html" ? SeriesOfAPage : null,
        };

    /// <summary>Prints an answer the way that was asked for.</summary>
    public void Print(ParseResult arguments, Findings findings, IEnumerable<DashboardDefinition> dashboards, Surroundings surroundings)
    {
        findings = findings with { InFull = arguments.GetValue(_panels) is { Length: > 0 } };
        string format = arguments.GetValue(_format)!;
        if (arguments.GetValue(_output) is not { } path)
        {
            Print(format, findings, dashboards, surroundings.Output, surroundings.Width, surroundings.Color);
            return;
        }

        OutputFile.Write(path, file => Print(format, findings, dashboards, file, Surroundings.PlainWidth, color: false));
    }

    private static void Print(
        string format, Findings findings, IEnumerable<DashboardDefinition> dashboards, Stream output, int width, bool color)
    {
        if (format == "json")
        {
            JsonRenderer.Render(findings, output);
            output.Flush();
            return;
        }

        if (format == "html")
        {
            HtmlRenderer.Render(findings, dashboards, output);
            output.Flush();
            return;
        }

        using var text = new StreamWriter(output, new UTF8Encoding(false), 16 * 1024, leaveOpen: true);
        if (format == "csv")
        {
            new CsvRenderer(text).Render(findings);
            return;
        }

        ImmutableDictionary<string, PanelDefinition> definitions = dashboards.SelectMany(dashboard => dashboard.Panels)
            .ToImmutableDictionary(panel => panel.Id);
        ICanvas canvas = color ? new TerminalCanvas(text, width) : new PlainCanvas(text, width);
        new TextRenderer(id => definitions.GetValueOrDefault(id)).Render(findings, canvas);
    }
}
