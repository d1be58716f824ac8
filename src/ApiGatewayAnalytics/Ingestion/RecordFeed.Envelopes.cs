using System.Buffers;
using System.Text.Json;

namespace ApiGatewayAnalytics.Ingestion;

/// <content>
/// Envelopes. One with elements is streamed: an element is read when all of it is there, else reading goes back to its start
/// and waits. The text of a complete element is decoded where it stands and becomes the next level.
/// </content>
internal sealed partial class RecordFeed
{
    /// <summary>Until one of these comes, an unfinished element is not tried again.</summary>
    private static readonly SearchValues<byte> s_elementEnds = SearchValues.Create("}]"u8);

    private readonly RecordOrigin _elementOrigin = new();

    private Progress StepSingle(FeedLevel level)
    {
        ReadOnlySpan<byte> unread = Visible(level);
        var reader = new Utf8JsonReader(unread, isFinalBlock: false, new JsonReaderState(EnvelopeElement.JsonOptions));
        try
        {
            reader.Read();
            if (EnvelopeElement.TryRead(ref reader, out EnvelopeElement element))
            {
                int start = level.Position;
                int end = start + (int)reader.BytesConsumed;
                Consume(level, end - start, (byte)'{');
                if (end - start > _options.MaxPayloadLength)
                    Reject(RejectReason.TooLong, start);
                else if (element.HasText || element.HasData)
                    TakeElement(level.Origin, in element, start, start, end);
                else
                    Reject(RejectReason.NotAnAccessLog, start);
                return Progress.Moved;
            }
        }
        catch (JsonException)
        {
            return Abandon(level, RejectReason.NotJson);
        }

        if (unread.Length > _options.MaxPayloadLength)
        {
            Reject(RejectReason.TooLong, level.Position);
            level.Skipper = RecordSkipper.ToObjectEnd();
            return Progress.Moved;
        }

        if (level.IsEnded)
        {
            Reject(RejectReason.Truncated, level.Position);
            level.Position = level.End;
            return Progress.Moved;
        }

        return Wait(level);
    }

    private Progress StepEnvelope(FeedLevel level)
    {
        if (IsStillWaiting(level, s_elementEnds, _options.MaxPayloadLength))
            return Progress.Starved;
        if (level.Stage == EnvelopeStage.Elements && StepElements(level) is { } progress)
            return progress;
        int origin = level.Position;
        ReadOnlySpan<byte> visible = Visible(level);
        var reader = new Utf8JsonReader(visible, isFinalBlock: false, level.JsonState);
        Utf8JsonReader safe = reader;
        try
        {
            while (true)
            {
                safe = reader;
                EnvelopeElement element = default;
                int start = -1;
                bool isMember = level.Stage == EnvelopeStage.Members;
                bool isRead = isMember
                    ? TryReadMember(level, ref reader)
                    : TryReadElement(level, ref reader, out element, out start);
                if (!isRead)
                    break;
                if (isMember && level.Stage == EnvelopeStage.Elements)
                {
                    Keep(level, ref reader);
                    level.IsArrayStart = true;
                    return Progress.Moved;
                }

                level.IsArrayStart &= isMember;
                if (reader.BytesConsumed - safe.BytesConsumed > _options.MaxPayloadLength && (isMember || start >= 0))
                {
                    Keep(level, ref safe);
                    return SkipElement(level);
                }

                if (start < 0 && level.Stage != EnvelopeStage.None)
                    continue;
                Keep(level, ref reader);
                if (start >= 0)
                    TakeElement(level.EnvelopeOrigin, in element, origin, origin + start, level.Position);
                return Progress.Moved;
            }
        }
        catch (JsonException)
        {
            Keep(level, ref safe);
            return Abandon(level, RejectReason.NotJson);
        }

        Keep(level, ref safe);
        if (visible.Length > _options.MaxPayloadLength)
            return level.Position > origin ? Progress.Moved : SkipElement(level);
        if (level.IsEnded)
        {
            Reject(RejectReason.Truncated, level.Position);
            level.Stage = EnvelopeStage.None;
            level.Position = level.End;
            return Progress.Moved;
        }

        return level.Stage == EnvelopeStage.Elements ? Wait(level) : Progress.Starved;
    }

    /// <summary>The next bytes, no more than decide whether what begins there is too long.</summary>
    private ReadOnlySpan<byte> Visible(FeedLevel level) =>
        _buffer.AsSpan(level.Position, Math.Min(level.End - level.Position, _options.MaxPayloadLength + 1));

    /// <summary>What is too long is left out, if it is an object; else the envelope cannot be read on.</summary>
    private Progress SkipElement(FeedLevel level)
    {
        int origin = level.Position;
        var reader = new Utf8JsonReader(Unread(level), isFinalBlock: false, level.JsonState);
        if (level.Stage == EnvelopeStage.Elements && reader.Read() && reader.TokenType == JsonTokenType.StartObject)
        {
            if (!level.IsControl)
                Reject(RejectReason.TooLong, origin + (int)reader.TokenStartIndex);
            Keep(level, ref reader);
            level.Skipper = RecordSkipper.ToElementEnd();
            return Progress.Moved;
        }

        return Abandon(level, RejectReason.TooLong);
    }

    /// <summary>Gives the rest of the line up.</summary>
    private Progress Abandon(FeedLevel level, RejectReason reason)
    {
        Reject(reason, level.Position);
        level.Stage = EnvelopeStage.None;
        level.Skipper = RecordSkipper.ToLineEnd();
        return Progress.Moved;
    }

    private static void Keep(FeedLevel level, ref Utf8JsonReader reader)
    {
        level.Position += (int)reader.BytesConsumed;
        level.JsonState = reader.CurrentState;
    }

    private bool TryReadMember(FeedLevel level, ref Utf8JsonReader reader)
    {
        if (!reader.Read())
            return false;
        if (reader.TokenType == JsonTokenType.StartObject)
            return true;
        if (reader.TokenType == JsonTokenType.EndObject)
        {
            level.Stage = EnvelopeStage.None;
            level.IsAfterObject = true;
            return true;
        }

        Member member = Classify(ref reader);
        if (!reader.Read())
            return false;
        if (member == Member.Elements && reader.TokenType == JsonTokenType.StartArray)
            level.Stage = EnvelopeStage.Elements;
        else if (reader.TokenType == JsonTokenType.String)
            TakeMember(level, member, reader.ValueSpan);
        else
            return reader.TrySkip();
        return true;
    }

    /// <param name="level">The level.</param>
    /// <param name="reader">Among the elements.</param>
    /// <param name="element">The element, if it is to be used.</param>
    /// <param name="start">Where it starts, or -1.</param>
    private bool TryReadElement(FeedLevel level, ref Utf8JsonReader reader, out EnvelopeElement element, out int start)
    {
        element = default;
        start = -1;
        if (!reader.Read())
            return false;
        int at = (int)reader.TokenStartIndex;
        switch (reader.TokenType)
        {
            case JsonTokenType.EndObject:
                // The end of an element whose inside was skipped.
                return true;
            case JsonTokenType.EndArray:
                level.Stage = EnvelopeStage.Members;
                return true;
            case JsonTokenType.StartObject:
                if (!EnvelopeElement.TryRead(ref reader, out element))
                    return false;
                start = level.IsControl ? -1 : at;
                return true;
            default:
                if (!reader.TrySkip())
                    return false;
                Reject(RejectReason.NotAnAccessLog, level.Position + at);
                return true;
        }
    }

    /// <param name="known">What is known of the elements.</param>
    /// <param name="element">What the element holds.</param>
    /// <param name="origin">What its ranges count from.</param>
    /// <param name="start">The start of the element.</param>
    /// <param name="end">The end of the element.</param>
    private void TakeElement(RecordOrigin known, in EnvelopeElement element, int origin, int start, int end)
    {
        ReadOnlySpan<byte> from = _buffer.AsSpan(origin, end - origin);
        ReadOnlySpan<byte> id = from[element.Id];
        if (_eventIds is not null && !id.IsEmpty && !_eventIds.TryAdd(id))
        {
            _tally.CountDuplicate(_source);
            return;
        }

        _elementOrigin.CopyFrom(known);
        TakeArn(_elementOrigin, from[element.Arn]);
        TakeAccount(_elementOrigin, from[element.Account]);
        if (element.Time >= 0)
            _elementOrigin.Time = element.Time;
        if (!element.HasText && !element.HasData)
        {
            Hold(start, end);
            Push(start, end, _elementOrigin);
            return;
        }

        Range range = element.HasText ? element.Text : element.Data;
        start = origin + range.Start.Value;
        end = origin + range.End.Value;
        Hold(start, end);
        if (!element.IsTextObject)
            end = start + JsonText.UnescapeInPlace(_buffer.AsSpan(start, end - start));
        if (element.HasText)
            Push(start, end, _elementOrigin);
        else
            PushBase64(start, end, _elementOrigin);
    }
}
