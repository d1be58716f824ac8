using ApiGatewayAnalytics.Columns;
using ApiGatewayAnalytics.Ingestion;

namespace ApiGatewayAnalytics.AccessLogs;

/// <summary>
/// Reads the innermost records of access logs. This is the one place that decides which technique reads a record: a learned
/// text, a learned layout, any well-formed JSON, broken JSON, or one of the line formats; each technique reads less than the
/// next, and what it reads it reads alike. Holds what it learnt of the source; 0 bytes are
/// allocated per record once the layouts are known. Not thread-safe.
/// </summary>
internal sealed partial class AccessLogParser : IRecordParser
{
    /// <summary>After a broken record so many sound ones are read leniently, since a template breaks many of its records.</summary>
    private const int Wariness = 256;

    private readonly AccessLogFormatKind _format;
    private readonly bool _learns;
    private readonly ILayoutWatcher? _watcher;
    private readonly MemberList _members = new();
    private readonly JsonLayouts _layouts;
    private readonly LenientJson _lenient;
    private readonly RecordRow _row;
    private readonly CsvLines _csv;
    private readonly LineMatcher? _template;
    private readonly ClfLayouts _clfLayouts = new();
    private readonly LearnedLines _lines = new();
    private JsonLayout? _layout;
    private JsonLayout? _previous;
    private int _wary;
    private bool _isBehindObject;

    /// <exception cref="ArgumentException">The key mapping names a field that does not exist, or custom fields clash.</exception>
    public AccessLogParser(AccessLogParserOptions options, IngestionTally tally, ILayoutWatcher? watcher = null)
    {
        var resolver = new KeyResolver(options, AccessLogSchema.Create(options.CustomFields));
        _format = options.Format.Kind;
        _learns = options.LearnsTemplates && watcher is null;
        _watcher = watcher;
        _layouts = new JsonLayouts(resolver);
        _lenient = new LenientJson(_members);
        _row = new RecordRow(options, tally);
        _csv = new CsvLines(resolver);
        _template = options.Format.Line is { } line ? new LineMatcher(line, resolver) : null;
    }

    public ParseResult Parse(RecordBatch batch, int start, int end, bool isFinal, RecordOrigin origin)
    {
        if (start >= end)
        {
            return ParseResult.NeedsMore;
        }

        _isBehindObject = batch.Buffer[start] == '{';
        if (_isBehindObject && _format is AccessLogFormatKind.Auto or AccessLogFormatKind.Json)
        {
            return ReadJson(batch, start, end, isFinal, origin, prefixTime: -1);
        }

        if (!_lines.IsEmpty)
        {
            int read = _lines.ReadOne(batch, start, end, _row);
            if (read >= 0 && _row.TryCommit(origin, prefixTime: -1, out _))
            {
                return ParseResult.Accepted(read - start, Repairs.None);
            }
        }

        return ReadLine(batch, start, end, isFinal, origin);
    }

    private ParseResult ReadJson(RecordBatch batch, int start, int end, bool isFinal, RecordOrigin origin, long prefixTime)
    {
        ReadOnlySpan<byte> window = batch.Buffer.AsSpan(start, end - start);
        TemplateOutcome latest = ReadLearned(batch, start, end, _layout, out int consumed);
        if (latest == TemplateOutcome.Read)
        {
            return Commit(_layout!, origin, prefixTime, consumed, Repairs.None);
        }

        TemplateOutcome previous = ReadLearned(batch, start, end, _previous, out consumed);
        if (previous == TemplateOutcome.Read)
        {
            (_layout, _previous) = (_previous, _layout);
            return Commit(_layout!, origin, prefixTime, consumed, Repairs.None);
        }

        if (_wary == 0 && !isFinal && (latest == TemplateOutcome.Ended || previous == TemplateOutcome.Ended))
        {
            return ParseResult.NeedsMore;
        }

        if (_wary > 0)
        {
            JsonReading lenient = _lenient.Read(window, start, isFinal, out int read, out Repairs found);
            if (lenient == JsonReading.Done && (found & ~(Repairs.BareValue | Repairs.DoubledQuotes | Repairs.DoubledBraces)) == 0)
            {
                _wary = found == Repairs.None ? _wary - 1 : Wariness;
                return Commit(batch, origin, prefixTime, read, found);
            }
        }

        var reading = JsonReading.OtherLayout;
        if (_layout is { WantsText: false } expected)
        {
            _row.Begin(batch);
            reading = StrictJson.Read(window, start, expected, _row, out consumed);
            if (reading == JsonReading.Done)
            {
                expected.MissText();
                return Commit(expected, origin, prefixTime, consumed, Repairs.None);
            }
        }

        if (reading == JsonReading.OtherLayout)
        {
            reading = StrictJson.Read(window, start, _members, out consumed);
            if (reading == JsonReading.Done)
            {
                ParseResult result = Commit(batch, origin, prefixTime, consumed, Repairs.None);
                if (_learns && _layout!.WantsText)
                {
                    _layout.LearnText(batch.Buffer, start, consumed, _members);
                }

                return result;
            }
        }

        if (reading == JsonReading.Incomplete && !isFinal)
        {
            return ParseResult.NeedsMore;
        }

        switch (_lenient.Read(window, start, isFinal, out consumed, out Repairs repairs))
        {
            case JsonReading.Done:
                _wary = Wariness;
                return Commit(batch, origin, prefixTime, consumed, repairs);
            case JsonReading.Incomplete:
                return ParseResult.NeedsMore;
            case JsonReading.CutOff:
                return ParseResult.Rejected(consumed, RejectReason.Truncated);
            default:
                return ParseResult.Rejected(consumed, RejectReason.NotJson);
        }
    }

    /// <summary>
    /// Reads the records behind one that was accepted for as long as each is of the template that was met last, at most
    /// <paramref name="longest"/> bytes long and sound; anything else is left to <see cref="Parse"/>, and unchanged.
    /// </summary>
    public int ParseMore(RecordBatch batch, int start, int end, int longest, RecordOrigin origin, out int lineBreaks) => _isBehindObject
        ? ReadMoreObjects(batch, start, end, longest, origin, out lineBreaks)
        : ReadMoreLines(batch, start, end, longest, origin, out lineBreaks);

    private int ReadMoreObjects(RecordBatch batch, int start, int end, int longest, RecordOrigin origin, out int lineBreaks)
    {
        int read = start;
        lineBreaks = 0;
        if (_layout?.Text is not { IsNeverEnvelope: true } text || _format is not (AccessLogFormatKind.Auto or AccessLogFormatKind.Json))
        {
            return read;
        }

        byte[] buffer = batch.Buffer;
        while (!batch.IsFull)
        {
            int next = read;
            int breaks = text.LineBreaks;
            while (next < end && buffer[next] is (byte)'\n' or (byte)'\r' or (byte)' ' or (byte)'\t')
            {
                breaks += buffer[next++] == '\n' ? 1 : 0;
            }

            if (next == end)
            {
                return read;
            }

            _row.Begin(batch);
            if (text.Read(batch, next, Math.Min(end, next + longest), _row, out int consumed) != TemplateOutcome.Read
                || !_row.TryCommit(origin, prefixTime: -1, out _))
            {
                return read;
            }

            read = next + consumed;
            lineBreaks += breaks;
        }

        return read;
    }

    private TemplateOutcome ReadLearned(RecordBatch batch, int start, int end, JsonLayout? layout, out int consumed)
    {
        consumed = 0;
        if (layout?.Text is not { } text)
        {
            return TemplateOutcome.Differs;
        }

        _row.Begin(batch);
        return text.Read(batch, start, end, _row, out consumed);
    }

    /// <summary>Fills a row from the members that were listed last.</summary>
    private ParseResult Commit(
        RecordBatch batch, RecordOrigin origin, long prefixTime, int consumed, Repairs repairs, LayoutShape shape = LayoutShape.Json)
    {
        JsonLayout layout = _layouts.Find(batch.Buffer, _members);
        _watcher?.Saw(shape, layout);
        if (layout != _layout)
        {
            (_layout, _previous) = (layout, _layout);
        }

        _row.Begin(batch);
        for (int index = 0; index < _members.Count; index++)
        {
            ref readonly JsonMember member = ref _members[index];
            int field = layout.Keys[index].Field;
            if (field >= 0 && member.Kind is MemberKind.Text or MemberKind.EscapedText)
            {
                _row.Add(field, member.Value, member.ValueLength, member.Kind == MemberKind.EscapedText);
            }
        }

        return Commit(layout, origin, prefixTime, consumed, repairs);
    }

    private ParseResult Commit(JsonLayout layout, RecordOrigin origin, long prefixTime, int consumed, Repairs repairs)
    {
        if (!layout.IsAccessLog)
        {
            return ParseResult.Rejected(consumed, RejectReason.NotAnAccessLog);
        }

        return Commit(origin, prefixTime, consumed, repairs);
    }

    private ParseResult Commit(RecordOrigin origin, long prefixTime, int consumed, Repairs repairs) =>
        _row.TryCommit(origin, prefixTime, out RejectReason reason)
            ? ParseResult.Accepted(consumed, repairs)
            : ParseResult.Rejected(consumed, reason);
}
