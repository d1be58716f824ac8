using System.Collections.Immutable;
using System.Runtime.CompilerServices;
using System.Threading.Channels;
using ApiGatewayAnalytics.Query;
using ApiGatewayAnalytics.Timeline;

namespace ApiGatewayAnalytics.Monitoring;

/// <summary>
/// The alert rules of a live engine. A minute is judged once the clock has passed it by the grace for late records, by whoever watches
/// or calls <see cref="Evaluate"/>; there is no thread or timer of its own, and nothing is computed while nobody does. Minutes that were
/// missed are made up for, up to two hours. Thread-safe.
/// </summary>
public sealed class AnalyticsMonitors
{
    /// <summary>Minutes that were missed and are made up for.</summary>
    private const int CatchUp = 2 * Clock.MinutesPerHour;

    /// <summary>Events kept for a watcher that does not ask for them.</summary>
    private const int WatcherRoom = 10_000;

    /// <summary>Guards the book and the watchers; held while minutes are judged. Taken before the locks of the engine.</summary>
    private readonly object _lock = new();
    private readonly List<Channel<MonitorEvent>> _watchers = [];
    private readonly MonitorBook? _book;
    private readonly Func<MinuteRange, MonitorBook, MonitorReading> _read;
    private readonly Func<string?, string?> _nameOf;
    private readonly TimeProvider _clock;
    private readonly TimeSpan _grace;

    /// <param name="definitions">The rules.</param>
    /// <param name="isLive">Whether the engine follows the clock.</param>
    /// <param name="grace">How long after its end a minute is judged.</param>
    /// <param name="clock">The clock.</param>
    /// <param name="nameOf">The name of an API by its identifier.</param>
    /// <param name="read">Reads minutes, for what a book remembers.</param>
    internal AnalyticsMonitors(
        ImmutableArray<MonitorDefinition> definitions,
        bool isLive,
        TimeSpan grace,
        TimeProvider clock,
        Func<string?, string?> nameOf,
        Func<MinuteRange, MonitorBook, MonitorReading> read)
    {
        Definitions = definitions;
        (_grace, _clock, _nameOf, _read) = (grace, clock, nameOf, read);
        _book = isLive && definitions.Length > 0 ? CreateBook() : null;
    }

    /// <summary>The rules.</summary>
    public ImmutableArray<MonitorDefinition> Definitions { get; }

    /// <summary>The alerts that fire, each as it began, by account, region, API and stage. Empty where nothing is watched.</summary>
    public ImmutableArray<MonitorEvent> Firing
    {
        get
        {
            lock (_lock)
            {
                return _book is null ? [] : [.. _book.Firing];
            }
        }
    }

    /// <summary>
    /// Ends of minutes at which not every rule could be judged since the engine was made: only coarser steps were kept of a window.
    /// </summary>
    public long SkippedMinutes
    {
        get
        {
            lock (_lock)
            {
                return _book?.SkippedMinutes ?? 0;
            }
        }
    }

    /// <summary>APIs and stages beyond the first 10,000, which are not watched.</summary>
    public int Unwatched
    {
        get
        {
            lock (_lock)
            {
                return _book?.Unwatched ?? 0;
            }
        }
    }

    /// <summary>
    /// Judges the minutes that are over and were not judged yet, for a host that has a timer of its own. Watchers get the events too.
    /// </summary>
    /// <returns>What happened, in order; empty when no minute is due.</returns>
    /// <exception cref="InvalidOperationException">There are no monitors, or the engine is not <see cref="EngineMode.Live"/>.</exception>
    public ImmutableArray<MonitorEvent> Evaluate()
    {
        MonitorBook book = Required();
        lock (_lock)
        {
            long due = DueMinute();
            if (book.JudgedTo is not { } judged)
            {
                // Whoever was seen before counts as seen, though nothing was judged then.
                book.Learn(_read(new MinuteRange(due - CatchUp, due), book));
                judged = due - 1;
            }

            var events = new List<MonitorEvent>();
            var ends = new MinuteRange(Math.Max(judged, due - CatchUp) + 1, due + 1);
            if (ends.From < ends.To)
            {
                book.Take(book.Judge(_read(book.Needed(ends), book), ends), events);
            }

            foreach (MonitorEvent happened in events)
            {
                foreach (Channel<MonitorEvent> watcher in _watchers)
                {
                    watcher.Writer.TryWrite(happened);
                }
            }

            return [.. events];
        }
    }

    /// <summary>
    /// Yields alerts as they begin and end, from now on; <see cref="Firing"/> tells which began before. Any number may watch. Of a
    /// watcher that does not ask for its events the newest 10,000 are kept.
    /// </summary>
    /// <param name="cancellationToken">Ends watching.</param>
    /// <exception cref="InvalidOperationException">There are no monitors, or the engine is not <see cref="EngineMode.Live"/>.</exception>
    /// <exception cref="OperationCanceledException">Watching was ended.</exception>
    public IAsyncEnumerable<MonitorEvent> WatchAsync(CancellationToken cancellationToken = default)
    {
        Required();
        return Watch(cancellationToken);
    }

    /// <summary>Hands every event to a callback, one after the other, until it is cancelled.</summary>
    /// <param name="callback">Takes an event; the next one waits for it.</param>
    /// <param name="cancellationToken">Ends watching.</param>
    /// <exception cref="InvalidOperationException">There are no monitors, or the engine is not <see cref="EngineMode.Live"/>.</exception>
    /// <exception cref="OperationCanceledException">Watching was ended.</exception>
    public async Task RunAsync(Func<MonitorEvent, CancellationToken, ValueTask> callback, CancellationToken cancellationToken = default)
    {
        ArgumentNullException.ThrowIfNull(callback);
        await foreach (MonitorEvent happened in WatchAsync(cancellationToken).ConfigureAwait(false))
        {
            await callback(happened, cancellationToken).ConfigureAwait(false);
        }
    }

    /// <summary>An empty book of the rules.</summary>
    internal MonitorBook CreateBook() => new(Definitions, _nameOf);

    internal void WriteTo(BinaryWriter writer)
    {
        lock (_lock)
        {
            _book!.WriteTo(writer);
        }
    }

    /// <summary>Reads what was written; nothing is merged yet.</summary>
    internal MonitorBook Read(BinaryReader reader)
    {
        MonitorBook book = CreateBook();
        try
        {
            book.ReadFrom(reader);
            return book;
        }
        catch (FormatException e)
        {
            throw new InvalidDataException("Alerts hold a number that is none.", e);
        }
    }

    internal void Merge(MonitorBook book)
    {
        lock (_lock)
        {
            _book?.MergeFrom(book);
        }
    }

    private async IAsyncEnumerable<MonitorEvent> Watch([EnumeratorCancellation] CancellationToken cancellationToken)
    {
        var channel = Channel.CreateBounded<MonitorEvent>(new BoundedChannelOptions(WatcherRoom)
        {
            FullMode = BoundedChannelFullMode.DropOldest,
            SingleReader = true,
        });
        lock (_lock)
        {
            _watchers.Add(channel);
        }

        try
        {
            while (true)
            {
                cancellationToken.ThrowIfCancellationRequested();
                Evaluate();
                while (channel.Reader.TryRead(out MonitorEvent? happened))
                {
                    yield return happened;
                }

                await WaitAsync(channel.Reader, cancellationToken).ConfigureAwait(false);
            }
        }
        finally
        {
            lock (_lock)
            {
                _watchers.Remove(channel);
            }
        }
    }

    /// <summary>Waits until a minute is due, or somebody else has judged one.</summary>
    private async Task WaitAsync(ChannelReader<MonitorEvent> events, CancellationToken cancellationToken)
    {
        TimeSpan wait = Clock.TimeOf(DueMinute() + 1) + _grace - _clock.GetUtcNow();
        using var done = CancellationTokenSource.CreateLinkedTokenSource(cancellationToken);
        Task due = Task.Delay(wait > TimeSpan.Zero ? wait : TimeSpan.Zero, _clock, done.Token);
        await Task.WhenAny(due, events.WaitToReadAsync(done.Token).AsTask()).ConfigureAwait(false);
        await done.CancelAsync().ConfigureAwait(false);
        cancellationToken.ThrowIfCancellationRequested();
    }

    /// <summary>The end of the newest minute that is over, late records included.</summary>
    private long DueMinute() => Clock.MinuteOf(_clock.GetUtcNow() - _grace);

    private MonitorBook Required() => _book ?? throw new InvalidOperationException(
        Definitions.IsEmpty
            ? $"There are no monitors; add some to {nameof(AnalyticsOptions)}.{nameof(AnalyticsOptions.Monitors)}."
            : $"An engine of {EngineMode.Files} has no clock to follow; ask for {nameof(AnalyticsEngine.GetMonitorTimeline)}.");
}
