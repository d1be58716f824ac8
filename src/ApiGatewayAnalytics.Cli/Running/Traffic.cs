using ApiGatewayAnalytics.Synthetic;

namespace ApiGatewayAnalytics.Cli.Running;

/// <summary>The generator behind <c>apigw generate</c>.</summary>
internal static class Traffic
{
    /// <exception cref="OperationCanceledException">The token was cancelled; what was written ends with a whole record.</exception>
    public static void Write(Stream output, TrafficRequest request, CancellationToken cancellationToken) => SyntheticLog.Write(
        output,
        new SyntheticTraffic
        {
            Records = request.Records,
            Seed = (ulong)request.Seed,
            Apis = request.Apis,
            DistinctPaths = request.Paths,
            Duration = TimeSpan.FromDays(request.Days),
        },
        Enum.Parse<SyntheticLayout>(request.Layout, ignoreCase: true),
        cancellationToken);
}
