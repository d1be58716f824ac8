using ApiGatewayAnalytics.Panels;
using ApiGatewayAnalytics.Query;
using ApiGatewayAnalytics.Timeline;

namespace ApiGatewayAnalytics.Monitoring;

/// <summary>
/// What monitors remember from minute to minute: which subjects were seen and when, and which alerts fire. Bounded: 10,000 subjects,
/// each forgotten after a week without a record. Not thread-safe.
/// </summary>
internal sealed partial class MonitorBook
{
    /// <summary>Windows that must be empty one after the other before an alert ends for want of data.</summary>
    public const int EmptyWindows = 3;

    /// <summary>Minutes without a record after which a subject is forgotten.</summary>
    public const int ForgetMinutes = 7 * Clock.MinutesPerDay;

    /// <summary>The most subjects watched.</summary>
    public const int MaxSubjects = 10_000;

    private readonly IReadOnlyList<MonitorDefinition> _rules;
    private readonly Func<string?, string?> _nameOf;
    private readonly int _longestWindow;
    private readonly SortedDictionary<MonitorSubject, Entry> _entries = new(MonitorSubject.Order);
    private readonly HashSet<MonitorSubject> _unwatched = [];

    /// <param name="rules">The rules, at least one.</param>
    /// <param name="nameOf">The name of an API by its identifier.</param>
    public MonitorBook(IReadOnlyList<MonitorDefinition> rules, Func<string?, string?> nameOf)
    {
        _rules = rules;
        _nameOf = nameOf;
        _longestWindow = rules.Max(rule => rule.WindowMinutes);
        Lookback = rules.Any(rule => !rule.Signal.Metrics.IsEmpty) ? Math.Max(_longestWindow, MonitorReading.LogMinutes) : _longestWindow;
    }

    /// <summary>How many minutes must be read before the end of one that is judged.</summary>
    public int Lookback { get; }

    /// <summary>The end of the last minute that was judged; null before the first.</summary>
    public long? JudgedTo { get; private set; }

    /// <summary>Ends of minutes that could not be judged.</summary>
    public long SkippedMinutes { get; private set; }

    /// <summary>Subjects for whom there was no room; counted up to as many as there are watched.</summary>
    public int Unwatched => _unwatched.Count;

    /// <summary>The alerts that fire, each as it began.</summary>
    public IEnumerable<MonitorEvent> Firing =>
        from entry in _entries
        from alert in entry.Value.Alerts.Select((state, rule) => (state, rule))
        where alert.state.IsFiring
        let state = alert.state
        select EventOf(_rules[alert.rule], entry.Key, MonitorEventKind.Firing, state.Since, state.Since, (state.Value, state.Requests));

    /// <summary>Whose access logs there were.</summary>
    public IEnumerable<MonitorSubject> Logged => _entries.Where(entry => entry.Value.HasLogs).Select(entry => entry.Key);

    /// <summary>The minutes that must be read to judge the ends of some.</summary>
    public MinuteRange Needed(MinuteRange ends) => new(ends.From - Lookback, ends.To - 1);

    /// <summary>Takes note of whose records there were, without judging.</summary>
    public void Learn(MonitorReading reading)
    {
        foreach (MonitorSubject subject in reading.Subjects)
        {
            if (reading.Seen(subject) is { } seen)
            {
                See(subject, seen.First, seen.Last, reading.HasLogs(subject));
            }
        }
    }

    /// <summary>Judges the ends of minutes by themselves, whatever fires.</summary>
    /// <param name="reading">What was read of <see cref="Needed"/>, or more.</param>
    /// <param name="ends">The ends of minutes.</param>
    public JudgedMinutes Judge(MonitorReading reading, MinuteRange ends) => new(reading, _rules, ends, _longestWindow);

    /// <summary>Takes over what was judged of the ends of minutes, one after the other.</summary>
    /// <param name="judged">What was judged.</param>
    /// <param name="events">Takes what happened, in order.</param>
    public void Take(JudgedMinutes judged, List<MonitorEvent> events)
    {
        var happened = new List<MonitorEvent>();
        ForgetBefore(judged, happened);
        foreach (JudgedSubject seen in judged.Subjects)
        {
            See(seen.Subject!, seen.First, seen.Last, seen.HasLogs);
        }

        SkippedMinutes += judged.SkippedMinutes;
        foreach ((MonitorSubject subject, Entry entry) in _entries.ToArray())
        {
            if (!IsQuiet(entry, judged, subject))
            {
                Take(subject, entry, judged, happened);
            }

            long forgotten = entry.LastMinute + 1 + ForgetMinutes;
            if (forgotten < judged.Ends.To)
            {
                Forget(subject, entry, Math.Max(forgotten, judged.Ends.From), happened);
            }
        }

        JudgedTo = judged.Ends.To - 1;

        // Subjects and rules are in order already, and ordering by time leaves equals in place.
        events.AddRange(happened.OrderBy(e => e.At));
    }

    /// <summary>Whether nothing can happen: without records for so long, every alert has come to where it stays.</summary>
    private bool IsQuiet(Entry entry, JudgedMinutes judged, MonitorSubject subject) =>
        judged.Ends.From > entry.LastMinute + (2 * Lookback) + EmptyWindows && !judged.Has(subject);

    private void Take(MonitorSubject subject, Entry entry, JudgedMinutes judged, List<MonitorEvent> events)
    {
        JudgedSubject found = judged.Of(subject);
        for (int rule = 0; rule < _rules.Count; rule++)
        {
            MonitorDefinition monitor = _rules[rule];
            if (!entry.HasLogs && monitor.Signal.Metrics.IsEmpty)
            {
                continue;
            }

            // What fires for few records waits until a whole window lies behind the first one.
            long from = monitor.WatchesForFew ? Math.Max(judged.Ends.From, entry.FirstMinute + monitor.WindowMinutes) : judged.Ends.From;
            long to = Math.Min(judged.Ends.To, entry.LastMinute + 1 + ForgetMinutes);
            ReadOnlySpan<MonitorOutcome> outcomes = found.OutcomesOf(rule);
            for (int i = 0; i < outcomes.Length; i++)
            {
                long next = i + 1 < outcomes.Length ? outcomes[i + 1].End : judged.Ends.To;
                var ends = new MinuteRange(Math.Max(from, outcomes[i].End), Math.Min(to, next));
                if (ends.From < ends.To)
                {
                    Step(monitor, subject, ref entry.Alerts[rule], outcomes[i], ends, events);
                }
            }
        }
    }

    private void Step(
        MonitorDefinition monitor, MonitorSubject subject, ref Alert alert, MonitorOutcome outcome, MinuteRange ends, List<MonitorEvent> events)
    {
        switch (outcome.Verdict)
        {
            case MonitorVerdict.Unknown:
                return;
            case MonitorVerdict.Empty:
                int missing = EmptyWindows - alert.EmptyWindows;
                alert.EmptyWindows = (int)Math.Min(EmptyWindows, alert.EmptyWindows + ends.To - ends.From);
                if (alert.IsFiring && alert.EmptyWindows == EmptyWindows)
                {
                    End(monitor, subject, ref alert, MonitorEventKind.NoData, ends.From + missing - 1, (null, outcome.Requests), events);
                }

                return;
        }

        (double? Value, long Requests) found = (outcome.Value, outcome.Requests);
        alert.EmptyWindows = 0;
        bool holds = outcome.Verdict == MonitorVerdict.Fires;
        if (holds && !alert.IsFiring)
        {
            alert = new Alert { IsFiring = true, Since = ends.From, Value = outcome.Value, Requests = outcome.Requests };
            events.Add(EventOf(monitor, subject, MonitorEventKind.Firing, ends.From, ends.From, found));
        }
        else if (!holds && alert.IsFiring)
        {
            End(monitor, subject, ref alert, MonitorEventKind.Resolved, ends.From, found, events);
        }
    }

    private void End(
        MonitorDefinition monitor,
        MonitorSubject subject,
        ref Alert alert,
        MonitorEventKind kind,
        long end,
        (double? Value, long Requests) found,
        List<MonitorEvent> events)
    {
        events.Add(EventOf(monitor, subject, kind, end, alert.Since, found));
        alert = new Alert { EmptyWindows = alert.EmptyWindows };
    }

    /// <summary>Forgets those who come back after so long that they count as new ones.</summary>
    private void ForgetBefore(JudgedMinutes judged, List<MonitorEvent> events)
    {
        foreach ((MonitorSubject subject, Entry entry) in _entries.ToArray())
        {
            long forgotten = entry.LastMinute + 1 + ForgetMinutes;
            if (forgotten < judged.Ends.To && judged.Has(subject) && judged.Of(subject).First >= forgotten)
            {
                Forget(subject, entry, Math.Max(forgotten, judged.Ends.From), events);
            }
        }
    }

    private void Forget(MonitorSubject subject, Entry entry, long end, List<MonitorEvent> events)
    {
        for (int rule = 0; rule < _rules.Count; rule++)
        {
            if (entry.Alerts[rule].IsFiring)
            {
                End(_rules[rule], subject, ref entry.Alerts[rule], MonitorEventKind.NoData, end, (null, 0), events);
            }
        }

        _entries.Remove(subject);
    }

    private void See(MonitorSubject subject, long first, long last, bool hasLogs)
    {
        if (_entries.TryGetValue(subject, out Entry? entry))
        {
            entry.FirstMinute = Math.Min(entry.FirstMinute, first);
            entry.LastMinute = Math.Max(entry.LastMinute, last);
            entry.HasLogs |= hasLogs;
        }
        else if (_entries.Count < MaxSubjects)
        {
            _entries.Add(subject, new Entry(_rules.Count) { FirstMinute = first, LastMinute = last, HasLogs = hasLogs });
        }
        else if (_unwatched.Count < MaxSubjects)
        {
            _unwatched.Add(subject);
        }
    }

    private MonitorEvent EventOf(
        MonitorDefinition monitor, MonitorSubject subject, MonitorEventKind kind, long end, long since, (double? Value, long Requests) found) => new()
        {
            Monitor = monitor,
            Subject = subject,
            ApiName = subject.ApiName ?? _nameOf(subject.ApiId),
            Kind = kind,
            At = Clock.TimeOf(end),
            Since = Clock.TimeOf(since),
            Value = found.Value,
            Requests = found.Requests,
            Window = new TimeRange(Clock.TimeOf(end - monitor.WindowMinutes), Clock.TimeOf(end)),
        };

    /// <summary>What is known of a subject.</summary>
    private sealed class Entry(int rules)
    {
        /// <summary>The minute of its oldest record or datapoint that was seen.</summary>
        public long FirstMinute { get; set; }

        /// <summary>The minute of its newest record or datapoint that was seen.</summary>
        public long LastMinute { get; set; }

        /// <summary>Whether any of them was of an access log: what only those tell is judged only then.</summary>
        public bool HasLogs { get; set; }

        /// <summary>By rule.</summary>
        public Alert[] Alerts { get; } = new Alert[rules];
    }

    /// <summary>Where one rule stands for one subject.</summary>
    private struct Alert
    {
        public bool IsFiring;

        /// <summary>The end of the minute at which it began to fire.</summary>
        public long Since;

        /// <summary>The value that made it fire.</summary>
        public double Value;

        /// <summary>The records behind that value.</summary>
        public long Requests;

        /// <summary>Empty windows up to now, one after the other.</summary>
        public int EmptyWindows;
    }
}
