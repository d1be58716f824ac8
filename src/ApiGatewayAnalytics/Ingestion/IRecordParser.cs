using ApiGatewayAnalytics.Columns;

namespace ApiGatewayAnalytics.Ingestion;

/// <summary>
/// Reads the innermost records of one source, whatever they were wrapped in. Implementations hold what they learnt of the
/// source's layout, so there is one instance per source and thread. Never throws on any input.
/// </summary>
internal interface IRecordParser
{
    /// <summary>
    /// Reads the record that starts at <paramref name="start"/> of <see cref="RecordBatch.Buffer"/> (the caller skipped white
    /// space before it) and commits it as a row of <paramref name="batch"/>, which has room. Where the record is not
    /// <see cref="ParseStatus.Accepted"/>, the batch is unchanged.
    /// </summary>
    /// <param name="batch">Where the row goes, and whose buffer holds the record.</param>
    /// <param name="start">The offset of the record's first byte.</param>
    /// <param name="end">The offset after the last byte that can be read.</param>
    /// <param name="isFinal">Whether nothing follows <paramref name="end"/>.</param>
    /// <param name="origin">What the surroundings say of the record.</param>
    ParseResult Parse(RecordBatch batch, int start, int end, bool isFinal, RecordOrigin origin);
}
