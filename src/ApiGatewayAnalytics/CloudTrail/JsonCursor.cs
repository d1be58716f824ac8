using System.Numerics;
using System.Runtime.Intrinsics;

namespace ApiGatewayAnalytics.CloudTrail;

/// <summary>
/// Steps over the members of an object. It looks at what it steps on, not at what it goes over, so that a record is read at the speed
/// of finding quotes: what is wrong within a value that nobody asks for stays unseen. A raw line break in a string is the end of a
/// record that was cut.
/// </summary>
internal ref struct JsonCursor(ReadOnlySpan<byte> text, int position)
{
    private readonly ReadOnlySpan<byte> _text = text;

    /// <summary>Where the next step begins; after a broken one, where the text breaks.</summary>
    public int Position { get; private set; } = position;

    /// <summary>The byte that a value begins with.</summary>
    public readonly byte Current => _text[Position];

    /// <summary>Goes to the value of the next member if it is called as expected and stands as it mostly does.</summary>
    /// <param name="expected">A comma, the name in quotes and a colon.</param>
    /// <param name="isFirst">Whether no member is before it, and so no comma.</param>
    public bool TryTake(ReadOnlySpan<byte> expected, bool isFirst)
    {
        if (isFirst)
        {
            expected = expected[1..];
        }

        // The value has to begin there, too.
        int end = Position + expected.Length;
        if (end >= _text.Length || !_text.Slice(Position, expected.Length).SequenceEqual(expected) || _text[end] <= ' ')
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
    public JsonStep SkipString(out bool isEscaped)
    {
        isEscaped = false;
        int at = Position + 1;

        // Most strings end within the next bytes, which is found out without a call.
        if (_text.Length - at >= Vector256<byte>.Count)
        {
            Vector256<byte> next = Vector256.Create(_text.Slice(at, Vector256<byte>.Count));
            uint ends = (Vector256.Equals(next, Vector256.Create((byte)'"'))
                | Vector256.Equals(next, Vector256.Create((byte)'\\'))
                | Vector256.Equals(next, Vector256.Create((byte)'\n'))).ExtractMostSignificantBits();
            int end = at + BitOperations.TrailingZeroCount(ends);
            if (ends != 0 && _text[end] == '"')
            {
                Position = end + 1;
                return JsonStep.Done;
            }
        }

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

    /// <summary>Goes behind a number or literal.</summary>
    public JsonStep SkipLiteral()
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

    private void SkipWhiteSpace()
    {
        while (Position < _text.Length && _text[Position] is (byte)' ' or (byte)'\n' or (byte)'\r' or (byte)'\t')
        {
            Position++;
        }
    }
}
