using System.Text;
using ApiGatewayAnalytics.AccessLogs;
using ApiGatewayAnalytics.Columns;
using ApiGatewayAnalytics.Ingestion;

namespace ApiGatewayAnalytics.Tests.AccessLogs;

/// <summary>A parser with everything captured, driven as ingestion drives it.</summary>
internal sealed class LogParsing
{
    private readonly AccessLogParser _parser;
    private readonly RecordBatch _batch;

    public LogParsing(AccessLogParserOptions? options = null, FieldSet? captured = null)
    {
        options ??= AccessLogParserOptions.Default;
        options = options with { Clock = options.Clock == TimeProvider.System ? FixedClock.In2026 : options.Clock };
        RecordSchema schema = AccessLogSchema.Create(options.CustomFields);
        Tally = new IngestionTally(schema.Fields);
        _parser = new AccessLogParser(options, Tally);
        _batch = new RecordBatch(captured ?? FieldSet.All(schema));
    }

    public IngestionTally Tally { get; }

    public RecordOrigin Origin { get; } = new();

    public static LogParsing With(AccessLogFormat format) => new(new AccessLogParserOptions { Format = format });

    public ParsedRecord One(string text) => One(Encoding.UTF8.GetBytes(text));

    /// <summary>Reads the record at the start of <paramref name="bytes"/>, of which only the first are given.</summary>
    public ParsedRecord One(byte[] bytes, int? end = null, bool isFinal = true)
    {
        _batch.Clear();
        _batch.Buffer = bytes;
        ParseResult result = _parser.Parse(_batch, 0, end ?? bytes.Length, isFinal, Origin);
        Assert.Equal(result.Status == ParseStatus.Accepted ? 1 : 0, _batch.Count);
        return ParsedRecord.From(result, _batch);
    }

    /// <summary>Reads all records of <paramref name="bytes"/>, with what stands between them skipped.</summary>
    public List<ParsedRecord> All(byte[] bytes)
    {
        var records = new List<ParsedRecord>();
        int at = 0;
        while ((at = SkipBetween(bytes, at)) < bytes.Length)
        {
            _batch.Clear();
            _batch.Buffer = bytes;
            ParseResult result = _parser.Parse(_batch, at, bytes.Length, isFinal: true, Origin);
            Assert.NotEqual(ParseStatus.NeedsMore, result.Status);
            Assert.InRange(result.Consumed, 1, bytes.Length - at);
            records.Add(ParsedRecord.From(result, _batch));
            at += result.Consumed;
        }

        return records;
    }

    public static int SkipBetween(byte[] bytes, int at)
    {
        while (at < bytes.Length)
        {
            if (bytes[at] is (byte)' ' or (byte)'\t' or (byte)'\r' or (byte)'\n')
            {
                at++;
            }
            else if (bytes.AsSpan(at).StartsWith("\uFEFF"u8))
            {
                at += 3;
            }
            else if (bytes.AsSpan(at).StartsWith("\\n"u8))
            {
                at += 2;
            }
            else
            {
                break;
            }
        }

        return at;
    }
}
