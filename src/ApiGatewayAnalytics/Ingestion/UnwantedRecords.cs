using ApiGatewayAnalytics.Columns;

namespace ApiGatewayAnalytics.Ingestion;

/// <summary>Reads the records of a source that no dashboard asks for: they are known, counted as such and left out.</summary>
/// <param name="parser">Reads them.</param>
/// <param name="schema">Their fields.</param>
internal sealed class UnwantedRecords(IRecordParser parser, RecordSchema schema) : IRecordParser
{
    private readonly RecordBatch _batch = RecordBatch.OfNothing(schema);

    public ParseResult Parse(RecordBatch batch, int start, int end, bool isFinal, RecordOrigin origin)
    {
        _batch.Clear();
        _batch.Buffer = batch.Buffer;
        ParseResult result = parser.Parse(_batch, start, end, isFinal, origin);
        return result.Status == ParseStatus.Accepted ? ParseResult.Skipped(result.Consumed, SkipReason.OtherSource) : result;
    }
}
