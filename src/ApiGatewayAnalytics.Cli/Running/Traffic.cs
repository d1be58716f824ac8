namespace ApiGatewayAnalytics.Cli.Running;

/// <summary>The generator behind <c>apigw generate</c>.</summary>
internal static class Traffic
{
    public static void Write(Stream output, TrafficRequest request, CancellationToken cancellationToken) =>
        throw CliException.Failed("this build has no generator");
}
