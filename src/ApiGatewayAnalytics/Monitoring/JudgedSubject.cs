namespace ApiGatewayAnalytics.Monitoring;

/// <summary>What all rules say of one subject at some ends of minutes. Immutable.</summary>
/// <param name="subject">Whose records; null for one without any.</param>
/// <param name="first">The minute of the first one that was read.</param>
/// <param name="last">The minute of the last one.</param>
/// <param name="hasLogs">Whether any of them was of an access log.</param>
/// <param name="outcomes">The outcomes, by rule.</param>
internal sealed class JudgedSubject(MonitorSubject? subject, long first, long last, bool hasLogs, MonitorOutcome[][] outcomes)
{
    private const int OwnBytes = 200;
    private const int OutcomeBytes = 32;

    public MonitorSubject? Subject => subject;

    public long First => first;

    public long Last => last;

    public bool HasLogs => hasLogs;

    public long Bytes => OwnBytes + outcomes.Sum(rule => OutcomeBytes * (1L + rule.Length));

    /// <summary>What a rule says, by time.</summary>
    public ReadOnlySpan<MonitorOutcome> OutcomesOf(int rule) => outcomes[rule];
}
