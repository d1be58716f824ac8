using ApiGatewayAnalytics.Columns;
using ApiGatewayAnalytics.Ingestion;

namespace ApiGatewayAnalytics.AccessLogs;

/// <content>The line formats: a record is a line, or in XML an element of it.</content>
internal sealed partial class AccessLogParser
{
    private ParseResult ReadLine(RecordBatch batch, int start, int end, bool isFinal, RecordOrigin origin)
    {
        ReadOnlySpan<byte> window = batch.Buffer.AsSpan(start, end - start);
        int whole = _format is AccessLogFormatKind.Auto or AccessLogFormatKind.Xml ? TaggedText.WholeXmlLength(window) : 0;
        if (whole > 0)
        {
            TaggedText.TryReadXml(window[..whole], start, _members, out _);
            return Commit(batch, origin, prefixTime: -1, whole, Repairs.None);
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
                ? Commit(batch, origin, time, at + element, Repairs.None)
                : ParseResult.Rejected(consumed, RejectReason.Truncated);
        }

        if (_format is AccessLogFormatKind.Auto or AccessLogFormatKind.Clf && ClfLine.TryRead(message, out ClfValues values))
        {
            _row.Begin(batch);
            values.Fill(_row, start + at, message.Length);
            return Commit(origin, time, consumed, Repairs.None);
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
            return Commit(origin, time, consumed, Repairs.None);
        }

        return _format == AccessLogFormatKind.Auto && TaggedText.TryReadPairs(message, start + at, _members)
            ? Commit(batch, origin, time, consumed, Repairs.None)
            : ParseResult.Rejected(consumed, RejectReason.NotJson);
    }

    /// <summary>Whether a message starts as records of some format do, and not with the name of a stream.</summary>
    private bool IsRecord(ReadOnlySpan<byte> message) =>
        message[0] == '{' || TaggedText.IsXml(message) || ClfLine.TryRead(message, out _) || _csv.Match(message) is not null
        || TaggedText.TryReadPairs(message, 0, _members);
}
