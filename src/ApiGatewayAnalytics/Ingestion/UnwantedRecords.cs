using ApiGatewayAnalytics.Columns;

namespace ApiGatewayAnalytics.Ingestion;

/// <summary>Reads the records of a source that no dashboard asks for: they are known, counted as such and left out.</summary>
/// <param name="parser">Reads them.</param>
/// <param name="captured">The fields that are looked at all the same.</param>
/// <param name="observe">Looks at them.</param>
internal sealed class UnwantedRecords(IRecordParser parser, FieldSet captured, Action<RecordBatch> observe) : IRecordParser
{
    private readonly RecordBatch _batch = new(captured);

    public ParseResult Parse(RecordBatch batch, int start, int end, bool isFinal, RecordOrigin origin)
    {
        _batch.Clear();
        _batch.Buffer = batch.Buffer;
        ParseResult result = parser.Parse(_batch, start, end, isFinal, origin);
        if (result.Status != ParseStatus.Accepted)
        {
            return result;
        }

        observe(_batch);
        return ParseResult.Skipped(result.Consumed, SkipReason.OtherSource);
    }

    public bool IsOwn(ReadOnlySpan<byte> element) => parser.IsOwn(element);
}
