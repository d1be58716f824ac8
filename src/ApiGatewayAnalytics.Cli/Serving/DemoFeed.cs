using System.Collections.Concurrent;

namespace ApiGatewayAnalytics.Cli.Serving;

/// <summary>Feeds an engine with what a script says happened so far, and then with what happens as time goes by.</summary>
internal sealed class DemoFeed : IDisposable
{
    private static readonly TimeSpan s_pace = TimeSpan.FromSeconds(2);
    private static readonly TimeSpan s_fine = TimeSpan.FromDays(1);

    /// <summary>More than the hour that monitors are behind, whenever a part began.</summary>
    private const int NewestParts = 2;

    private readonly AnalyticsEngine _engine;
    private readonly DemoScript _script;
    private readonly DemoTrail _trail;
    private readonly DemoClock _clock;
    private readonly DateTimeOffset _start;
    private DemoPart _current;

    public DemoFeed(AnalyticsEngine engine, DemoScript script, DemoClock clock)
    {
        (_engine, _script, _clock) = (engine, script, clock);
        _trail = new DemoTrail(script);
        _start = TimeProvider.System.GetUtcNow();
        _current = PartAt(DemoScript.PartOf(_start));
    }

    /// <summary>Feeds what happened so far: the newest parts first, which are looked at first, two at a time.</summary>
    /// <exception cref="OperationCanceledException">Nobody looks any more.</exception>
    public void CatchUp(CancellationToken cancellationToken)
    {
        _engine.Monitors.Evaluate();
        FeedTrail(_start);
        DateTimeOffset[] parts = [.. Parts()];
        Feed(parts[..NewestParts]);
        _clock.CatchUp();
        Feed(parts[NewestParts..]);

        void Feed(DateTimeOffset[] starts) => Parallel.ForEach(
            Partitioner.Create(starts, EnumerablePartitionerOptions.NoBuffering),
            new ParallelOptions { MaxDegreeOfParallelism = Math.Min(2, Environment.ProcessorCount), CancellationToken = cancellationToken },
            start =>
            {
                if (start == _current.Start)
                {
                    _current.Feed(_start, cancellationToken);
                    return;
                }

                using DemoPart part = PartAt(start);
                part.Feed(_start, cancellationToken);
            });
    }

    /// <summary>Feeds what happens until it is cancelled.</summary>
    /// <exception cref="OperationCanceledException">Nobody looks any more.</exception>
    public void Follow(CancellationToken cancellationToken)
    {
        while (!cancellationToken.WaitHandle.WaitOne(s_pace))
        {
            DateTimeOffset now = _clock.GetUtcNow();
            FeedTrail(now);
            _current.Feed(now, cancellationToken);
            while (_current.Start + DemoScript.Part <= now)
            {
                DemoPart next = PartAt(_current.Start + DemoScript.Part);
                _current.Dispose();
                _current = next;
                _current.Feed(now, cancellationToken);
            }
        }
    }

    public void Dispose() => _current.Dispose();

    /// <summary>When the parts so far begin, the newest first.</summary>
    private IEnumerable<DateTimeOffset> Parts()
    {
        for (DateTimeOffset start = _current.Start; start >= _script.Start; start -= DemoScript.Part)
        {
            yield return start;
        }
    }

    // As CloudWatch keeps metrics: the older they are, the longer are their periods.
    private DemoPart PartAt(DateTimeOffset start) => new(_engine, _script, start, coarseBefore: _start - s_fine);

    private void FeedTrail(DateTimeOffset now)
    {
        byte[] events = _trail.Take(now);
        if (events.Length > 0)
        {
            _engine.Ingest(events, new IngestionSource("cloudtrail.json"));
        }
    }
}
