using System.Collections.Immutable;
using ApiGatewayAnalytics.Columns;
using ApiGatewayAnalytics.Panels;

namespace ApiGatewayAnalytics.Diagnosis;

/// <summary>What a log gives to one panel. Immutable.</summary>
public sealed record PanelDiagnosis
{
    internal PanelDiagnosis()
    {
    }

    /// <summary>The panel.</summary>
    public required PanelDefinition Panel { get; init; }

    /// <summary>Whether the log feeds it.</summary>
    public required PanelFeed Feed { get; init; }

    /// <summary>The records whose layout feeds it in full.</summary>
    public long Records { get; init; }

    /// <summary>The fields to log so that nothing of it stays empty.</summary>
    public ImmutableArray<Field> Missing { get; init; } = [];

    /// <summary>The fields that stay empty because APIs of this kind do not have them.</summary>
    public ImmutableArray<Field> Unavailable { get; init; } = [];

    /// <summary>
    /// For a panel over CloudWatch metrics that can be derived from access logs: what the log gives it for APIs and hours without metrics.
    /// Null for all others.
    /// </summary>
    public PanelDiagnosis? Derived { get; init; }

    /// <summary>Whether it needs to know where addresses are, which no log says.</summary>
    public bool NeedsLocation { get; init; }
}
