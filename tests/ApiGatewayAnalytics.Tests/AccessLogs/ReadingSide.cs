using ApiGatewayAnalytics.AccessLogs;
using ApiGatewayAnalytics.Columns;
using ApiGatewayAnalytics.Ingestion;

namespace ApiGatewayAnalytics.Tests.AccessLogs;

/// <summary>One of two readings of a log: its rows, batch by batch, and what became of the rest.</summary>
internal sealed class ReadingSide : IDisposable
{
    private readonly RecordFeed _feed;

    public ReadingSide(byte[] log, FieldSet captured, AccessLogParserOptions options, IngestionOptions limits, int bufferLength)
    {
        var tally = new IngestionTally(captured.Schema.Fields);
        Parser = new ObservedParser(options, tally);
        Batch = new RecordBatch(captured);
        _feed = new RecordFeed(new MemoryStream(log), Parser, tally, "log", limits, bufferLength: bufferLength);
    }

    public ObservedParser Parser { get; }

    public RecordBatch Batch { get; }

    /// <summary>The first row that was not taken.</summary>
    public int Row { get; private set; }

    /// <summary>How many rows can be taken; 0 behind the last one.</summary>
    public int Rows()
    {
        if (Row == Batch.Count)
        {
            Row = 0;
            _feed.Fill(Batch);
        }

        return Batch.Count - Row;
    }

    public void Take(int rows) => Row += rows;

    public void Dispose() => _feed.Dispose();
}
