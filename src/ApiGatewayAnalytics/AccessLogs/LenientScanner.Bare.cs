using System.Buffers.Text;
using ApiGatewayAnalytics.Ingestion;

namespace ApiGatewayAnalytics.AccessLogs;

/// <content>Values without quotes.</content>
internal ref partial struct LenientScanner
{
    private bool TryArray(out JsonMember value, out JsonReading stop)
    {
        int depth = 0;
        bool quoted = false;
        value = default;
        for (int at = _at; at < _text.Length; at++)
        {
            byte c = _text[at];
            if (c == '\n' && !_spansLines)
            {
                _firstNewline = _firstNewline < 0 ? at : _firstNewline;
                stop = JsonReading.Broken;
                return false;
            }

            if (quoted)
            {
                at += c == '\\' ? 1 : 0;
                quoted = c != '"';
            }
            else if (c == '"')
            {
                quoted = true;
            }
            else if (c is (byte)'[' or (byte)'{')
            {
                depth++;
            }
            else if (c is (byte)']' or (byte)'}' && --depth == 0)
            {
                value = new JsonMember(MemberKind.None, 0, 0, start + _at, at + 1 - _at);
                _at = at + 1;
                stop = JsonReading.Done;
                return true;
            }
        }

        stop = JsonReading.Incomplete;
        return false;
    }

    private bool TryBare(out JsonMember value, out JsonReading stop)
    {
        value = default;
        stop = JsonReading.Incomplete;
        int length = _text[_at..].IndexOfAny((byte)',', (byte)'}', (byte)'\n');
        if (length < 0)
        {
            return false;
        }

        ReadOnlySpan<byte> bare = _text.Slice(_at, length).TrimEnd(" \t\r"u8);
        bool isNull = bare.IsEmpty || bare.SequenceEqual("null"u8);
        if (bare.IsEmpty || (!isNull && !IsLiteral(bare)))
        {
            Repairs |= Repairs.BareValue;
        }

        value = new JsonMember(isNull ? MemberKind.None : MemberKind.Text, 0, 0, start + _at, bare.Length);
        _at += length;
        return true;
    }

    /// <summary>Whether a value may stand without quotes: <c>true</c>, <c>false</c>, or a number as JSON writes it.</summary>
    private static bool IsLiteral(ReadOnlySpan<byte> bare)
    {
        if (bare.SequenceEqual("true"u8) || bare.SequenceEqual("false"u8))
        {
            return true;
        }

        ReadOnlySpan<byte> digits = bare[0] == '-' ? bare[1..] : bare;
        if (digits.IsEmpty || !char.IsAsciiDigit((char)digits[0]) || (digits[0] == '0' && digits.Length > 1 && char.IsAsciiDigit((char)digits[1])))
        {
            return false;
        }

        int whole = digits.IndexOfAnyExceptInRange((byte)'0', (byte)'9');
        return whole < 0 || (Utf8Parser.TryParse(digits, out double _, out int used) && used == digits.Length && digits[^1] != '.' && IsFraction(digits[whole..]));

        static bool IsFraction(ReadOnlySpan<byte> rest) => rest.Length > 1 && (rest[0] != '.' || char.IsAsciiDigit((char)rest[1]));
    }
}
