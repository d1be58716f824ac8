namespace ApiGatewayAnalytics.AccessLogs;

/// <summary>
/// Formats of named values other than JSON, as lists of members that go the way of JSON keys: the console's XML and the
/// <c>key: value, key: value</c> text of the Serverless Framework. AWS escapes nothing in either. Stateless.
/// </summary>
internal static class TaggedText
{
    private const int LongestName = 64;
    private const int UsualElement = 64 * 1024;

    /// <summary>Elements without an end are text; looking for the ends of many would take time without bound.</summary>
    private const int MostUnclosed = 64;

    private static ReadOnlySpan<byte> RequestElement => "<request"u8;

    private static ReadOnlySpan<byte> RequestEnd => "</request>"u8;

    public static bool IsXml(ReadOnlySpan<byte> text) => text.StartsWith(RequestElement);

    /// <summary>
    /// The length of the element that starts <paramref name="text"/>, where it ends before its line does; 0 where it does not, or is
    /// too long to look for. Elements follow one another without line breaks, so the rest of the window is not searched for each.
    /// </summary>
    public static int WholeXmlLength(ReadOnlySpan<byte> text)
    {
        if (!IsXml(text))
        {
            return 0;
        }

        int end = text[..Math.Min(text.Length, UsualElement)].IndexOf(RequestEnd);
        return end < 0 || text[..end].Contains((byte)'\n') ? 0 : end + RequestEnd.Length;
    }

    /// <summary>Reads one <c>request</c> element, whose children are the values; false where it has no end within <paramref name="line"/>.</summary>
    public static bool TryReadXml(ReadOnlySpan<byte> line, int start, MemberList members, out int consumed)
    {
        members.Clear();
        int end = line.IndexOf(RequestEnd);
        consumed = end + RequestEnd.Length;
        if (end < 0)
        {
            return false;
        }

        ReadOnlySpan<byte> element = line[..end];
        int open = element.IndexOf((byte)'>');
        ReadOnlySpan<byte> head = open < 0 ? element : element[..open];
        int id = head.IndexOf("id=\""u8);
        if (id >= 0)
        {
            int value = id + 4;
            int length = head[value..].IndexOf((byte)'"');
            members.Add(new JsonMember(MemberKind.Text, start + id, 2, start + value, Math.Max(length, 0)));
        }

        int at = open + 1;
        int unclosed = 0;
        while (at < element.Length && unclosed < MostUnclosed)
        {
            int tag = element[at..].IndexOf((byte)'<');
            if (tag < 0)
            {
                break;
            }

            int name = at + tag + 1;
            int nameLength = NameLength(element[name..]);
            int value = name + nameLength + 1;
            at = name;
            if (nameLength == 0 || value > element.Length || element[value - 1] != '>')
            {
                continue;
            }

            int length = IndexOfClose(element[value..], element.Slice(name, nameLength));
            if (length >= 0)
            {
                members.Add(new JsonMember(MemberKind.Text, start + name, nameLength, start + value, length));
                at = value + length + nameLength + 3;
            }
            else
            {
                at = value;
                unclosed++;
            }
        }

        return true;
    }

    /// <summary>Reads <c>key: value, key: value</c>; false where <paramref name="line"/> is no such text.</summary>
    public static bool TryReadPairs(ReadOnlySpan<byte> line, int start, MemberList members)
    {
        members.Clear();
        int name = 0;
        while (true)
        {
            int nameLength = NameLength(line[name..]);
            if (nameLength == 0 || !line[(name + nameLength)..].StartsWith(":"u8))
            {
                return false;
            }

            int value = name + nameLength + 1;
            value += value < line.Length && line[value] == ' ' ? 1 : 0;
            int end = value;
            int next = -1;
            while (end < line.Length)
            {
                int comma = line[end..].IndexOf((byte)',');
                if (comma < 0)
                {
                    break;
                }

                end += comma;
                int candidate = end + 1;
                candidate += candidate < line.Length && line[candidate] == ' ' ? 1 : 0;
                int candidateLength = candidate < line.Length ? NameLength(line[candidate..]) : 0;
                if (candidateLength > 0 && line[(candidate + candidateLength)..].StartsWith(": "u8))
                {
                    next = candidate;
                    break;
                }

                end++;
            }

            if (next < 0)
            {
                members.Add(Pair(start, name, nameLength, value, line.Length));
                return members.Count > 1;
            }

            members.Add(Pair(start, name, nameLength, value, end));
            name = next;
        }

        static JsonMember Pair(int start, int name, int nameLength, int value, int end) =>
            new(MemberKind.Text, start + name, nameLength, start + Math.Min(value, end), Math.Max(end - value, 0));
    }

    /// <summary>The offset of <c>&lt;/name&gt;</c>, -1 where an element of this name is not closed.</summary>
    private static int IndexOfClose(ReadOnlySpan<byte> text, ReadOnlySpan<byte> name)
    {
        for (int at = 0; ;)
        {
            int close = text[at..].IndexOf("</"u8);
            if (close < 0)
            {
                return -1;
            }

            at += close;
            ReadOnlySpan<byte> rest = text[(at + 2)..];
            if (rest.StartsWith(name) && rest.Length > name.Length && rest[name.Length] == '>')
            {
                return at;
            }

            at += 2;
        }
    }

    private static int NameLength(ReadOnlySpan<byte> text)
    {
        int length = 0;
        while (length < text.Length && length < LongestName
            && (char.IsAsciiLetterOrDigit((char)text[length]) || text[length] is (byte)'_' or (byte)'-' or (byte)'.'))
        {
            length++;
        }

        return length;
    }
}
