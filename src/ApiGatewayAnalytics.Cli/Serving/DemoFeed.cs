using ApiGatewayAnalytics.Synthetic;

namespace ApiGatewayAnalytics.Cli.Serving;

/// <summary>Feeds an engine with what a script says happened so far, and then with what happens as time goes by.</summary>
internal sealed class DemoFeed : IDisposable
{
    private static readonly TimeSpan s_pace = TimeSpan.FromSeconds(2);
    private static readonly TimeSpan s_measured = TimeSpan.FromDays(1);

    private readonly AnalyticsEngine _engine;
    private readonly DemoScript _script;
    private readonly TimeProvider _clock;
    private readonly (DemoLog Log, SyntheticTrafficMetrics Metrics)[] _sources;

    public DemoFeed(AnalyticsEngine engine, DemoScript script, TimeProvider clock)
    {
        (_engine, _script, _clock) = (engine, script, clock);

        // A day of metrics of some REST APIs; those of others follow from their logs, which tell nothing of metrics of WebSocket APIs.
        DateTimeOffset measured = clock.GetUtcNow() - s_measured;
        _sources =
        [
            Source("rest-access.log", script.Rest, SyntheticLayout.Rest, request => request.Time >= measured && script.Measured.Contains(request.ApiId!)),
            Source("http-access.log", script.Http, SyntheticLayout.Http, _ => false),
            Source("websocket-access.log", script.WebSocket, SyntheticLayout.WebSocket, _ => true),
        ];
    }

    /// <summary>Feeds what happened so far.</summary>
    public void CatchUp(CancellationToken cancellationToken)
    {
        _engine.Ingest(_script.Trail.ToArray(), new IngestionSource("cloudtrail.json"));
        foreach (SyntheticDeployment deployment in _script.Deployments)
        {
            _engine.Ingest(deployment.ToArray(), new IngestionSource("cloudtrail.json"));
        }

        Feed(cancellationToken);
    }

    /// <summary>Feeds what happens until it is cancelled.</summary>
    public void Follow(CancellationToken cancellationToken)
    {
        while (!cancellationToken.WaitHandle.WaitOne(s_pace))
        {
            Feed(cancellationToken);
        }
    }

    public void Dispose()
    {
        foreach ((DemoLog log, _) in _sources)
        {
            log.Dispose();
        }
    }

    private static (DemoLog Log, SyntheticTrafficMetrics Metrics) Source(
        string name, SyntheticTraffic traffic, SyntheticLayout layout, Func<SyntheticRequest, bool> isMeasured, Func<string, string> nameOf)
    {
        var metrics = new SyntheticTrafficMetrics(nameOf);
        return (new DemoLog(name, traffic, layout, See), metrics);

        void See(SyntheticRequest request)
        {
            if (isMeasured(request))
            {
                metrics.Add(request);
            }
        }
    }

    private (DemoLog Log, SyntheticTrafficMetrics Metrics) Source(
        string name, SyntheticTraffic traffic, SyntheticLayout layout, Func<SyntheticRequest, bool> isMeasured) =>
        Source(name, traffic, layout, isMeasured, id => _script.ApiNames.GetValueOrDefault(id, id));

    /// <summary>All sources at a time, so that no dashboard stays empty until another one is filled.</summary>
    private void Feed(CancellationToken cancellationToken)
    {
        DateTimeOffset now = _clock.GetUtcNow();
        Task[] feeds = [.. _sources.Select(source => Task.Run(() => Feed(source.Log, source.Metrics, now, cancellationToken), CancellationToken.None))];
        Task.WaitAll(feeds, CancellationToken.None);
    }

    private void Feed(DemoLog log, SyntheticTrafficMetrics metrics, DateTimeOffset now, CancellationToken cancellationToken)
    {
        try
        {
            log.Now = now;
            _engine.Ingest(log, new IngestionSource(log.Name), cancellationToken);
            if (metrics.Take(now) is { IsEmpty: false } points)
            {
                using var stream = new MemoryStream();
                SyntheticMetricWriter.Write(stream, points, SyntheticMetricEncoding.OpenTelemetry10);
                _engine.Ingest(stream.ToArray(), new IngestionSource("metric-stream"));
            }
        }
        catch (OperationCanceledException)
        {
            // Nobody looks any more.
        }
    }
}
