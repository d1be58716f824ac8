using System.Collections.Immutable;
using ApiGatewayAnalytics.AccessLogs;
using ApiGatewayAnalytics.Columns;

namespace ApiGatewayAnalytics.Diagnosis;

/// <summary>One of the layouts that the records of a log have: the keys that one template writes. Immutable.</summary>
public sealed record LayoutDiagnosis
{
    internal LayoutDiagnosis()
    {
    }

    /// <summary>How its records are written.</summary>
    public required LayoutShape Shape { get; init; }

    /// <summary>The kinds of the APIs that use it, the most frequent first; empty where no record tells.</summary>
    public required ImmutableArray<ApiKind> Kinds { get; init; }

    /// <summary>The accepted records that have it.</summary>
    public required long Records { get; init; }

    /// <summary>Those of them that had to be repaired.</summary>
    public required long Repaired { get; init; }

    /// <summary>The fields that it has a key for.</summary>
    public required ImmutableArray<Field> Fields { get; init; }

    /// <summary>
    /// The keys that feed no field, nested ones joined by dots, at most 100 of at most 128 characters. They come from the log.
    /// </summary>
    public required ImmutableArray<string> UnmappedKeys { get; init; }
}
