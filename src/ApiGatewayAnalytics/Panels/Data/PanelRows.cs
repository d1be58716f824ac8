using System.Collections.Immutable;
using System.Text.Json.Serialization;

namespace ApiGatewayAnalytics.Panels;

/// <summary>The rows of a panel in its order.</summary>
public sealed record PanelRows
{
    /// <summary>The names of the columns: the group keys or the columns of the records, then the measures.</summary>
    public required ImmutableArray<string> Columns { get; init; }

    /// <summary>The rows, each as long as <see cref="Columns"/>.</summary>
    public required ImmutableArray<ImmutableArray<PanelValue>> Rows { get; init; }

    /// <summary>Whether the last row is not a key but everything that has no row of its own.</summary>
    public bool OtherRow { get; init; }

    /// <summary>The number of rows of the whole table but that of all others, where <see cref="Rows"/> are a page of it; null where they are all.</summary>
    [JsonIgnore(Condition = JsonIgnoreCondition.WhenWritingNull)]
    public int? Total { get; init; }

    /// <summary>The first rows, as many as a question asks for at most.</summary>
    internal PanelRows First(int limit)
    {
        int count = Rows.Length - (OtherRow ? 1 : 0);
        return count <= limit ? this : this with { Rows = Rows[..limit], OtherRow = false, Total = count };
    }
}
