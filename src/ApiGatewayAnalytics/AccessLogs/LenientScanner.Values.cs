using System.Buffers;
using ApiGatewayAnalytics.Ingestion;

namespace ApiGatewayAnalytics.AccessLogs;

/// <content>Values, and the rules that find their ends.</content>
internal ref partial struct LenientScanner
{
    /// <summary>A value with line breaks, such as a certificate, is followed over this many bytes; then its line was cut off.</summary>
    private const int LongestOverLines = 8 * 1024;

    private static readonly SearchValues<byte> s_inDoubleQuotes = SearchValues.Create([.. ControlBytes(), (byte)'"', (byte)'\\']);
    private static readonly SearchValues<byte> s_inSingleQuotes = SearchValues.Create([.. ControlBytes(), (byte)'\'', (byte)'\\']);

    private static byte[] ControlBytes() => [.. Enumerable.Range(0, 0x20).Select(code => (byte)code)];

    private bool TryValue(out JsonMember value, out JsonReading stop)
    {
        byte c = _text[_at];
        return c switch
        {
            (byte)'"' => TryString(c, s_inDoubleQuotes, out value, out stop),
            (byte)'\'' => TryString(c, s_inSingleQuotes, out value, out stop),
            (byte)'[' => TryArray(out value, out stop),
            _ => TryBare(out value, out stop),
        };
    }

    private bool TryString(byte quote, SearchValues<byte> special, out JsonMember value, out JsonReading stop)
    {
        int from = _at + 1;
        int at = from;
        int innerQuotes = 0;
        int newline = -1;
        bool escaped = false;
        bool odd = quote != '"';
        value = default;
        stop = JsonReading.Incomplete;
        while (true)
        {
            int next = _text[at..].IndexOfAny(special);
            if (next < 0)
            {
                return Cut(ref this, newline, out stop);
            }

            at += next;
            byte c = _text[at];
            if (c == quote)
            {
                switch (IsEnd(at + 1))
                {
                    case true:
                        _at = at + 1;
                        value = Finish(from, at - from, innerQuotes, escaped, odd);
                        return true;
                    case null:
                        return false;
                    default:
                        innerQuotes++;
                        at++;
                        break;
                }
            }
            else if (c == '\\')
            {
                escaped = true;
                if (at + 1 == _text.Length)
                {
                    return false;
                }

                byte escape = _text[at + 1];
                if (escape == 'u')
                {
                    if (_text.Length - at < 6 && !isFinal)
                    {
                        return false;
                    }

                    odd |= !JsonText.TryReadUnit(_text[at..], out _);
                }
                else
                {
                    odd |= !"\"\\/bfnrt"u8.Contains(escape);
                }

                // A line break after a backslash is still the end of a line.
                at += escape < 0x20 ? 1 : 2;
            }
            else
            {
                odd = true;
                at++;
                if (c == '\n' && !TryNextLine(ref at, ref newline, out stop))
                {
                    return false;
                }
            }
        }

        static bool Cut(ref LenientScanner scanner, int newline, out JsonReading stop)
        {
            stop = JsonReading.Incomplete;
            if (newline >= 0 && scanner._text.Length - newline > LongestOverLines)
            {
                scanner._at = newline + 1;
                stop = JsonReading.CutOff;
            }
            else
            {
                scanner._at = scanner._text.Length;
            }

            return false;
        }
    }

    /// <summary>Goes over a line break within a string, unless the line was cut off there.</summary>
    private bool TryNextLine(ref int at, ref int firstOfString, out JsonReading stop)
    {
        stop = JsonReading.Incomplete;
        firstOfString = firstOfString < 0 ? at - 1 : firstOfString;
        _firstNewline = _firstNewline < 0 ? at - 1 : _firstNewline;
        at = SkipSpace(at, out _);
        if (at == _text.Length && !isFinal)
        {
            return false;
        }

        if (at == _text.Length || _text[at] == '{' || at - firstOfString > LongestOverLines)
        {
            _at = firstOfString + 1;
            stop = JsonReading.CutOff;
            return false;
        }

        return true;
    }

    private JsonMember Finish(int from, int length, int innerQuotes, bool escaped, bool odd)
    {
        if (innerQuotes >= 2 && _text[from] == '"' && _text[from + length - 1] == '"' && length >= 2)
        {
            from++;
            length -= 2;
            innerQuotes -= 2;
            Repairs |= Repairs.DoubledQuotes;
        }

        Repairs |= innerQuotes > 0 ? Repairs.UnescapedQuotes : Repairs.None;
        Repairs |= odd ? Repairs.Other : Repairs.None;
        return new JsonMember(escaped ? MemberKind.EscapedText : MemberKind.Text, 0, 0, start + from, length);
    }

    /// <summary>Whether a string ends before <paramref name="at"/>; null where the window does not tell.</summary>
    private readonly bool? IsEnd(int at)
    {
        at = SkipSpace(at, out int newline);
        if (at == _text.Length)
        {
            return isFinal ? true : null;
        }

        if (_text[at] == '}')
        {
            return IsRecordEnd(at);
        }

        if (newline >= 0 && _text[at] == '{')
        {
            return true;
        }

        if (_text[at] != ',')
        {
            return false;
        }

        at = SkipSpace(at + 1, out _);
        if (at == _text.Length)
        {
            return isFinal ? true : null;
        }

        byte quote = _text[at];
        if (quote is not ((byte)'"' or (byte)'\''))
        {
            return quote is (byte)'}' or (byte)'{';
        }

        for (at++; at < _text.Length; at++)
        {
            byte c = _text[at];
            if (c == quote)
            {
                at = SkipSpace(at + 1, out _);
                return at < _text.Length ? _text[at] == ':' : isFinal ? false : null;
            }

            if (c < 0x20)
            {
                return false;
            }

            at += c == '\\' ? 1 : 0;
        }

        return isFinal ? false : null;
    }

    /// <summary>Whether the braces from <paramref name="at"/> on are followed by the end of the record, of its line, or by what may follow an object.</summary>
    private readonly bool? IsRecordEnd(int at)
    {
        while (at < _text.Length && _text[at] is (byte)'}' or (byte)' ' or (byte)'\t' or (byte)'\r')
        {
            at++;
        }

        if (at == _text.Length)
        {
            return isFinal ? true : null;
        }

        return _text[at] is (byte)'\n' or (byte)'{' or (byte)',' or (byte)']' or (byte)'\\';
    }
}
