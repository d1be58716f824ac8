using System.Collections.Immutable;
using ApiGatewayAnalytics.Columns;

namespace ApiGatewayAnalytics.Ingestion;

/// <summary>Everything that was counted while reading: nothing is lost without a trace here. Not thread-safe; merged.</summary>
internal sealed class IngestionTally(ImmutableArray<Field> fields)
{
    /// <summary>Invalid numbers by field number.</summary>
    public long[] FieldErrors { get; } = new long[fields.Length];
}
