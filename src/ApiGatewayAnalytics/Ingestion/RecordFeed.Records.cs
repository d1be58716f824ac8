using System.Buffers;
using System.Buffers.Text;

namespace ApiGatewayAnalytics.Ingestion;

/// <content>Records as they follow one another in a level, and what may stand between them.</content>
internal sealed partial class RecordFeed
{
    /// <summary>What a record can end with; until one of these comes, an unfinished record is not tried again.</summary>
    private static readonly SearchValues<byte> s_recordEnds = SearchValues.Create("\n}>"u8);

    private static readonly SearchValues<byte> s_marks = SearchValues.Create([0x1F, (byte)'P', (byte)'H']);

    private static ReadOnlySpan<byte> ByteOrderMark => [0xEF, 0xBB, 0xBF];

    private static ReadOnlySpan<byte> ExportMarker => "Permission Check Successful"u8;

    /// <summary>What base64 of gzip begins with.</summary>
    private static ReadOnlySpan<byte> Base64Magic => "H4sI"u8;

    private Progress StepSkip(FeedLevel level)
    {
        int skipped = level.Skipper.Skip(Unread(level));
        level.Position += skipped;
        if (level.Skipper.IsActive)
            return Progress.Starved;
        return Progress.Moved;
    }

    private Progress StepRecord(FeedLevel level)
    {
        while (!IsFull)
        {
            if (_messageLane is { } messages && TryStepMessage(level, messages) is { } stepped)
                return stepped;
            if (IsStillWaiting(level, s_recordEnds, _options.MaxRecordLength))
                return Progress.Starved;
            if (!SkipSeparators(level))
                return Progress.Starved;
            byte first = _buffer[level.Position];
            if (s_marks.Contains(first) && TryStepMark(level, first) is { } progress)
                return progress;
            int visible = Math.Min(level.End - level.Position, _options.MaxRecordLength + 1);
            bool isLimit = visible > _options.MaxRecordLength;
            bool isWhole = visible == level.End - level.Position && level.IsEnded
                && (!isLimit || _buffer[level.Position + visible - 1] == '\n');
            if (first == '{')
            {
                EnvelopeKind kind = EnvelopeProbe.Look(_buffer.AsSpan(level.Position, visible));
                if (kind == EnvelopeKind.NeedsMore && !isWhole && !isLimit)
                    return Wait(level);
                if (kind == EnvelopeKind.Array)
                {
                    level.OpenEnvelope();
                    return Progress.Moved;
                }

                if (kind == EnvelopeKind.Single)
                    return StepSingle(level);
            }

            RecordLane? lane = LaneOf(_buffer.AsSpan(level.Position, visible), isWhole || isLimit);
            if (lane is null)
                return Wait(level);
            ParseResult result = lane.Parser.Parse(lane.Batch, level.Position, level.Position + visible, isWhole, level.Origin);
            switch (result.Status)
            {
                case ParseStatus.Accepted or ParseStatus.Skipped or ParseStatus.Duplicate:
                    Count(result);
                    Consume(level, Math.Clamp(result.Consumed, 1, visible), first);
                    if (result.Status == ParseStatus.Accepted)
                        ReadMore(level, lane);
                    break;
                case ParseStatus.Held:
                    Consume(level, Math.Clamp(result.Consumed, 1, visible), first);
                    break;
                case ParseStatus.Rejected:
                    Reject(result.Reason, level.Position);
                    Consume(level, Math.Clamp(result.Consumed, 1, visible), first);
                    break;
                case ParseStatus.NeedsMore when isWhole:
                    Reject(RejectReason.Truncated, level.Position);
                    level.Position = level.End;
                    break;
                case ParseStatus.NeedsMore when isLimit:
                    Reject(RejectReason.TooLong, level.Position);
                    level.Skipper = first == '{' ? RecordSkipper.ToObjectEnd() : RecordSkipper.ToLineEnd();
                    return Progress.Moved;
                default:
                    return Wait(level);
            }
        }

        return Progress.Moved;
    }

    /// <summary>The lane of a record; null where that cannot be told yet.</summary>
    private RecordLane? LaneOf(ReadOnlySpan<byte> text, bool isWhole)
    {
        int lane = _router?.LaneOf(text, isWhole) ?? 0;
        return lane < 0 ? null : _lanes[lane];
    }

    /// <summary>Most records are like the one before: nothing between them has to be looked into but their own text.</summary>
    private void ReadMore(FeedLevel level, RecordLane lane)
    {
        int rows = lane.Batch.Count;
        int start = level.Position;
        level.Position = lane.Parser.ParseMore(lane.Batch, start, level.End, _options.MaxRecordLength + 1, level.Origin, out int lineBreaks);
        if (_depth == 0)
        {
            CountLines(start);
            if (_lineIndex == start)
            {
                _lines += lineBreaks;
                _lineIndex = level.Position;
            }
        }

        _tally.CountAccepted(_source, lane.Batch.Count - rows);
    }

    private ReadOnlySpan<byte> Unread(FeedLevel level) => _buffer.AsSpan(level.Position, level.End - level.Position);

    private static void Consume(FeedLevel level, int length, byte first)
    {
        level.Position += length;
        level.IsAfterObject = first == '{';
    }

    private static Progress Wait(FeedLevel level)
    {
        level.WaitedTo = level.End;
        return Progress.Starved;
    }

    private bool IsStillWaiting(FeedLevel level, SearchValues<byte> ends, int limit)
    {
        int from = level.WaitedTo;
        if (from < 0)
            return false;
        bool isStill = !level.IsEnded && level.Cut is null && level.End - level.Position <= limit
            && !_buffer.AsSpan(from, level.End - from).ContainsAny(ends);
        level.WaitedTo = isStill ? level.End : -1;
        return isStill;
    }

    /// <summary>Moves to the next record; false where the bytes end before one, or before it is clear whether one begins.</summary>
    private bool SkipSeparators(FeedLevel level)
    {
        ReadOnlySpan<byte> buffer = _buffer.AsSpan(0, level.End);
        int position = level.Position;
        bool isFound = false;
        bool isUnclear = false;
        while (!isFound && !isUnclear && position < buffer.Length)
        {
            switch (buffer[position])
            {
                case (byte)'\n' or (byte)' ' or (byte)'\r' or (byte)'\t' or (byte)'\v' or (byte)'\f' or 0:
                    position++;
                    break;
                case (byte)',' or (byte)']' when level.IsAfterObject:
                    position++;
                    break;
                case (byte)'[':
                    int next = JsonText.SkipWhiteSpace(buffer, position + 1);
                    isUnclear = next >= buffer.Length && !level.IsEnded && next - position <= _options.MaxRecordLength;
                    if (next < buffer.Length && buffer[next] is (byte)'{' or (byte)']' or (byte)'[')
                    {
                        position = next;
                        level.IsAfterObject = true;
                    }
                    else
                    {
                        isFound = !isUnclear;
                    }

                    break;
                case (byte)'\\':
                    isUnclear = position + 1 == buffer.Length && !level.IsEnded;
                    if (position + 1 < buffer.Length && buffer[position + 1] is (byte)'n' or (byte)'r')
                        position += 2;
                    else
                        isFound = !isUnclear;
                    break;
                case 0xEF:
                    ReadOnlySpan<byte> mark = buffer[position..];
                    isUnclear = mark.Length < ByteOrderMark.Length && ByteOrderMark.StartsWith(mark) && !level.IsEnded;
                    if (mark.StartsWith(ByteOrderMark))
                        position += ByteOrderMark.Length;
                    else
                        isFound = !isUnclear;
                    break;
                default:
                    isFound = true;
                    break;
            }
        }

        level.Position = position;
        return isFound;
    }

    /// <summary>What begins with a byte that few records begin with: compressed data, its base64, and the marker of an export.</summary>
    private Progress? TryStepMark(FeedLevel level, byte first)
    {
        ReadOnlySpan<byte> unread = Unread(level);
        ReadOnlySpan<byte> expected = first switch
        {
            0x1F => GzipMemberFeed.Magic,
            (byte)'P' => ExportMarker,
            _ => Base64Magic,
        };
        if (!unread.StartsWith(expected))
        {
            bool isBeginning = unread.Length < expected.Length && expected.StartsWith(unread);
            if (isBeginning && !level.IsEnded)
                return Progress.Starved;
            if (!isBeginning || first != 0x1F)
                return null;
            Reject(RejectReason.Truncated, level.Position);
            level.Position = level.End;
            return Progress.Moved;
        }

        if (first == 0x1F)
        {
            Gunzip(level);
            return Progress.Moved;
        }

        if (first == 'P')
        {
            _tally.CountSkipped(SkipReason.ExportMarker);
            level.Skipper = RecordSkipper.ToLineEnd();
            return Progress.Moved;
        }

        int length = unread.IndexOf((byte)'\n');
        if (length < 0)
        {
            if (!level.IsEnded && unread.Length <= _options.MaxPayloadLength)
                return Progress.Starved;
            length = unread.Length;
        }

        int start = level.Position;
        if (length > _options.MaxPayloadLength)
        {
            Reject(RejectReason.TooLong, start);
            level.Skipper = RecordSkipper.ToLineEnd();
            return Progress.Moved;
        }

        level.Position += length;
        PushBase64(start, start + length, level.Origin);
        return Progress.Moved;
    }

    /// <summary>Decodes base64 where it stands, and reads what it holds.</summary>
    private void PushBase64(int start, int end, RecordOrigin origin)
    {
        Hold(start, end);
        if (Base64.DecodeFromUtf8InPlace(_buffer.AsSpan(start, end - start), out int length) != OperationStatus.Done)
        {
            Reject(RejectReason.BadEncoding, start);
            return;
        }

        Push(start, start + length, origin);
    }
}
