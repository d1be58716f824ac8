using System.Buffers;
using ApiGatewayAnalytics.Synthetic;

namespace ApiGatewayAnalytics.Cli.Serving;

/// <summary>Feeds an engine with what a script says happened so far, and then with what happens as time goes by.</summary>
internal sealed class DemoFeed : IDisposable
{
    private const int PieceBytes = 1 << 20;

    private static readonly TimeSpan s_pace = TimeSpan.FromSeconds(2);

    private readonly AnalyticsEngine _engine;
    private readonly DemoScript _script;
    private readonly TimeProvider _clock;
    private readonly SyntheticTrafficMetrics _metrics;
    private readonly Log[] _logs;

    public DemoFeed(AnalyticsEngine engine, DemoScript script, TimeProvider clock)
    {
        (_engine, _script, _clock) = (engine, script, clock);
        _metrics = new SyntheticTrafficMetrics(id => script.ApiNames.GetValueOrDefault(id, id));
        _logs =
        [
            new Log("rest-access.log", script.Rest, SyntheticLayout.Rest),
            new Log("http-access.log", script.Http, SyntheticLayout.Http),
            new Log("websocket-access.log", script.WebSocket, SyntheticLayout.WebSocket),
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

    /// <summary>Feeds what happens until it is cancelled or the script ends.</summary>
    public void Follow(CancellationToken cancellationToken)
    {
        while (!cancellationToken.WaitHandle.WaitOne(s_pace))
        {
            Feed(cancellationToken);
        }
    }

    public void Dispose()
    {
        foreach (Log log in _logs)
        {
            log.Dispose();
        }
    }

    private void Feed(CancellationToken cancellationToken)
    {
        DateTimeOffset now = _clock.GetUtcNow();
        foreach (Log log in _logs)
        {
            while (!cancellationToken.IsCancellationRequested && log.Fill(now, Measure) is { Length: > 0 } piece)
            {
                _engine.Ingest(piece, new IngestionSource(log.Name));
            }
        }

        if (!cancellationToken.IsCancellationRequested && _metrics.Take(now) is { IsEmpty: false } points)
        {
            using var stream = new MemoryStream();
            SyntheticMetricWriter.Write(stream, points, SyntheticMetricEncoding.OpenTelemetry10);
            _engine.Ingest(stream.ToArray(), new IngestionSource("metric-stream"));
        }

        // A day of metrics of some APIs; all of WebSocket APIs, since no log tells them.
        void Measure(SyntheticRequest request)
        {
            if (request.Kind == SyntheticApiKind.WebSocket
                || (request.Kind == SyntheticApiKind.Rest && request.Time > now - TimeSpan.FromDays(1) && _script.Measured.Contains(request.ApiId!)))
            {
                _metrics.Add(request);
            }
        }
    }

    /// <summary>A log that grows as time goes by.</summary>
    private sealed class Log : IDisposable
    {
        private readonly IEnumerator<SyntheticRequest> _requests;
        private readonly SyntheticRequestWriter _writer;
        private readonly ArrayBufferWriter<byte> _buffer = new(PieceBytes + 4096);
        private bool _hasRequest;

        public Log(string name, SyntheticTraffic traffic, SyntheticLayout layout)
        {
            Name = name;
            _requests = traffic.Requests(layout).GetEnumerator();
            _writer = new SyntheticRequestWriter(layout);
            _hasRequest = _requests.MoveNext();
        }

        public string Name { get; }

        /// <summary>The next lines that are written by now; empty where there are none.</summary>
        public ReadOnlyMemory<byte> Fill(DateTimeOffset now, Action<SyntheticRequest> see)
        {
            _buffer.ResetWrittenCount();
            while (_hasRequest && _requests.Current.Time <= now && _buffer.WrittenCount < PieceBytes)
            {
                _writer.WriteLine(_requests.Current, _buffer);
                see(_requests.Current);
                _hasRequest = _requests.MoveNext();
            }

            return _buffer.WrittenMemory;
        }

        public void Dispose() => _requests.Dispose();
    }
}
