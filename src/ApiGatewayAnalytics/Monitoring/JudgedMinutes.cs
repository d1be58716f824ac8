using ApiGatewayAnalytics.Query;

namespace ApiGatewayAnalytics.Monitoring;

/// <summary>
/// What the rules say at the ends of some minutes of everybody who had records: all that is needed of the records to know what fires, whatever
/// fired before. Immutable.
/// </summary>
internal sealed class JudgedMinutes
{
    private readonly Dictionary<MonitorSubject, JudgedSubject> _subjects = [];
    private readonly JudgedSubject _absent;

    /// <param name="reading">What was read of the minutes and of the windows before them.</param>
    /// <param name="rules">The rules.</param>
    /// <param name="ends">The ends of minutes: each closes windows that hold the minutes before it.</param>
    /// <param name="longestWindow">The minutes of the longest window.</param>
    public JudgedMinutes(MonitorReading reading, IReadOnlyList<MonitorDefinition> rules, MinuteRange ends, int longestWindow)
    {
        Ends = ends;
        for (long end = ends.From; end < ends.To; end++)
        {
            SkippedMinutes += reading.IsCoarse(new MinuteRange(end - longestWindow, end)) ? 1 : 0;
        }

        foreach (MonitorSubject subject in reading.Subjects)
        {
            if (reading.Seen(subject) is { } seen)
            {
                _subjects.Add(subject, new JudgedSubject(subject, seen.First, seen.Last, reading.HasLogs(subject), Judge(subject)));
            }
        }

        _absent = new JudgedSubject(null, 0, 0, false, Judge(null));
        Bytes = _absent.Bytes + _subjects.Values.Sum(judged => judged.Bytes);

        MonitorOutcome[][] Judge(MonitorSubject? subject) => [.. rules.Select((rule, number) => reading.Judge(number, rule, subject, ends))];
    }

    public MinuteRange Ends { get; }

    /// <summary>Ends at which not every rule could be judged.</summary>
    public long SkippedMinutes { get; }

    /// <summary>Those who had records.</summary>
    public IReadOnlyCollection<JudgedSubject> Subjects => _subjects.Values;

    public long Bytes { get; }

    /// <summary>Whether a subject had records.</summary>
    public bool Has(MonitorSubject subject) => _subjects.ContainsKey(subject);

    /// <summary>What is said of a subject, with records or without.</summary>
    public JudgedSubject Of(MonitorSubject subject) => _subjects.GetValueOrDefault(subject, _absent);
}
