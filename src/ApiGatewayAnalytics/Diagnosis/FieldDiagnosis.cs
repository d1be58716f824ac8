using ApiGatewayAnalytics.Columns;

namespace ApiGatewayAnalytics.Diagnosis;

/// <summary>How often a log has a field. Immutable.</summary>
public sealed record FieldDiagnosis
{
    internal FieldDiagnosis()
    {
    }

    /// <summary>The field.</summary>
    public required Field Field { get; init; }

    /// <summary>The records whose layout has a key for it, whatever its value.</summary>
    public required long Records { get; init; }

    /// <summary>The records that have a value of it, from its key or derived from other fields or the envelope.</summary>
    public required long Values { get; init; }

    /// <summary>Whether the access logs of APIs of these kinds can have it at all.</summary>
    public required bool IsAvailable { get; init; }

    /// <summary>The panels that show it or ask for it.</summary>
    public required int Panels { get; init; }
}
