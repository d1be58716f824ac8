using System.Collections.Immutable;
using ApiGatewayAnalytics.Panels;

namespace ApiGatewayAnalytics.Monitoring;

/// <summary>What monitors would have said, minute by minute, over a range that is judged afterwards. Immutable.</summary>
public sealed record MonitorTimeline
{
    /// <summary>The range, each minute of which was judged.</summary>
    public required TimeRange Range { get; init; }

    /// <summary>What happened, by time, then account, region, API and stage, then in the order of the rules.</summary>
    public required ImmutableArray<MonitorEvent> Events { get; init; }

    /// <summary>
    /// Minutes at whose end not every rule was judged, because only coarser steps are kept of a window; its alerts stay as they are meanwhile.
    /// </summary>
    public long SkippedMinutes { get; init; }

    /// <summary>APIs and stages beyond the first 10,000, which are not watched.</summary>
    public int Unwatched { get; init; }
}
