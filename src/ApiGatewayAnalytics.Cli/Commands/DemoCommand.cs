using System.CommandLine;
using ApiGatewayAnalytics.Cli.Running;
using ApiGatewayAnalytics.Cli.Serving;

namespace ApiGatewayAnalytics.Cli.Commands;

/// <summary><c>apigw demo</c>: shows made-up traffic of eight days in the browser, which goes on while it is looked at.</summary>
internal sealed class DemoCommand
{
    private readonly ServerOptions _server = new();

    public Command Create(Surroundings surroundings)
    {
        var command = new ExampleCommand(
            "demo",
            "Show the dashboards of made-up traffic of eight days in the browser, with incidents to be found.",
            "apigw demo --open",
            "apigw demo --urls http://127.0.0.1:8080");
        _server.AddTo(command);
        command.SetAction((arguments, cancellationToken) => DashboardServer.RunDemoAsync(_server.Read(arguments), surroundings, cancellationToken));
        return command;
    }
}
