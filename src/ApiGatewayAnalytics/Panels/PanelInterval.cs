namespace ApiGatewayAnalytics.Panels;

/// <summary>The width of the buckets of a trend. Immutable.</summary>
public readonly record struct PanelInterval
{
    private PanelInterval(TimeSpan width) => Width = width;

    /// <summary>
    /// The smallest of 1 minute, 5 and 15 minutes, 1 and 6 hours and 1 day that cuts the range into at most 120 buckets; else a day.
    /// </summary>
    public static PanelInterval Auto { get; }

    /// <summary>The width; zero for <see cref="Auto"/>.</summary>
    public TimeSpan Width { get; }

    /// <summary>Whether the width follows from the range.</summary>
    public bool IsAuto => Width == TimeSpan.Zero;

    /// <summary>A fixed width.</summary>
    /// <exception cref="ArgumentOutOfRangeException"><paramref name="width"/> is not one of those of <see cref="Auto"/>.</exception>
    public static PanelInterval Of(TimeSpan width) =>
        Widths.Contains(width)
            ? new(width)
            : throw new ArgumentOutOfRangeException(nameof(width), width, "An interval is 1, 5 or 15 minutes, 1 or 6 hours, or 1 day.");

    internal static IReadOnlyList<TimeSpan> Widths { get; } =
    [
        TimeSpan.FromMinutes(1), TimeSpan.FromMinutes(5), TimeSpan.FromMinutes(15),
        TimeSpan.FromHours(1), TimeSpan.FromHours(6), TimeSpan.FromDays(1),
    ];

    /// <summary>The width for a range, in minutes.</summary>
    internal int MinutesFor(long rangeMinutes)
    {
        if (!IsAuto)
        {
            return (int)Width.TotalMinutes;
        }

        foreach (TimeSpan width in Widths)
        {
            int minutes = (int)width.TotalMinutes;
            if ((rangeMinutes + minutes - 1) / minutes <= 120)
            {
                return minutes;
            }
        }

        return 24 * 60;
    }

    /// <summary>The narrowest width, from the one wished for on, that is made of steps of a width that are kept, in minutes.</summary>
    internal static int MinutesFrom(int wished, int kept) =>
        wished >= kept ? wished : (int)Widths.First(width => width.TotalMinutes >= kept).TotalMinutes;
}
