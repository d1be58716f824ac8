using System.Buffers.Text;
using System.Text;

namespace ApiGatewayAnalytics.Ingestion;

/// <summary>Small steps through JSON text in bytes that Utf8JsonReader does not offer. Linear, without recursion.</summary>
internal static class JsonText
{
    /// <summary>The text ends before the value does.</summary>
    public const int Incomplete = -1;

    public static int SkipWhiteSpace(ReadOnlySpan<byte> text, int position)
    {
        while (position < text.Length && text[position] is (byte)' ' or (byte)'\n' or (byte)'\r' or (byte)'\t')
            position++;
        return position;
    }

    /// <summary>The position after the string whose opening quote is at <paramref name="position"/>, or <see cref="Incomplete"/>.</summary>
    public static int SkipString(ReadOnlySpan<byte> text, int position)
    {
        position++;
        while (true)
        {
            int at = text[position..].IndexOfAny((byte)'"', (byte)'\\');
            if (at < 0)
                return Incomplete;
            position += at;
            if (text[position] == '"')
                return position + 1;
            position += 2;
            if (position > text.Length)
                return Incomplete;
        }
    }

    /// <summary>The position after a value, not validated, or <see cref="Incomplete"/>.</summary>
    public static int SkipValue(ReadOnlySpan<byte> text, int position)
    {
        int depth = 0;
        while (position < text.Length)
        {
            switch (text[position])
            {
                case (byte)'"':
                    position = SkipString(text, position);
                    if (position < 0)
                        return Incomplete;
                    break;
                case (byte)'{' or (byte)'[':
                    depth++;
                    position++;
                    continue;
                case (byte)'}' or (byte)']':
                    if (depth == 0)
                        return position;
                    depth--;
                    position++;
                    break;
                case (byte)',' when depth == 0:
                    return position;
                default:
                    position++;
                    continue;
            }

            if (depth == 0)
                return position;
        }

        return Incomplete;
    }

    /// <summary>
    /// Decodes the escapes of the inside of a string where it stands, which never makes it longer, and gives the length that
    /// is left. A lone surrogate becomes U+FFFD.
    /// </summary>
    public static int UnescapeInPlace(Span<byte> text)
    {
        int read = text.IndexOf((byte)'\\');
        if (read < 0)
            return text.Length;
        int written = read;
        while (read + 1 < text.Length)
        {
            byte escape = text[read + 1];
            read += 2;
            if (escape == 'u' && TryHex(text, read, out int unit))
            {
                read += 4;
                Rune rune = Rune.ReplacementChar;
                if (!char.IsSurrogate((char)unit))
                {
                    rune = new Rune(unit);
                }
                else if (read + 1 < text.Length && text[read] == '\\' && text[read + 1] == 'u' && TryHex(text, read + 2, out int low)
                    && Rune.TryCreate((char)unit, (char)low, out Rune pair))
                {
                    rune = pair;
                    read += 6;
                }

                written += rune.EncodeToUtf8(text[written..]);
            }
            else
            {
                text[written++] = Unescaped(escape);
            }

            Span<byte> rest = text[read..];
            int next = rest.IndexOf((byte)'\\');
            int run = next < 0 ? rest.Length : next;
            rest[..run].CopyTo(text[written..]);
            read += run;
            written += run;
        }

        if (read < text.Length)
            text[written++] = text[read];
        return written;

        static byte Unescaped(byte escape) => escape switch
        {
            (byte)'n' => (byte)'\n',
            (byte)'r' => (byte)'\r',
            (byte)'t' => (byte)'\t',
            (byte)'b' => (byte)'\b',
            (byte)'f' => (byte)'\f',
            _ => escape,
        };

        static bool TryHex(ReadOnlySpan<byte> text, int position, out int value)
        {
            value = 0;
            return position + 4 <= text.Length && Utf8Parser.TryParse(text.Slice(position, 4), out value, out int used, 'x') && used == 4;
        }
    }
}
