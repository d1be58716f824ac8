namespace ApiGatewayAnalytics.Timeline;

/// <summary>
/// The segments at one moment. They are not changed afterwards, so they can be read while the timeline goes on. Immutable.
/// </summary>
/// <param name="Settled">Segments whose time is over, oldest first: they change seldom.</param>
/// <param name="Changing">Those that records are coming for.</param>
/// <param name="NowMinute">The minute that ages are counted from.</param>
internal sealed record TimelineView(Segment[] Settled, Segment[] Changing, long NowMinute);
