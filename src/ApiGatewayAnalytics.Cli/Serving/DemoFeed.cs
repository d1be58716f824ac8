using ApiGatewayAnalytics.Synthetic;

namespace ApiGatewayAnalytics.Cli.Serving;

/// <summary>Feeds an engine with what a script says happened so far, and then with what happens as time goes by.</summary>
internal sealed class DemoFeed : IDisposable
{
    private static readonly TimeSpan s_pace = TimeSpan.FromSeconds(2);
    private static readonly TimeSpan s_fine = TimeSpan.FromDays(1);

    private readonly AnalyticsEngine _engine;
    private readonly DemoScript _script;
    private readonly TimeProvider _clock;
    private readonly (DemoLog Log, SyntheticTrafficMetrics Metrics)[] _sources;

    public DemoFeed(AnalyticsEngine engine, DemoScript script, TimeProvider clock)
    {
        (_engine, _script, _clock) = (engine, script, clock);

        // Metrics of some REST APIs; those of others follow from their logs, which tell nothing of metrics of WebSocket APIs.
        _sources =
        [
            Source("rest-access.log", script.Rest, SyntheticLayout.Rest, request => script.Measured.Contains(request.ApiId!)),
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

    private (DemoLog Log, SyntheticTrafficMetrics Metrics) Source(
        string name, SyntheticTraffic traffic, SyntheticLayout layout, Func<SyntheticRequest, bool> isMeasured)
    {
        // As CloudWatch keeps it: the older it is, the longer are its periods.
        var metrics = new SyntheticTrafficMetrics(id => _script.ApiNames.GetValueOrDefault(id, id)) { CoarseBefore = _clock.GetUtcNow() - s_fine };
        return (new DemoLog(name, traffic, layout, See), metrics);

        void See(SyntheticRequest request)
        {
            if (isMeasured(request))
            {
                metrics.Add(request);
            }
        }
    }

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
            _engine.Ingest(log, new IngestionSource(log.Name) { Account = DemoScript.Account }, cancellationToken);
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
