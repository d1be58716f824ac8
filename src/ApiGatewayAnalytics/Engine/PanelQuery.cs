using System.Collections.Immutable;
using ApiGatewayAnalytics.Panels;

namespace ApiGatewayAnalytics;

/// <summary>What part of the data a question is about. Immutable.</summary>
public sealed record PanelQuery
{
    /// <summary>Everything by default: see the members.</summary>
    public static PanelQuery Default { get; } = new();

    /// <summary>
    /// The first moment, rounded down to the minute. Null, the default: a day before the end in <see cref="EngineMode.Live"/>, the
    /// oldest record in <see cref="EngineMode.Files"/>.
    /// </summary>
    public DateTimeOffset? From { get; init; }

    /// <summary>
    /// The first moment after the range, rounded up to the minute. Null, the default: the end of the current minute in
    /// <see cref="EngineMode.Live"/>, of the newest record's minute in <see cref="EngineMode.Files"/>.
    /// </summary>
    public DateTimeOffset? To { get; init; }

    /// <summary>The length of the range, counted back from its end, instead of <see cref="From"/>. Null, the default: not used.</summary>
    public TimeSpan? Last { get; init; }

    /// <summary>
    /// Filters by the name of a field of the identity (account, region, apiName, apiId, stage): an exact value or a pattern with
    /// <c>*</c>, compared without case. Default: none.
    /// </summary>
    public ImmutableSortedDictionary<string, string> Filters { get; init; } = ImmutableSortedDictionary<string, string>.Empty;

    /// <summary>
    /// Whether a whole answer tells what the monitors would have said over the range, minute by minute. Default: false.
    /// </summary>
    public bool Monitors { get; init; }

    /// <summary>
    /// The width of the buckets of trends whose width follows from the range: 1, 5 or 15 minutes, 1 or 6 hours, or 1 day. Null, the
    /// default: it follows from the range. Where only wider steps are kept, those are taken, and the answer says so.
    /// </summary>
    /// <exception cref="ArgumentOutOfRangeException">The value is none of these.</exception>
    public TimeSpan? Interval
    {
        get;
        init => field = value is { } width ? PanelInterval.Of(width).Width : null;
    }

    /// <summary>
    /// The most series of a trend, the heaviest over the whole range; <see cref="PanelSeriesSet.Omitted"/> tells how many were left
    /// out. Trends that merge the rest into one series keep the limit of their own. Null, the default: only the panel's limit.
    /// </summary>
    /// <exception cref="ArgumentOutOfRangeException">The value is not positive.</exception>
    public int? SeriesLimit
    {
        get;
        init => field = Positive(value, nameof(SeriesLimit));
    }

    /// <summary>
    /// The most rows of a table, the first in its order, without the row of all others where some are left out;
    /// <see cref="PanelRows.Total"/> tells how many there are. Null, the default: only the panel's limit.
    /// </summary>
    /// <exception cref="ArgumentOutOfRangeException">The value is not positive.</exception>
    public int? RowLimit
    {
        get;
        init => field = Positive(value, nameof(RowLimit));
    }

    /// <summary>The dashboards of a whole answer by id. Empty, the default: all.</summary>
    public ImmutableArray<string> Dashboards { get; init; } = [];

    /// <summary>The panels of a whole answer by id. Empty, the default: all of the dashboards chosen.</summary>
    public ImmutableArray<string> Panels { get; init; } = [];

    private static int? Positive(int? limit, string name)
    {
        if (limit is { } number)
        {
            ArgumentOutOfRangeException.ThrowIfNegativeOrZero(number, name);
        }

        return limit;
    }

    /// <summary>A panel with the width of buckets that is asked for.</summary>
    internal PanelDefinition Asked(PanelDefinition panel) =>
        Interval is { } width && panel.Interval is { IsAuto: true } ? panel with { Interval = PanelInterval.Of(width) } : panel;
}
