namespace ApiGatewayAnalytics.Monitoring;

/// <summary>
/// What a rule says of one subject at the end of a minute, and at those after it until the next outcome: so that calm hours are one, and what
/// fires is told minute by minute.
/// </summary>
/// <param name="End">The end of the first minute.</param>
/// <param name="Verdict">Whether the condition holds.</param>
/// <param name="Value">The value there; 0 where there is none.</param>
/// <param name="Requests">The records behind the value.</param>
internal readonly record struct MonitorOutcome(long End, MonitorVerdict Verdict, double Value, long Requests)
{
    /// <summary>Whether another one, at the next end, says nothing new. Only what begins or goes on to fire is ever asked for its value.</summary>
    public bool IsContinuedBy(MonitorOutcome next) =>
        next.Verdict == Verdict && (Verdict != MonitorVerdict.Fires || (next.Value.Equals(Value) && next.Requests == Requests));
}
