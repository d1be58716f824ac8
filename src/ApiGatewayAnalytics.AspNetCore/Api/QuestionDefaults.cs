namespace ApiGatewayAnalytics.AspNetCore;

/// <summary>What is asked where a request does not say, and how much may be asked. Thread-safe.</summary>
internal sealed class QuestionDefaults(AnalyticsEngine engine, EngineMode mode, ApiGatewayAnalyticsHttpOptions options, TimeProvider clock)
{
    /// <summary>The length of a range of which only one end is known.</summary>
    public static readonly TimeSpan Length = TimeSpan.FromDays(1);

    /// <summary>The longest range that may be asked for.</summary>
    public TimeSpan MaxRange => options.MaxRange;

    /// <summary>Whether the engine can filter what it has read.</summary>
    public bool CanFilter => mode == EngineMode.Live;

    /// <summary>Whether ranges are counted from the data instead of the clock.</summary>
    public bool FollowsData => mode == EngineMode.Files || options.CountsBackFromNewestRecord;

    /// <summary>The end of a range that names none: that of the current minute, or of the newest record's.</summary>
    public DateTimeOffset End() => FollowsData && engine.Extent is { } extent ? extent.To : EndOfMinute(clock.GetUtcNow());

    /// <summary>The range where none is asked for.</summary>
    public (DateTimeOffset From, DateTimeOffset To) Range()
    {
        DateTimeOffset end = End();
        return (options.ShowsEverythingByDefault || mode == EngineMode.Files) && engine.Extent is { } extent
            ? (extent.From, FollowsData || extent.To > end ? extent.To : end)
            : (end - Length, end);
    }

    private static DateTimeOffset EndOfMinute(DateTimeOffset time) =>
        new(time.UtcTicks - (time.UtcTicks % TimeSpan.TicksPerMinute) + TimeSpan.TicksPerMinute, TimeSpan.Zero);
}
