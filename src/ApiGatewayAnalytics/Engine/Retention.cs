namespace ApiGatewayAnalytics;

/// <summary>
/// How long which resolution is kept, counted back from now (live) or from the newest record (files). What has few keys (status, stage,
/// method, latency of an API) is kept fine for long, what has many (path, address, user agent, message) and rows only shortly. Routes that
/// metrics are derived by are kept as long as what has few keys, one step coarser. Immutable.
/// </summary>
public sealed record Retention
{
    /// <summary>How long few keys are kept by minute. Default: 26 hours.</summary>
    public TimeSpan NarrowMinutes { get; init; } = TimeSpan.FromHours(26);

    /// <summary>How long few keys are kept by 15 minutes. Default: 9 days.</summary>
    public TimeSpan NarrowQuarters { get; init; } = TimeSpan.FromDays(9);

    /// <summary>How long few keys are kept by hour. Default: 35 days.</summary>
    public TimeSpan NarrowHours { get; init; } = TimeSpan.FromDays(35);

    /// <summary>
    /// How long what monitors and panels of two sources are computed of is kept by minute, datapoints of metrics among it, where that is
    /// longer than <see cref="NarrowMinutes"/>: it is little beside everything that has few keys. Default: zero, no longer.
    /// </summary>
    public TimeSpan MonitorMinutes { get; init; }

    /// <summary>How long many keys and rows are kept by minute. Default: 2 hours.</summary>
    public TimeSpan WideMinutes { get; init; } = TimeSpan.FromHours(2);

    /// <summary>How long many keys and rows are kept by hour. Default: 26 hours.</summary>
    public TimeSpan WideHours { get; init; } = TimeSpan.FromHours(26);

    /// <summary>How long anything is kept, by day at last; of files everything is. Default: 400 days.</summary>
    public TimeSpan Days { get; init; } = TimeSpan.FromDays(400);

    internal IEnumerable<string> Mistakes()
    {
        if (NarrowMinutes < TimeSpan.Zero || NarrowQuarters < NarrowMinutes || NarrowHours < NarrowQuarters || Days < NarrowHours)
        {
            yield return $"Retention of few keys must not shrink: {NarrowMinutes} by minute, {NarrowQuarters} by 15 minutes, {NarrowHours} by hour, {Days} by day.";
        }

        if (MonitorMinutes < TimeSpan.Zero || MonitorMinutes > Days)
        {
            yield return $"Retention of what monitors are judged by is {MonitorMinutes}; it must be from 0 to {Days}, as long as anything is kept.";
        }

        if (WideMinutes < TimeSpan.Zero || WideHours < WideMinutes || Days < WideHours || Days < TimeSpan.FromDays(2))
        {
            yield return $"Retention of many keys must not shrink: {WideMinutes} by minute, {WideHours} by hour, {Days} by day (at least 2 days).";
        }
    }

    /// <summary>Minutes per step that are kept of a moment that long ago.</summary>
    internal int WidthAt(long ageMinutes, bool isWide)
    {
        if (isWide)
        {
            return ageMinutes < Minutes(WideMinutes) ? 1 : ageMinutes < Minutes(WideHours) ? 60 : 24 * 60;
        }

        return ageMinutes < Minutes(NarrowMinutes) ? 1
            : ageMinutes < Minutes(NarrowQuarters) ? 15
            : ageMinutes < Minutes(NarrowHours) ? 60
            : 24 * 60;
    }

    /// <summary>Minutes per step that are kept of datapoints that long ago.</summary>
    internal int DatapointWidthAt(long ageMinutes) => ageMinutes < Minutes(MonitorMinutes) ? 1 : WidthAt(ageMinutes, isWide: false);

    /// <summary>How long segments stay hours before they become part of a day.</summary>
    internal long HourlyMinutes => Math.Max(Minutes(NarrowMinutes), Minutes(WideHours));

    internal long TotalMinutes => Minutes(Days);

    private static long Minutes(TimeSpan span) => (long)span.TotalMinutes;
}
