using System.CommandLine;
using System.Text;
using ApiGatewayAnalytics.Cli.Rendering;
using ApiGatewayAnalytics.Cli.Rendering.Text;
using ApiGatewayAnalytics.Cli.Running;
using ApiGatewayAnalytics.Dashboards;
using ApiGatewayAnalytics.Panels;

namespace ApiGatewayAnalytics.Cli.Commands;

/// <summary><c>apigw panels</c>: lists what can be asked for.</summary>
internal sealed class PanelsCommand
{
    private readonly Option<string> _format = OptionParsers.Choice("--format", "How to print the list.", "text", "json");

    public Command Create(Surroundings surroundings)
    {
        var command = new ExampleCommand(
            "panels", "List the dashboards and their panels.", "apigw panels", "apigw panels --format json");
        command.Options.Add(_format);
        command.SetAction(arguments => Run(arguments, surroundings));
        return command;
    }

    private int Run(ParseResult arguments, Surroundings surroundings)
    {
        DashboardDefinition[] dashboards = [.. DashboardCatalog.All, .. DashboardCatalog.OnRequest];
        if (arguments.GetValue(_format) == "json")
        {
            CatalogRenderer.WriteJson(dashboards, surroundings.Output);
            return ExitCode.Done;
        }

        using var text = new StreamWriter(surroundings.Output, new UTF8Encoding(false), 16 * 1024, leaveOpen: true);
        ICanvas canvas = surroundings.Color ? new TerminalCanvas(text, surroundings.Width) : new PlainCanvas(text, surroundings.Width);
        CatalogRenderer.WriteText(dashboards, canvas);
        return ExitCode.Done;
    }
}
