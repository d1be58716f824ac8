using ApiGatewayAnalytics.Columns;
using ApiGatewayAnalytics.Ingestion;

namespace ApiGatewayAnalytics.CloudWatchMetrics;

/// <summary>
/// Reads the datapoints of one source in any encoding: JSON of metric streams, OpenTelemetry, and results of <c>get-metric-data</c>. The
/// batch must capture all fields of <see cref="MetricSchema"/>. Never throws on any input. Not thread-safe.
/// </summary>
internal sealed class MetricParser : IRecordParser
{
    private readonly CompactMetricJson _compact = new();
    private readonly MetricRow _row;
    private readonly OpenTelemetryMessage _message;
    private readonly MetricDataResults _results;
    private readonly IngestionTally _tally;

    public MetricParser(IngestionTally tally, TimeProvider clock, MetricQueries queries, bool isWanted = true)
    {
        _tally = tally;
        _row = new MetricRow(tally, clock, isWanted);
        _message = new OpenTelemetryMessage(_row);
        _results = new MetricDataResults(_row, queries);
    }

    public bool ReadsMessages => true;

    public ParseResult Parse(RecordBatch batch, int start, int end, bool isFinal, RecordOrigin origin)
    {
        if (start >= end)
        {
            return ParseResult.NeedsMore;
        }

        if (batch.Buffer[start] != '{')
        {
            return ParseLine(batch.Buffer.AsSpan(start, end - start), isFinal);
        }

        _row.Begin(batch);
        if (_compact.Read(_row, start, end, out int consumed) == MetricReading.Done)
        {
            return _row.Commit(origin, consumed);
        }

        _row.Begin(batch);
        switch (MetricJson.Read(_row, start, end, out consumed))
        {
            case MetricReading.Done:
                ReadOnlySpan<byte> text = batch.Buffer.AsSpan(start, consumed);
                return !_row.IsDatapoint && MetricDataResults.IsResult(text) ? _results.Take(text, consumed) : _row.Commit(origin, consumed);
            case MetricReading.Incomplete:
                return isFinal ? ParseResult.Rejected(end - start, RejectReason.Truncated) : ParseResult.NeedsMore;
            default:
                return ParseLine(batch.Buffer.AsSpan(start, end - start), isFinal);
        }
    }

    public int ParseMore(RecordBatch batch, int start, int end, int longest, RecordOrigin origin, out int lineBreaks)
    {
        byte[] buffer = batch.Buffer;
        int read = start;
        lineBreaks = 0;
        while (!batch.IsFull)
        {
            int next = read;
            int breaks = 0;
            while (next < end && buffer[next] is (byte)'\n' or (byte)'\r')
            {
                breaks += buffer[next++] == '\n' ? 1 : 0;
            }

            if (next >= end || buffer[next] != '{')
            {
                return read;
            }

            _row.Begin(batch);
            if (_compact.Read(_row, next, Math.Min(end, next + longest), out int consumed) != MetricReading.Done)
            {
                return read;
            }

            ParseResult result = _row.Commit(origin, consumed);
            if (result.Status == ParseStatus.Skipped)
            {
                _tally.CountSkipped(result.SkipReason);
            }
            else if (result.Status != ParseStatus.Accepted)
            {
                return read;
            }

            read = next + consumed;
            lineBreaks += breaks;
        }

        return read;
    }

    public int FindMessage(ReadOnlySpan<byte> bytes, out int header) => MessageFrame.Find(bytes, out header);

    public ParseResult ParseMessage(RecordBatch batch, int start, int length, RecordOrigin origin)
    {
        if (!_message.IsOpen)
        {
            _message.Open(length);
        }

        return _message.Next(batch, start, origin);
    }

    public bool TryFinish(RecordBatch batch, RecordOrigin origin, out ParseResult result) => _results.TryNext(batch, origin, out result);

    private static ParseResult ParseLine(ReadOnlySpan<byte> text, bool isFinal)
    {
        int length = text.IndexOf((byte)'\n');
        return length < 0 && !isFinal ? ParseResult.NeedsMore : ParseResult.Rejected(length < 0 ? text.Length : Math.Max(1, length), RejectReason.NotJson);
    }
}
