using ApiGatewayAnalytics.Monitoring;
using ApiGatewayAnalytics.Timeline;

namespace ApiGatewayAnalytics.Query;

/// <summary>
/// What monitors are judged by: access logs and datapoints by minute. An API and stage is judged by its access logs as long as it had a
/// record within the hour, and by datapoints else: never by both. Not thread-safe.
/// </summary>
internal sealed class MonitorReading
{
    /// <summary>Minutes for which access logs are relied on after their last record.</summary>
    public const int LogMinutes = Clock.MinutesPerHour;

    private readonly SignalReading _logs;
    private readonly MonitorMetrics? _metrics;
    private readonly int[] _coarseBefore;

    /// <param name="logs">The access logs, with the signals of the monitors in their order.</param>
    /// <param name="metrics">The datapoints of the same range; null without any.</param>
    /// <param name="logged">Whose access logs were seen earlier.</param>
    /// <param name="nameOf">The name of an API by its identifier; null where none is known.</param>
    public MonitorReading(SignalReading logs, MonitorMetrics? metrics, IEnumerable<MonitorSubject> logged, Func<string, string?> nameOf)
    {
        _logs = logs;
        _metrics = metrics;
        metrics?.MarkCoarse(logs.Coarse);
        metrics?.Match(logged.Concat(logs.Subjects), nameOf);
        _coarseBefore = new int[logs.Coarse.Length + 1];
        for (int step = 0; step < logs.Coarse.Length; step++)
        {
            _coarseBefore[step + 1] = _coarseBefore[step] + (logs.Coarse[step] ? 1 : 0);
        }
    }

    /// <summary>Whose records or datapoints were found, each of all that are there to be judged.</summary>
    public IEnumerable<MonitorSubject> Subjects => _metrics is null ? _logs.Subjects : _logs.Subjects.Union(_metrics.Subjects);

    /// <summary>Whether some of a range's minutes are only known together with others.</summary>
    public bool IsCoarse(MinuteRange range) => _coarseBefore[range.To - _logs.Axis.Start] > _coarseBefore[range.From - _logs.Axis.Start];

    /// <summary>The first and the last minute of a subject's records and datapoints.</summary>
    public (long First, long Last)? Seen(MonitorSubject subject) => (_logs.Seen(subject), _metrics?.Seen(subject)) switch
    {
        ({ } logs, { } metrics) => (Math.Min(logs.First, metrics.First), Math.Max(logs.Last, metrics.Last)),
        (var logs, var metrics) => logs ?? metrics,
    };

    /// <summary>Whether a subject has records.</summary>
    public bool HasLogs(MonitorSubject subject) => _logs.Seen(subject) is not null;

    /// <summary>What a monitor says of a subject at the ends of some minutes.</summary>
    /// <param name="monitor">The number of the monitor.</param>
    /// <param name="definition">Its declaration.</param>
    /// <param name="subject">Whose records; null for one without any.</param>
    /// <param name="ends">The ends.</param>
    public MonitorOutcome[] Judge(int monitor, MonitorDefinition definition, MonitorSubject? subject, MinuteRange ends)
    {
        var outcomes = new List<MonitorOutcome>();
        SignalWindow logs = _logs.WindowOf(monitor, subject, definition.WindowMinutes, definition.Threshold);
        long[]? requests = _metrics is null || subject is null || definition.Signal.Metrics.IsEmpty ? null : _logs.RequestsBefore(subject);
        for (long end = ends.From; end < ends.To; end++)
        {
            var window = new MinuteRange(end - definition.WindowMinutes, end);
            MonitorOutcome outcome = IsCoarse(window)
                ? new MonitorOutcome(end, MonitorVerdict.Unknown, 0, 0)
                : OutcomeOf(end, definition, IsOfMetrics(window) ? _metrics!.Judge(definition.Signal, subject!, window) : logs.MoveTo(end));
            if (outcomes.Count == 0 || !outcomes[^1].IsContinuedBy(outcome))
            {
                outcomes.Add(outcome);
            }
        }

        return [.. outcomes];

        bool IsOfMetrics(MinuteRange window)
        {
            if (requests is null)
            {
                return false;
            }

            var hour = new MinuteRange(Math.Max(_logs.Axis.Start, window.To - Math.Max(LogMinutes, definition.WindowMinutes)), window.To);
            return requests[hour.To - _logs.Axis.Start] == requests[hour.From - _logs.Axis.Start] && _metrics!.Has(subject!, hour);
        }
    }

    private static MonitorOutcome OutcomeOf(long end, MonitorDefinition definition, (double? Value, long Requests) found) => found.Value is { } value
        ? new MonitorOutcome(end, definition.Holds(value) ? MonitorVerdict.Fires : MonitorVerdict.Calm, value, found.Requests)
        : new MonitorOutcome(end, MonitorVerdict.Empty, 0, found.Requests);
}
