using ApiGatewayAnalytics.AccessLogs;
using ApiGatewayAnalytics.Columns;
using ApiGatewayAnalytics.Ingestion;

namespace ApiGatewayAnalytics.Tests.AccessLogs;

/// <summary>
/// A parser that keeps the positions of all rejected records, not of the first ones only, and knows how many records were read by a
/// learned text right behind another one.
/// </summary>
internal sealed class ObservedParser(AccessLogParserOptions options, IngestionTally tally) : IRecordParser
{
    private static readonly RejectReason[] s_reasons = Enum.GetValues<RejectReason>();

    private readonly AccessLogParser _parser = new(options, tally);
    private readonly IngestionTally _total = new(AccessLogSchema.Create(options.CustomFields).Fields);
    private readonly List<(string Reason, RejectedPosition Position)> _rejected = [];

    public long ReadOn { get; private set; }

    public ParseResult Parse(RecordBatch batch, int start, int end, bool isFinal, RecordOrigin origin)
    {
        foreach (RejectReason reason in s_reasons)
        {
            if (tally.Rejected(reason) >= IngestionTally.MaxPositions / 2)
            {
                Collect();
            }
        }

        return _parser.Parse(batch, start, end, isFinal, origin);
    }

    public int ParseMore(RecordBatch batch, int start, int end, int longest, RecordOrigin origin, out int lineBreaks)
    {
        int rows = batch.Count;
        int read = _parser.ParseMore(batch, start, end, longest, origin, out lineBreaks);
        ReadOn += batch.Count - rows;
        return read;
    }

    /// <summary>What became of everything, in words that can be compared.</summary>
    public IEnumerable<string> Outcome()
    {
        Collect();
        IngestionReport report = _total.Report();
        yield return $"{report.Records} records, {report.Accepted} accepted, {report.Bytes} bytes";
        foreach ((string name, long count) in report.Repaired.Concat(report.Rejected).Concat(report.Skipped).Concat(report.FieldErrors).OrderBy(pair => pair.Key, StringComparer.Ordinal))
        {
            yield return $"{name}: {count}";
        }

        foreach ((string reason, RejectedPosition position) in _rejected.OrderBy(rejected => rejected.Position.ByteOffset).ThenBy(rejected => rejected.Reason, StringComparer.Ordinal))
        {
            yield return $"{reason} in line {position.Line} at {position.ByteOffset}";
        }
    }

    private void Collect()
    {
        foreach ((string reason, var positions) in tally.Report().RejectedAt)
        {
            _rejected.AddRange(positions.Select(position => (reason, position)));
        }

        tally.MoveTo(_total);
    }
}
