using System.Buffers;
using System.Runtime.CompilerServices;

namespace ApiGatewayAnalytics.AccessLogs;

/// <summary>
/// The fixed text of a learned layout: what stands before, between and after the values of every record that one template
/// writes. A record whose text is the same and whose values are sound needs no parsing: what this accepts is well-formed JSON
/// with exactly the layout's members; whatever it does not accept is left to the strict reader. Immutable.
/// </summary>
internal sealed class JsonTemplateText
{
    private const int MostBytes = 64 * 1024;
    private const int MostMembers = 512;

    private static readonly SearchValues<byte> s_special = SearchValues.Create([.. Enumerable.Range(0, 0x20).Select(code => (byte)code), (byte)'"', (byte)'\\']);

    private readonly byte[][] _gaps;
    private readonly int[] _fields;
    private readonly bool[] _quoted;

    private JsonTemplateText(byte[][] gaps, int[] fields, bool[] quoted)
    {
        _gaps = gaps;
        _fields = fields;
        _quoted = quoted;
    }

    /// <summary>Learns from a well-formed record of the layout; null where it has a value that is neither text, number nor boolean, or is unduly large.</summary>
    public static JsonTemplateText? Learn(ReadOnlySpan<byte> buffer, int start, int length, MemberList members, JsonLayout layout)
    {
        if (members.Count > MostMembers || length > MostBytes)
        {
            return null;
        }

        var gaps = new List<byte[]>();
        var fields = new List<int>();
        var quoted = new List<bool>();
        int at = start;
        for (int index = 0; index < members.Count; index++)
        {
            ref readonly JsonMember member = ref members[index];
            if (member.Kind is MemberKind.Object or MemberKind.EndObject)
            {
                continue;
            }

            if (member.Kind == MemberKind.None)
            {
                return null;
            }

            gaps.Add(buffer[at..member.Value].ToArray());
            fields.Add(layout.Keys[index].Field);
            quoted.Add(buffer[member.Value - 1] == '"');
            at = member.Value + member.ValueLength;
        }

        gaps.Add(buffer[at..(start + length)].ToArray());
        return new JsonTemplateText([.. gaps], [.. fields], [.. quoted]);
    }

    /// <summary>Reads the record at the start of <paramref name="window"/> into a row; false where it is not of this text.</summary>
    [MethodImpl(MethodImplOptions.AggressiveOptimization)]
    public bool TryRead(ReadOnlySpan<byte> window, int start, RecordRow row, out int consumed)
    {
        byte[][] gaps = _gaps;
        int[] fields = _fields;
        ReadOnlySpan<byte> rest = window;
        consumed = 0;
        for (int index = 0; index < fields.Length; index++)
        {
            ReadOnlySpan<byte> gap = gaps[index];
            if (!rest.StartsWith(gap))
            {
                return false;
            }

            rest = rest[gap.Length..];
            bool escaped = false;
            int length = _quoted[index] ? TextLength(rest, ref escaped) : LiteralLength(rest);
            if (length < 0)
            {
                return false;
            }

            if (fields[index] >= 0)
            {
                row.Add(fields[index], start + window.Length - rest.Length, length, escaped);
            }

            rest = rest[length..];
        }

        if (!rest.StartsWith(gaps[^1]))
        {
            return false;
        }

        consumed = window.Length - rest.Length + gaps[^1].Length;
        return true;
    }

    /// <summary>The length of a string's content, -1 where it is not sound or has no end.</summary>
    private static int TextLength(ReadOnlySpan<byte> text, ref bool escaped)
    {
        if (text.Length > 1 && text[1] == '"' && text[0] == '-')
        {
            return 1;
        }

        int length = text.IndexOfAny(s_special);
        return length < 0 || text[length] == '"' ? length : EscapedLength(text, length, ref escaped);
    }

    private static int EscapedLength(ReadOnlySpan<byte> text, int at, ref bool escaped)
    {
        while (true)
        {
            if (text[at] == '"')
            {
                return at;
            }

            if (text[at] != '\\' || at + 1 == text.Length)
            {
                return -1;
            }

            escaped = true;
            if (JsonText.TryReadUnit(text[at..], out _))
            {
                at += 6;
            }
            else if ("\"\\/bfnrt"u8.Contains(text[at + 1]))
            {
                at += 2;
            }
            else
            {
                return -1;
            }

            int next = text[at..].IndexOfAny(s_special);
            if (next < 0)
            {
                return -1;
            }

            at += next;
        }
    }

    /// <summary>The length of a whole number or boolean, -1 where anything else stands there.</summary>
    private static int LiteralLength(ReadOnlySpan<byte> text)
    {
        int digits = text.IndexOfAnyExceptInRange((byte)'0', (byte)'9');
        if (digits > 0)
        {
            return text[0] == '0' && digits > 1 ? -1 : digits;
        }

        return text.StartsWith("true"u8) ? 4 : text.StartsWith("false"u8) ? 5 : -1;
    }
}
