using System.Buffers.Binary;
using System.Numerics;
using System.Runtime.CompilerServices;
using System.Runtime.Intrinsics;

namespace ApiGatewayAnalytics.CloudTrail;

/// <summary>
/// Steps over the members of an object. It looks at what it steps on, not at what it goes over, so that a record is read at the speed
/// of finding quotes: what is wrong within a value that nobody asks for stays unseen. A raw line break in a string is the end of a
/// record that was cut.
/// </summary>
internal ref struct JsonCursor(ReadOnlySpan<byte> text, int position)
{
    private const int LongestLiteral = 5;

    /// <summary>The first four bytes of literals, as a number.</summary>
    private const uint True = 't' | ('r' << 8) | ('u' << 16) | ((uint)'e' << 24);
    private const uint Null = 'n' | ('u' << 8) | ('l' << 16) | ((uint)'l' << 24);
    private const uint False = 'f' | ('a' << 8) | ('l' << 16) | ((uint)'s' << 24);

    private readonly ReadOnlySpan<byte> _text = text;

    /// <summary>Where the next step begins; after a broken one, where the text breaks.</summary>
    public int Position { get; private set; } = position;

    /// <summary>The byte that a value begins with.</summary>
    public readonly byte Current => _text[Position];

    /// <summary>Goes to the value of the next member if it is called as expected and stands as it mostly does.</summary>
    /// <param name="expected">The name.</param>
    /// <param name="isFirst">Whether no member is before it, and so no comma.</param>
    [MethodImpl(MethodImplOptions.AggressiveInlining)]
    public bool TryTake(EventName expected, bool isFirst)
    {
        // Where the comma would be is the brace of the object. The value has to begin there, too.
        int at = isFirst ? Position - 1 : Position;
        int end = at + expected.Text.Length;
        if (!expected.Text.IsAt(_text, at, isFirst ? 1U : 0) || end >= _text.Length || _text[end] <= ' ')
        {
            return false;
        }

        Position = end;
        return true;
    }

    /// <summary>Goes to the value of the next member, or behind the object's end. Commas are taken as white space.</summary>
    public JsonStep NextName(out ReadOnlySpan<byte> name)
    {
        name = default;
        while (Position < _text.Length && _text[Position] is (byte)',' or (byte)' ' or (byte)'\n' or (byte)'\r' or (byte)'\t')
        {
            Position++;
        }

        if (Position >= _text.Length)
        {
            return JsonStep.Incomplete;
        }

        if (_text[Position] == '}')
        {
            Position++;
            return JsonStep.End;
        }

        if (_text[Position] != '"')
        {
            return JsonStep.Broken;
        }

        int start = Position + 1;
        JsonStep step = SkipString(out _);
        if (step != JsonStep.Done)
        {
            return step;
        }

        name = _text[start..(Position - 1)];
        SkipWhiteSpace();
        if (Position < _text.Length && _text[Position] != ':')
        {
            return JsonStep.Broken;
        }

        Position++;
        SkipWhiteSpace();
        return Position < _text.Length ? JsonStep.Done : JsonStep.Incomplete;
    }

    /// <summary>Goes behind the string that begins here.</summary>
    /// <param name="isEscaped">Whether it holds escapes.</param>
    [MethodImpl(MethodImplOptions.AggressiveInlining)]
    public JsonStep SkipString(out bool isEscaped)
    {
        int at = Position + 1;
        while (_text.Length - at >= Vector256<byte>.Count)
        {
            Vector256<byte> next = Vector256.Create(_text.Slice(at, Vector256<byte>.Count));
            uint ends = (Vector256.Equals(next, Vector256.Create((byte)'"'))
                | Vector256.Equals(next, Vector256.Create((byte)'\\'))
                | Vector256.Equals(next, Vector256.Create((byte)'\n'))).ExtractMostSignificantBits();
            if (ends != 0)
            {
                at += BitOperations.TrailingZeroCount(ends);
                if (_text[at] == '"')
                {
                    Position = at + 1;
                    isEscaped = false;
                    return JsonStep.Done;
                }

                break;
            }

            at += Vector256<byte>.Count;
        }

        return SkipStringSlowly(at, out isEscaped);
    }

    /// <summary>Goes behind a number or literal.</summary>
    [MethodImpl(MethodImplOptions.AggressiveInlining)]
    public JsonStep SkipLiteral()
    {
        // Hardly any value of an event is a number.
        if (_text.Length - Position > LongestLiteral)
        {
            ReadOnlySpan<byte> text = _text.Slice(Position, LongestLiteral + 1);
            uint start = BinaryPrimitives.ReadUInt32LittleEndian(text);
            int length = start is True or Null ? 4 : start == False && text[4] == 'e' ? 5 : 0;
            if (length > 0 && text[length] is (byte)',' or (byte)'}')
            {
                Position += length;
                return JsonStep.Done;
            }
        }

        return SkipLiteralSlowly();
    }

    /// <summary>Goes behind the object or array that begins here.</summary>
    public JsonStep SkipContainer()
    {
        JsonStep step = JsonBlocks.Skip(_text, Position, out int end);
        Position = end;
        return step;
    }

    /// <summary>Goes behind whatever value begins here.</summary>
    public JsonStep SkipValue() => Current switch
    {
        (byte)'"' => SkipString(out _),
        (byte)'{' or (byte)'[' => SkipContainer(),
        _ => SkipLiteral(),
    };

    /// <summary>Steps into the object that begins here.</summary>
    public void Enter() => Position++;

    /// <param name="at">Where to go on; no quote is before it.</param>
    /// <param name="isEscaped">Whether the string holds escapes.</param>
    private JsonStep SkipStringSlowly(int at, out bool isEscaped)
    {
        isEscaped = false;
        while (true)
        {
            int found = at <= _text.Length ? _text[at..].IndexOfAny((byte)'"', (byte)'\\', (byte)'\n') : -1;
            if (found < 0)
            {
                return JsonStep.Incomplete;
            }

            at += found;
            switch (_text[at])
            {
                case (byte)'"':
                    Position = at + 1;
                    return JsonStep.Done;
                case (byte)'\n':
                    Position = at;
                    return JsonStep.Broken;
                default:
                    isEscaped = true;
                    at += 2;
                    break;
            }
        }
    }

    private JsonStep SkipLiteralSlowly()
    {
        int start = Position;
        while (Position < _text.Length && _text[Position] is not ((byte)',' or (byte)'}' or (byte)']' or (byte)' ' or (byte)'\n' or (byte)'\r' or (byte)'\t'))
        {
            if (_text[Position] is (byte)'"' or (byte)'{' or (byte)'[' or (byte)':')
            {
                return JsonStep.Broken;
            }

            Position++;
        }

        return Position >= _text.Length ? JsonStep.Incomplete : Position > start ? JsonStep.Done : JsonStep.Broken;
    }

    private void SkipWhiteSpace()
    {
        while (Position < _text.Length && _text[Position] is (byte)' ' or (byte)'\n' or (byte)'\r' or (byte)'\t')
        {
            Position++;
        }
    }
}
