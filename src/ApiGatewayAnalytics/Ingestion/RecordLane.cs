using System.Collections.Immutable;
using ApiGatewayAnalytics.Columns;

namespace ApiGatewayAnalytics.Ingestion;

/// <summary>The way of one source's records out of a feed: what reads them and where their rows go.</summary>
/// <param name="parser">Reads the innermost records.</param>
/// <param name="signs">What its records are known by; empty for the source that takes what no other one does.</param>
internal sealed class RecordLane(IRecordParser parser, ImmutableArray<RecordSign> signs)
{
    public IRecordParser Parser => parser;

    public ImmutableArray<RecordSign> Signs => signs;

    /// <summary>Where the rows go; to be set before anything is read.</summary>
    public RecordBatch Batch { get; set; } = null!;
}
