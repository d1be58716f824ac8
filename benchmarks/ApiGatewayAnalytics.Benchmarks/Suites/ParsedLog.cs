using ApiGatewayAnalytics.AccessLogs;
using ApiGatewayAnalytics.Columns;
using ApiGatewayAnalytics.Ingestion;

namespace ApiGatewayAnalytics.Benchmarks.Suites;

/// <summary>A log of the samples that is parsed already: batches over its bytes, so that what comes behind can be measured alone.</summary>
internal static class ParsedLog
{
    /// <summary>All records of a log of JSON lines with all fields.</summary>
    public static RecordBatch[] Of(byte[] log)
    {
        var parser = new AccessLogParser(AccessLogParserOptions.Default, new IngestionTally(AccessLogFields.All));
        var origin = new RecordOrigin();
        var batches = new List<RecordBatch>();
        for (int at = 0; at < log.Length;)
        {
            if (batches.Count == 0 || batches[^1].IsFull)
            {
                batches.Add(new RecordBatch(FieldSet.All(AccessLogSchema.Default)) { Buffer = log });
            }

            at += parser.Parse(batches[^1], at, log.Length, isFinal: true, origin).Consumed;
            at += log.AsSpan(at).StartsWith("\n"u8) ? 1 : 0;
        }

        return [.. batches];
    }

    /// <summary>Adds some of the records to an aggregator.</summary>
    public static void AddTo(PanelAggregator aggregator, IEnumerable<RecordBatch> batches)
    {
        foreach (RecordBatch batch in batches)
        {
            for (int row = 0; row < batch.Count; row++)
            {
                aggregator.Add(new AccessLogRecord(batch, row));
            }
        }
    }
}
