using System.Buffers;
using System.Buffers.Text;
using System.Text;

namespace ApiGatewayAnalytics.AccessLogs;

/// <summary>Decodes the escapes of a JSON string. Never fails: what is not an escape stays as it is, a lone surrogate becomes U+FFFD.</summary>
internal static class JsonText
{
    private static readonly SearchValues<byte> s_hexDigits = SearchValues.Create("0123456789abcdefABCDEF"u8);

    /// <summary>Writes the decoded text, which is never longer than <paramref name="text"/>, and returns its length.</summary>
    public static int Decode(ReadOnlySpan<byte> text, Span<byte> decoded)
    {
        int written = 0;
        while (true)
        {
            int escape = text.IndexOf((byte)'\\');
            if (escape < 0 || escape + 1 == text.Length)
            {
                text.CopyTo(decoded[written..]);
                return written + text.Length;
            }

            text[..escape].CopyTo(decoded[written..]);
            written += escape;
            text = text[escape..];
            if (text[1] == 'u' && TryReadUnit(text, out char unit))
            {
                int used = 6;
                Rune rune = Rune.ReplacementChar;
                if (!char.IsSurrogate(unit))
                {
                    rune = new Rune(unit);
                }
                else if (TryReadUnit(text[6..], out char low) && Rune.TryCreate(unit, low, out Rune pair))
                {
                    rune = pair;
                    used = 12;
                }

                written += rune.EncodeToUtf8(decoded[written..]);
                text = text[used..];
            }
            else
            {
                int plain = "\"\\/bfnrt"u8.IndexOf(text[1]);
                if (plain < 0)
                {
                    decoded[written++] = text[0];
                    decoded[written++] = text[1];
                }
                else
                {
                    decoded[written++] = "\"\\/\b\f\n\r\t"u8[plain];
                }

                text = text[2..];
            }
        }
    }

    /// <summary>Whether <paramref name="text"/> starts with a <c>\uXXXX</c> escape.</summary>
    public static bool TryReadUnit(ReadOnlySpan<byte> text, out char unit)
    {
        unit = default;
        if (text.Length < 6 || text[0] != '\\' || text[1] != 'u' || text[2..6].ContainsAnyExcept(s_hexDigits)
            || !Utf8Parser.TryParse(text[2..6], out ushort value, out _, 'x'))
        {
            return false;
        }

        unit = (char)value;
        return true;
    }
}
