using System.Collections.Immutable;
using System.Text.Json.Serialization;

namespace ApiGatewayAnalytics.Panels;

/// <summary>One series of a trend.</summary>
public sealed record PanelSeries
{
    /// <summary>The group key; an element is null where the records lack the field.</summary>
    public required ImmutableArray<string?> Key { get; init; }

    /// <summary>How long before the range the points lie, for example <c>7d</c>; null for the range itself.</summary>
    public string? Shift { get; init; }

    /// <summary>The points, ascending; a bucket without records has none.</summary>
    public required ImmutableArray<PanelPoint> Points { get; init; }

    /// <summary>Whether this is not a key but everything that has no series of its own.</summary>
    [JsonIgnore(Condition = JsonIgnoreCondition.WhenWritingDefault)]
    public bool Other { get; init; }
}
