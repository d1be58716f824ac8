using System.Buffers;
using ApiGatewayAnalytics.Columns;
using ApiGatewayAnalytics.Ingestion;

namespace ApiGatewayAnalytics.AccessLogs;

/// <content>The line formats: a record is a line, or in XML an element of it.</content>
internal sealed partial class AccessLogParser
{
    /// <summary>What a line can begin with without being looked at by anyone else: compressed data, its base64, exports and objects do not.</summary>
    private static readonly SearchValues<byte> s_lineStarts = SearchValues.Create("0123456789-ABCDEFGIJKLMNOQRSTUVWXYZabcdefghijklmnopqrstuvwxyz:\""u8);

    private ParseResult ReadLine(RecordBatch batch, int start, int end, bool isFinal, RecordOrigin origin)
    {
        ReadOnlySpan<byte> window = batch.Buffer.AsSpan(start, end - start);
        int whole = _format is AccessLogFormatKind.Auto or AccessLogFormatKind.Xml ? TaggedText.WholeXmlLength(window) : 0;
        if (whole > 0)
        {
            TaggedText.TryReadXml(window[..whole], start, _members, out _);
            return Commit(batch, origin, prefixTime: -1, whole, Repairs.None, LayoutShape.Xml);
        }

        int newline = window.IndexOf((byte)'\n');
        if (newline < 0 && !isFinal)
        {
            return ParseResult.NeedsMore;
        }

        int consumed = newline < 0 ? window.Length : newline + 1;
        ReadOnlySpan<byte> line = (newline < 0 ? window : window[..newline]).TrimEnd(" \t\r"u8);
        long time = -1;
        int at = 0;
        if (_format != AccessLogFormatKind.Template && LinePrefix.TryRead(line, out long prefixTime, out int length))
        {
            time = prefixTime;
            at = length;
            if (!IsRecord(line[at..]) && LinePrefix.TrySkipStream(line, ref length) && IsRecord(line[length..]))
            {
                at = length;
            }
        }

        ReadOnlySpan<byte> message = line[at..];
        if (at > 0 && message[0] == '{' && _format is AccessLogFormatKind.Auto or AccessLogFormatKind.Json)
        {
            ParseResult json = ReadJson(batch, start + at, end, isFinal, origin, time);
            return json with { Consumed = json.Status == ParseStatus.NeedsMore ? 0 : json.Consumed + at };
        }

        if (_format is AccessLogFormatKind.Auto or AccessLogFormatKind.Xml && TaggedText.IsXml(message))
        {
            return TaggedText.TryReadXml(message, start + at, _members, out int element)
                ? Commit(batch, origin, time, at + element, Repairs.None, LayoutShape.Xml)
                : ParseResult.Rejected(consumed, RejectReason.Truncated);
        }

        if (_format is AccessLogFormatKind.Auto or AccessLogFormatKind.Clf && ClfLine.TryRead(message, out ClfValues values))
        {
            _row.Begin(batch);
            values.Fill(_row, start + at, message.Length);
            _watcher?.Saw(in values);
            return CommitLine(window[..consumed], at, _learns && at == 0 ? _clfLayouts.Of(message, in values) : null, origin, time);
        }

        LineMatcher? matcher = _format switch
        {
            AccessLogFormatKind.Template => _template!.TryMatch(message) ? _template : null,
            AccessLogFormatKind.Auto or AccessLogFormatKind.Csv => _csv.Match(message),
            _ => null,
        };
        if (matcher is not null)
        {
            _row.Begin(batch);
            matcher.Fill(_row, start + at);
            _watcher?.Saw(matcher == _template ? LayoutShape.Template : LayoutShape.Csv, matcher);
            return CommitLine(window[..consumed], at, matcher.LayoutOf(message), origin, time);
        }

        return _format == AccessLogFormatKind.Auto && TaggedText.TryReadPairs(message, start + at, _members)
            ? Commit(batch, origin, time, consumed, Repairs.None, LayoutShape.Pairs)
            : ParseResult.Rejected(consumed, RejectReason.NotJson);
    }

    /// <summary>Commits a line, and learns from it if it starts with the record itself.</summary>
    private ParseResult CommitLine(ReadOnlySpan<byte> line, int at, LineLayout? layout, RecordOrigin origin, long time)
    {
        ParseResult result = Commit(origin, time, line.Length, Repairs.None);
        if (_learns && at == 0 && layout is not null && result.Status == ParseStatus.Accepted && line is [.., (byte)'\n'])
        {
            _lines.Learn(layout, line is [.., (byte)'\r', _] ? line[^2..] : line[^1..]);
        }

        return result;
    }

    /// <summary>
    /// Goes on over lines: those of a learned layout one behind the other, and the odd one between them as if it came alone. Before
    /// anything that could be more than a line it stops.
    /// </summary>
    private int ReadMoreLines(RecordBatch batch, int start, int end, int longest, RecordOrigin origin, out int lineBreaks)
    {
        int read = start;
        lineBreaks = 0;
        byte[] buffer = batch.Buffer;
        _lines.Forget();
        while (!batch.IsFull && !_lines.IsEmpty)
        {
            int next = read;
            int breaks = 1;
            while (next < end && buffer[next] is (byte)'\n' or (byte)'\r' or (byte)' ' or (byte)'\t')
            {
                breaks += buffer[next++] == '\n' ? 1 : 0;
            }

            if (next == end || !s_lineStarts.Contains(buffer[next]))
            {
                return read;
            }

            int limit = Math.Min(end, next + longest);
            int behind = _lines.Read(batch, next, limit, _row);
            if (behind < 0 || !_row.TryCommit(origin, prefixTime: -1, out _))
            {
                // What is behind a time can be an object, which can have several lines; all others are a line, or not accepted.
                ParseResult result = LinePrefix.TryRead(buffer.AsSpan(next, limit - next), out _, out _)
                    ? ParseResult.NeedsMore
                    : ReadLine(batch, next, limit, isFinal: false, origin);
                if (result.Status != ParseStatus.Accepted)
                {
                    return read;
                }

                behind = next + result.Consumed;
            }

            read = behind;
            lineBreaks += breaks;
        }

        return read;
    }

    /// <summary>Whether a message starts as records of some format do, and not with the name of a stream.</summary>
    private bool IsRecord(ReadOnlySpan<byte> message) =>
        message[0] == '{' || TaggedText.IsXml(message) || ClfLine.TryRead(message, out _) || _csv.Match(message) is not null
        || TaggedText.TryReadPairs(message, 0, _members);
}
