using System.Collections.Immutable;
using System.Text.Json.Serialization;

namespace ApiGatewayAnalytics.Panels;

/// <summary>The series of a trend.</summary>
public sealed record PanelSeriesSet
{
    /// <summary>The width of a bucket: the one asked for, or a wider one where only that remains.</summary>
    public required TimeSpan Interval { get; init; }

    /// <summary>The names of the group keys.</summary>
    public required ImmutableArray<string> Columns { get; init; }

    /// <summary>The series by key.</summary>
    public required ImmutableArray<PanelSeries> Series { get; init; }

    /// <summary>How many keys were left out because the question limits the series; 0 without such a limit.</summary>
    [JsonIgnore(Condition = JsonIgnoreCondition.WhenWritingDefault)]
    public int Omitted { get; init; }
}
