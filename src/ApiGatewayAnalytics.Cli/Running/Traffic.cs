using ApiGatewayAnalytics.Synthetic;

namespace ApiGatewayAnalytics.Cli.Running;

/// <summary>The generator behind <c>apigw generate</c>.</summary>
internal static class Traffic
{
    /// <exception cref="OperationCanceledException">The token was cancelled; what was written ends with a whole record.</exception>
    public static void Write(Stream output, TrafficRequest request, CancellationToken cancellationToken)
    {
        if (request.IsTrail)
        {
            var trail = new SyntheticTrail
            {
                Records = request.Records,
                Seed = (ulong)request.Seed,
                Apis = request.Apis,
                Duration = TimeSpan.FromDays(request.Days),
            };
            trail.Write(output, cancellationToken);
            return;
        }

        var traffic = new SyntheticTraffic
        {
            Records = request.Records,
            Seed = (ulong)request.Seed,
            Apis = request.Apis,
            DistinctPaths = request.Paths,
            Duration = TimeSpan.FromDays(request.Days),
        };
        SyntheticLog.Write(output, traffic, Enum.Parse<SyntheticLayout>(request.Layout, ignoreCase: true), cancellationToken);
    }
}
