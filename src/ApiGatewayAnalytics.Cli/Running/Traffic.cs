using ApiGatewayAnalytics.Synthetic;

namespace ApiGatewayAnalytics.Cli.Running;

/// <summary>The generator behind <c>apigw generate</c>.</summary>
internal static class Traffic
{
    /// <exception cref="OperationCanceledException">The token was cancelled; what was written ends with a whole record.</exception>
    public static void Write(Stream output, TrafficRequest request, CancellationToken cancellationToken)
    {
        if (request.MetricEncoding is { } encoding)
        {
            SyntheticMetricWriter.Write(output, Metrics(request, cancellationToken), EncodingOf(encoding));
            return;
        }

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

    /// <summary>Writes the queries that the metrics of a request are the results of.</summary>
    public static void WriteQueries(Stream output, TrafficRequest request) =>
        SyntheticMetricWriter.WriteQueries(output, Metrics(request, CancellationToken.None));

    private static SyntheticMetricEncoding EncodingOf(string name) => name switch
    {
        "opentelemetry0.7" => SyntheticMetricEncoding.OpenTelemetry07,
        "opentelemetry1.0" => SyntheticMetricEncoding.OpenTelemetry10,
        "get-metric-data" => SyntheticMetricEncoding.GetMetricData,
        _ => SyntheticMetricEncoding.Json,
    };

    private static IEnumerable<SyntheticDatapoint> Metrics(TrafficRequest request, CancellationToken cancellationToken)
    {
        var metrics = new SyntheticMetrics { Seed = (int)request.Seed, Apis = request.Apis, Minutes = request.Days * 24 * 60 };
        long left = request.Records;
        foreach (SyntheticDatapoint point in metrics.Generate())
        {
            cancellationToken.ThrowIfCancellationRequested();
            if (left-- == 0)
            {
                yield break;
            }

            yield return point;
        }
    }
}
