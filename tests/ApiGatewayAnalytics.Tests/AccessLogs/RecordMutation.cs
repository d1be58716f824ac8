using System.Text;

namespace ApiGatewayAnalytics.Tests.AccessLogs;

/// <summary>
/// Damages records as carelessness, attackers and broken pipes do. A gentle mutation changes what a value says, and leaves the
/// names as they are; a rough one changes the structure or any byte.
/// </summary>
internal sealed class RecordMutation(Random random)
{
    private static readonly byte[][] s_contents =
    [
        .. ((string[])
        [
            "-", "", "--", "- ", " -", "a", "true", "null", "\\n", "\\u0041", "\\ud83d\\ude00", "\\ud83d", "\\ude00\\ud83d", "\\u0000", "\\u002d", "\\u002D", "\\u0022",
            "\\u005c", "\\u00e9", "\\uFEFF", "\\U0041", "\\u12", "\\u00g0", "\\x", "\\'", "\\/", "\\", "\\\"", "\\\\", "\\\\\\", "\\b\\f\\r\\t", "\u0001", "\t", "\n", "\r\n",
            "\0", "\u001f", "\u007f", "\u00e9", "\ud83d\ude00", "\uFEFF", "\u2028", "\"", "\",\"x\":\"", "\"}", "\"}\n{\"", "{", "}", "[", ",", ":", "'",

            "0", "-0", "00", "007", "0012", "1", "9", "99", "099", "100", "200", "404", "599", "600", "999", "1000", "-1", "+5", " 5", "5 ", "1.5", ".5", "5.", "1.0", "2e3",
            "1E+2", "0x1F", "1_000", "1,000", "NaN", "Infinity", "\uff11", "1234567", "12345678", "123456789", "1234567890123456", "12345678901234567",
            "123456789012345678", "1234567890123456789", "18446744073709551616", "\\u0031\\u0032", "1\\u0032",
            "0000000000000000000000001", "12345678:", "1234567/", "/2345678",

            "15/Jan/2026:00:00:00 +0000", "15/Jan/2026:00:00:00 -1130", "5/Jan/2026:00:00:00 +0000", "31/Feb/2026:00:00:00 +0000", "2026-01-15T00:00:00Z",
            "2026-01-15T00:00:00.123+02:00", "15\\/Jan\\/2026:00:00:00 +0000", "1768435200162", "1768435200", "1768435200162000", "99999999999999", "1420070399999",
            "vpce-1.execute-api.eu-west-1.vpce.amazonaws.com", "abc.execute-api.eu-west-1.amazonaws.com", "a1b2c3.execute-api.us-gov-west-1.amazonaws.com.cn", "api.example.com",
            "10.0.0.1", "10.0.0.256", "2001:db8::1", "::ffff:10.1.2.3", "fe80::1%eth0", "\\\"quoted\\\"", "\\\"\\\"", "\\\"-\\\"",
        ]).Select(Encoding.UTF8.GetBytes),
        [0xC3], [0xFF, 0xFE], [0xED, 0xA0, 0xBD], [0xF4, 0x90, 0x80, 0x80], [0x80],
    ];

    private static readonly byte[][] s_values =
    [
        .. ((string[])
        [
            "null", "true", "false", "tru", "True", "12", "0", "-0", "007", "-", "-1", "1.5", "1e5", "1.", ".5", "12x", "[1]", "[]", "[1,2,{\"status\":\"500\"}]", "{}",
            "{\"a\":\"b\"}", "{\"status\":\"500\"}", "{\"sourceIp\":\"1.2.3.4\"}", "", "\"", "\"\"", "\"\"-\"\"", "\"\"x\"\"", "'x'", "\"a\"b\"", "\"a\" \"b\"", " \"-\" ", "\t\"200\"", "NaN",
            "undefined", "/* x */ 1", "1 // x", "200", "18446744073709551616", "\"\\u0032\\u0030\\u0030\"", "{\"a\":", "[[[[", "]", "a b", "GET /x", "a,b", "a\"b",
        ]).Select(Encoding.UTF8.GetBytes),
    ];

    private static readonly byte[][] s_bytes = [.. "\"\\{}[],: -0x\n\r\t\u0001/u\u007f".Select(c => new[] { (byte)c }), [0], [0xEF, 0xBB, 0xBF], [0xFF], [0x1F, 0x8B]];

    private static readonly int[] s_lengths = [1, 15, 16, 17, 31, 32, 33, 62, 63, 64, 65, 95, 96, 97, 127, 128, 129, 255, 256, 257, 300, 1000, 4000];

    private static readonly int[] s_depths = [3, 20, 61, 62, 63, 64, 65, 66, 200];

    public void Apply(MutableRecord record, bool isRough)
    {
        record.Reset();
        if (record.Members.Length == 0)
        {
            ChangeBytes(record);
            return;
        }

        if (!isRough)
        {
            ChangeContents(record);
            return;
        }

        switch (random.Next(12))
        {
            case 0:
                Truncate(record);
                break;
            case 1:
                Exchange(record);
                break;
            case 2:
                Repeat(record);
                break;
            case 3:
                Leave(record);
                break;
            case 4:
                Space(record);
                break;
            case 5:
                Rename(record);
                break;
            case 6 or 7:
                MutableRecord.Member member = Any(record);
                record.Replace(member.Value, member.End, random.Next(20) == 0 ? Deep() : Any(s_values));
                break;
            case 8:
                ChangeContents(record);
                ChangeBytes(record);
                break;
            case 9:
                record.Replace(record.Text.Length, record.Text.Length, record.Text.ToArray());
                break;
            default:
                ChangeBytes(record);
                break;
        }
    }

    /// <summary>Changes one value, or a few.</summary>
    private void ChangeContents(MutableRecord record)
    {
        // From the back, so that the places before stay what they are.
        int member = record.Members.Length;
        do
        {
            member = random.Next(member);
            (_, int start, int end, _) = record.Members[member];
            if (record.Sound(start, end)[0] != '"')
            {
                record.Replace(start, end, random.Next(2) == 0 ? Any(s_values) : Any(s_contents));
                continue;
            }

            (start, end) = (start + 1, end - 1);
            int at = random.Next(start, end + 1);
            ReadOnlySpan<byte> content = random.Next(8) == 0 ? Long() : Any(s_contents);
            switch (random.Next(6))
            {
                case 0:
                    record.Replace(at, at, content);
                    break;
                case 1:
                    record.Replace(end, end, content);
                    break;
                case 2:
                    record.Replace(start, at, content);
                    break;
                default:
                    record.Replace(start, end, content);
                    break;
            }
        }
        while (member > 0 && random.Next(3) == 0);
    }

    private void ChangeBytes(MutableRecord record)
    {
        int at = random.Next(record.Text.Length);
        int length = Math.Min(random.Next(5) == 0 ? random.Next(40) : 1, record.Text.Length - at);
        switch (random.Next(4))
        {
            case 0:
                record.Replace(at, at, Any(s_bytes));
                break;
            case 1:
                record.Replace(at, at + length, []);
                break;
            case 2:
                record.Replace(at, at + 1, Any(s_bytes));
                break;
            default:
                record.Replace(at, at + 1, [(byte)random.Next(256)]);
                break;
        }
    }

    private void Truncate(MutableRecord record) => record.Replace(random.Next(record.Text.Length), record.Text.Length, []);

    /// <summary>Two members change places.</summary>
    private void Exchange(MutableRecord record)
    {
        int[] two = [random.Next(record.Members.Length), random.Next(record.Members.Length)];
        Array.Sort(two);
        if (two[0] != two[1])
        {
            MutableRecord.Member left = record.Members[two[0]];
            MutableRecord.Member right = record.Members[two[1]];
            record.Replace(right.Name, right.End, record.Sound(left.Name, left.End));
            record.Replace(left.Name, left.End, record.Sound(right.Name, right.End));
        }
    }

    /// <summary>A member stands twice, with the same value or another.</summary>
    private void Repeat(MutableRecord record)
    {
        MutableRecord.Member member = Any(record);
        MutableRecord.Member place = Any(record);
        byte[] value = random.Next(2) == 0 ? record.Sound(member.Value, member.End).ToArray() : [(byte)'"', .. Any(s_contents), (byte)'"'];
        record.Replace(place.Name, place.Name, [.. record.Sound(member.Name, member.Value), .. value, (byte)',']);
    }

    /// <summary>A member is not there, with the comma before or behind it or without.</summary>
    private void Leave(MutableRecord record)
    {
        int index = random.Next(record.Members.Length);
        MutableRecord.Member member = record.Members[index];
        int end = index + 1 < record.Members.Length && random.Next(4) != 0 ? record.Members[index + 1].Name : member.End;
        int start = end == member.End && index > 0 && random.Next(4) != 0 ? record.Members[index - 1].End : member.Name;
        record.Replace(start, end, []);
    }

    private void Space(MutableRecord record)
    {
        MutableRecord.Member member = Any(record);
        int at = random.Next(3) switch { 0 => member.Name, 1 => member.Value, _ => member.End };
        record.Replace(at, at, Any<byte[]>([[(byte)' '], "  "u8.ToArray(), [(byte)'\t'], [(byte)'\n'], "\r\n"u8.ToArray(), [0xA0], [(byte)'\v']]));
    }

    private void Rename(MutableRecord record)
    {
        (int name, int value, _, _) = Any(record);
        int at = random.Next(name + 1, value);
        record.Replace(at, at + random.Next(2), Any<byte[]>(["x"u8.ToArray(), "\\u0061"u8.ToArray(), "\\"u8.ToArray(), "_"u8.ToArray(), "."u8.ToArray(), "\u00e9"u8.ToArray(), []]));
    }

    private byte[] Long()
    {
        byte[] text = new byte[s_lengths[random.Next(s_lengths.Length)] + random.Next(-2, 3) + 2];
        Array.Fill(text, (byte)random.Next('a', 'z'));
        if (random.Next(2) == 0)
        {
            byte[] part = Any(s_contents);
            int at = random.Next(Math.Max(text.Length - part.Length, 1));
            part.AsSpan(0, Math.Min(part.Length, text.Length - at)).CopyTo(text.AsSpan(at));
        }

        return text;
    }

    private byte[] Deep()
    {
        int depth = s_depths[random.Next(s_depths.Length)];
        (string open, string close) = random.Next(2) == 0 ? ("{\"a\":", "}") : ("[", "]");
        return Encoding.UTF8.GetBytes($"{string.Concat(Enumerable.Repeat(open, depth))}1{string.Concat(Enumerable.Repeat(close, depth))}");
    }

    private T Any<T>(T[] items) => items[random.Next(items.Length)];

    private MutableRecord.Member Any(MutableRecord record) => record.Members[random.Next(record.Members.Length)];
}
