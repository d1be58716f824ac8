using System.Runtime.CompilerServices;
using ApiGatewayAnalytics.Columns;
using ApiGatewayAnalytics.Ingestion;
using ApiGatewayAnalytics.Timeline;

namespace ApiGatewayAnalytics.CloudTrail;

/// <summary>
/// Reads CloudTrail events in one pass: of each object only the members that something needs are looked into, all others are gone
/// over. Records that are not to be counted (digests, Insights events, other services, repeated events) are told apart here. 0 bytes
/// are allocated per record. Not thread-safe; <see cref="EventIdFilter"/> may be shared.
/// </summary>
/// <param name="options">What counts.</param>
/// <param name="clock">Tells what lies in the future.</param>
/// <param name="eventIds">The events read before; null where none are to be left out.</param>
internal sealed partial class CloudTrailParser(CloudTrailReaderOptions options, TimeProvider clock, EventIdFilter? eventIds) : IRecordParser
{
    private readonly EventValues _values = new();
    private readonly TextPattern _eventSource = new(options.EventSource);
    private readonly byte[] _exactEventSource = System.Text.Encoding.UTF8.GetBytes(options.EventSource);

    /// <summary>What an event of a file begins with, so that it is read where it stands.</summary>
    public bool IsOwn(ReadOnlySpan<byte> element)
    {
        if (element[0] != '{')
        {
            return false;
        }

        int name = JsonText.SkipWhiteSpace(element, 1);
        return element[name..].StartsWith("\"eventVersion\""u8);
    }

    public ParseResult Parse(RecordBatch batch, int start, int end, bool isFinal, RecordOrigin origin)
    {
        // Exports and tools write a time before the event.
        ReadOnlySpan<byte> window = batch.Buffer.AsSpan(start, end - start);
        int prefix = window.IndexOfAny((byte)'{', (byte)'\n');
        if (prefix < 0 || window[prefix] != '{')
        {
            return prefix < 0 && !isFinal ? ParseResult.NeedsMore : ParseResult.Rejected(prefix < 0 ? window.Length : prefix + 1, RejectReason.NotJson);
        }

        ParseResult result = ParseObject(batch, start + prefix, end, isFinal, origin);
        return result.Status == ParseStatus.NeedsMore ? result : result with { Consumed = result.Consumed + prefix };
    }

    private ParseResult ParseObject(RecordBatch batch, int start, int end, bool isFinal, RecordOrigin origin)
    {
        if (batch.Captured != _captured)
        {
            Bind(batch.Captured);
        }

        _values.Clear(batch.Buffer);

        // Positions count from the start of the buffer, as those of rows do.
        var cursor = new JsonCursor(batch.Buffer.AsSpan(0, end), start + 1);
        switch (Walk(ref cursor, _event))
        {
            case JsonStep.Done:
                return Take(batch, cursor.Position - start, origin);
            case JsonStep.Incomplete:
                return isFinal ? ParseResult.Rejected(end - start, RejectReason.Truncated) : ParseResult.NeedsMore;
            default:
                return Resume(batch.Buffer.AsSpan(start, end - start), cursor.Position - start, isFinal);
        }
    }

    /// <summary>
    /// Goes over the members of an object to behind its end. Each name is guessed from the one before it, so that most are not searched
    /// for. Not left to the tiers of the JIT, whose first one is many times slower with vectors.
    /// </summary>
    [MethodImpl(MethodImplOptions.AggressiveOptimization)]
    private JsonStep Walk(ref JsonCursor cursor, EventMembers members)
    {
        EventName last = members.Start;
        bool isFirst = true;
        while (true)
        {
            JsonStep step;
            EventMember? member;
            if (last.Next is { } next && cursor.TryTake(next, isFirst))
            {
                last = next;
                member = next.Member;
            }
            else if (last.Other is { } other && cursor.TryTake(other, isFirst))
            {
                last = other;
                member = other.Member;
            }
            else
            {
                step = cursor.NextName(out ReadOnlySpan<byte> name);
                if (step != JsonStep.Done)
                {
                    return step == JsonStep.End ? JsonStep.Done : step;
                }

                member = members.Find(name, ref last);
            }

            isFirst = last == members.Start;
            int start = cursor.Position;
            byte first = cursor.Current;
            if (first == '"')
            {
                step = cursor.SkipString(out bool isEscaped);
                if (step == JsonStep.Done && member is { Slot: >= 0 })
                {
                    _values.Set(member.Slot, start + 1, cursor.Position - start - 2, isEscaped);
                }
            }
            else if (first is (byte)'{' or (byte)'[')
            {
                if (first == '{' && member?.Inner is { } inner)
                {
                    cursor.Enter();
                    step = Walk(ref cursor, inner);
                }
                else
                {
                    step = cursor.SkipContainer();
                }

                if (step == JsonStep.Done && member is { IsJson: true })
                {
                    _values.Set(member.Slot, start, cursor.Position - start, isEscaped: false);
                }
            }
            else
            {
                step = cursor.SkipLiteral();
                if (first != 'n' && step == JsonStep.Done && member is { Slot: >= 0 })
                {
                    _values.Set(member.Slot, start, cursor.Position - start, isEscaped: false);
                }
            }

            if (step != JsonStep.Done)
            {
                return step;
            }
        }
    }

    /// <summary>Where reading goes on behind what is no event: at a line break within a string, at an object on a line of its own,
    /// behind the object, or behind the line.</summary>
    private static ParseResult Resume(ReadOnlySpan<byte> text, int broken, bool isFinal)
    {
        if (text[broken] == '\n')
        {
            return ParseResult.Rejected(broken + 1, RejectReason.Truncated);
        }

        if (text[broken] == '{' && text[..broken].TrimEnd(" \t\r"u8) is [.., (byte)'\n'])
        {
            return ParseResult.Rejected(broken, RejectReason.Truncated);
        }

        JsonStep step = JsonBlocks.Skip(text, 0, out int end);
        if (step == JsonStep.Done)
        {
            return ParseResult.Rejected(end, RejectReason.NotJson);
        }

        if (step == JsonStep.Broken)
        {
            return ParseResult.Rejected(end + 1, RejectReason.NotJson);
        }

        int line = text[broken..].IndexOf((byte)'\n');
        return !isFinal ? ParseResult.NeedsMore : ParseResult.Rejected(line < 0 ? text.Length : broken + line + 1, RejectReason.NotJson);
    }
}
