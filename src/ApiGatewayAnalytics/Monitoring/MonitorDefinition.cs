namespace ApiGatewayAnalytics.Monitoring;

/// <summary>
/// An alert rule as plain data: what is watched, over which window, and when it fires. It is judged every minute over the last whole
/// minutes of its window, for each account, region, API and stage by itself. Immutable.
/// </summary>
/// <example><code>
/// var throttled = new MonitorDefinition
/// {
///     Id = "throttling", Title = "Many Throttled Requests",
///     Signal = MonitorSignal.Rate(Predicate.EqualTo(AccessLogFields.Status, "429")),
///     Comparison = MonitorComparison.AtLeast, Threshold = 1, Window = TimeSpan.FromMinutes(5),
/// };
/// </code></example>
public sealed record MonitorDefinition
{
    /// <summary>The longest window: 24 hours.</summary>
    public static readonly TimeSpan MaxWindow = TimeSpan.FromHours(24);

    /// <summary>The stable identifier in kebab-case.</summary>
    public required string Id { get; init; }

    /// <summary>The title that people see.</summary>
    public required string Title { get; init; }

    /// <summary>One sentence on what it means. Default: empty.</summary>
    public string Description { get; init; } = "";

    /// <summary>What is watched.</summary>
    public required MonitorSignal Signal { get; init; }

    /// <summary>How the value compares with <see cref="Threshold"/> while the monitor fires.</summary>
    public required MonitorComparison Comparison { get; init; }

    /// <summary>What the value is compared with, in the unit of <see cref="Signal"/>: rates in percent.</summary>
    public required double Threshold { get; init; }

    /// <summary>The window: whole minutes, up to <see cref="MaxWindow"/>.</summary>
    public required TimeSpan Window { get; init; }

    /// <summary>How much attention it deserves. Default: <see cref="MonitorSeverity.Warning"/>.</summary>
    public MonitorSeverity Severity { get; init; } = MonitorSeverity.Warning;

    internal int WindowMinutes => (int)Window.TotalMinutes;

    /// <summary>Whether few records make it fire, so that it must know that there should be some.</summary>
    internal bool WatchesForFew =>
        Signal.Kind == MonitorSignalKind.Count && Comparison is (MonitorComparison.AtMost or MonitorComparison.Below);

    internal bool Holds(double value) => Comparison switch
    {
        MonitorComparison.AtLeast => value >= Threshold,
        MonitorComparison.Above => value > Threshold,
        MonitorComparison.AtMost => value <= Threshold,
        _ => value < Threshold,
    };
}
