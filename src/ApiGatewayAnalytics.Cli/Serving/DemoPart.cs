using ApiGatewayAnalytics.Synthetic;

namespace ApiGatewayAnalytics.Cli.Serving;

/// <summary>Feeds an engine with the requests of a part of a script and their metrics, as far as it has come. Not thread-safe.</summary>
internal sealed class DemoPart : IDisposable
{
    private readonly AnalyticsEngine _engine;
    private readonly DemoLog _log;
    private readonly SyntheticTrafficMetrics _metrics;

    /// <param name="engine">The engine.</param>
    /// <param name="script">What happens.</param>
    /// <param name="start">When the part begins.</param>
    /// <param name="coarseBefore">Before when metrics have long periods.</param>
    public DemoPart(AnalyticsEngine engine, DemoScript script, DateTimeOffset start, DateTimeOffset coarseBefore)
    {
        (_engine, Start) = (engine, start);
        _metrics = new SyntheticTrafficMetrics(id => script.ApiNames[id]) { CoarseBefore = coarseBefore, CountsByMinute = true };
        _log = new DemoLog(start, script.TrafficOf(start), See);

        // Metrics of some REST APIs; those of others follow from their logs, which tell nothing of metrics of WebSocket APIs.
        bool See(SyntheticRequest request)
        {
            if (request.Kind == SyntheticApiKind.WebSocket || script.Measured.Contains(request.ApiId!))
            {
                _metrics.Add(request);
            }

            return !script.Lost.Swallows(request);
        }
    }

    /// <summary>When it begins.</summary>
    public DateTimeOffset Start { get; }

    /// <summary>Feeds what happened up to a moment and was not fed yet.</summary>
    /// <exception cref="OperationCanceledException">Nobody looks any more.</exception>
    public void Feed(DateTimeOffset now, CancellationToken cancellationToken)
    {
        _log.Now = now;
        _engine.Ingest(_log, new IngestionSource("access.log") { Account = DemoScript.Account }, cancellationToken);
        if (_metrics.Take(now) is { IsEmpty: false } points)
        {
            using var stream = new MemoryStream();
            SyntheticMetricWriter.Write(stream, points, SyntheticMetricEncoding.OpenTelemetry10);
            _engine.Ingest(stream.GetBuffer().AsMemory(0, (int)stream.Length), new IngestionSource("metric-stream"));
        }
    }

    public void Dispose() => _log.Dispose();
}
