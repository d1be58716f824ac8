using ApiGatewayAnalytics.Panels;
using ApiGatewayAnalytics.Timeline;

namespace ApiGatewayAnalytics.Query;

/// <summary>A half-open range of minutes since 1970-01-01T00:00Z.</summary>
internal readonly record struct MinuteRange(long From, long To)
{
    public bool Overlaps(Segment segment) => segment.FirstMinute < To && segment.LastMinute >= From;

    public TimeRange ToTimeRange() => new(Clock.TimeOf(From), Clock.TimeOf(To));

    /// <summary>The range of the same length just before.</summary>
    public MinuteRange Before() => new(From - (To - From), From);
}
