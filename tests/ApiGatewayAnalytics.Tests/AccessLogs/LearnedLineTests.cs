using System.Text;
using ApiGatewayAnalytics.AccessLogs;
using ApiGatewayAnalytics.Columns;
using ApiGatewayAnalytics.Ingestion;
using ApiGatewayAnalytics.Synthetic;
using ApiGatewayAnalytics.Tests.Ingestion;

namespace ApiGatewayAnalytics.Tests.AccessLogs;

/// <summary>A parser that learns layouts of lines must read every input as one that does not: rows, rejects, positions.</summary>
public class LearnedLineTests
{
    private const int Learning = 20;

    private const string Quoted =
        "\"$context.identity.sourceIp\" \"$context.requestTime\" \"$context.httpMethod $context.path\" \"$context.status\" \"$context.identity.userAgent\" \"$context.responseLatency\"";

    private static readonly string[] s_values =
    [
        "-", "", "0", "007", "200", "99", "600", "12345678", "123456789", "1234567890123", "1234567890123456789", "-1", "1.5", "a", "[a", "a]", "$default", "$", "GET /a",
        "GET", "get", "G3T", "OPTIONSOPTIONS", "HTTP/2.0", "HTTP/", "/1.1", "HTTP", "HTTP/1.1.1.1.1.1.1.1", "10.0.0.1", "::1", "fe80::1%eth0", "10.0.0.g",
        "a b", "a  b", " ", "a,b", ",", "a\"b", "\"", "\" ", "\"\"", "'", "a\tb", "\t", "\u0001", "\u00e9", "a\\\"b", "\\", "{", "{}", "<request>", "abcdefg=", "abcdefgh=", "=", new string('=', 64), new string('=', 65),
        new string('1', 13), new string('a', 45), new string('a', 46), new string('x', 256), new string('x', 257), new string('x', 700),
        "15/Jan/2026:00:00:60 +0000", "15/Jan/2026:00:00:61 +0000", "15/Jan/2026:00:00:0a +0000", "15/Jan/2026:23:59:59 +0100", "15/Jan/2016:00:00:00 +0000", "31/Feb/2026:00:00:00 +0000", "01/Feb/2014:00:00:00 +0000",
        "01/Feb/2034:00:00:00 +0000", "15/jan/2026:00:00:00 +0000", "15/Jan/2026:00:00:00 +000", "15/Jan/2026:00:00:00", "2026-01-15T00:00:00.123456Z", "2026-01-15T00:00:00Z", "1768435200", "1768435200162",
    ];

    private static readonly string[] s_between = ["\n", "\n", "\r\n", "\r\n", "", " \n", "\t\r\n", "\r", "\n\n", "\n \n", ",\n", "]\n", "\n[", "\n,", "\\n", "\0", "\n\u000b", "\n\uFEFF", "\n{}\n", "\nPermission Check Successful\n", "\nH4sIx\n"];

    public static TheoryData<string, string> Sources => new()
    {
        { "clf", "auto" }, { "clf", "clf" }, { "clf-http", "auto" }, { "clf-default", "auto" }, { "clf-error", "auto" }, { "clf-front", "auto" }, { "clf-mixed", "auto" }, { "csv", "auto" }, { "csv", "csv" }, { "csv-rest", "auto" }, { "csv-http", "auto" },
        { "clf", SyntheticLog.Template(SyntheticLayout.Clf) }, { "csv", SyntheticLog.Template(SyntheticLayout.Csv) },
        { "quoted", Quoted }, { "pipes", "$context.requestTimeEpoch|$context.path|$context.requestId|$context.status|$context.identity.userAgent" },
        { "pairs", "[$context.requestTime] ip=$context.identity.sourceIp;st=$context.status;$context.status;p=$context.path;" },
    };

    [Theory]
    [MemberData(nameof(Sources))]
    public void MutatedLogsReadAlike(string source, string format)
    {
        string[] sound = Lines(source, 700);
        string[] other = [.. Lines("clf", 40), .. Lines("csv", 40), .. Lines("clf-http", 40)];
        for (int seed = 0; seed < 4; seed++)
        {
            byte[] log = Mutated(new Random(seed), sound, other);
            int bufferLength = seed % 2 == 0 ? 4096 : RecordFeed.DefaultBufferLength;
            int longest = seed % 3 == 0 ? 512 : 65536;
            FieldSet captured = seed % 4 < 2 ? FieldSet.All(AccessLogSchema.Default) : Some();
            Assert.Equal(Read(log, format, captured, bufferLength, false, longest), Read(log, format, captured, bufferLength, true, longest));
        }
    }

    [Theory]
    [MemberData(nameof(Sources))]
    public void EveryByteMatters(string source, string format)
    {
        string[] lines = Lines(source, Learning + 1);
        foreach (string lineEnd in (string[])["\n", "\r\n"])
        {
            LogParsing plain = Trained(lines, format, lineEnd, learns: false);
            LogParsing learning = Trained(lines, format, lineEnd, learns: true);
            foreach (string line in lines[Learning..])
            {
                byte[] bytes = Padded(line, lineEnd);
                int end = line.Length + lineEnd.Length;
                for (int at = 0; at < end; at++)
                {
                    byte kept = bytes[at];
                    foreach (byte changed in " \"'\\,|;[]{}$=-x05.:/\t\r\n\u0001"u8)
                    {
                        bytes[at] = changed;
                        Equal(plain.One(bytes, end, isFinal: false), learning.One(bytes, end, isFinal: false), bytes);
                    }

                    bytes[at] = 0xE9;
                    Equal(plain.One(bytes, end, isFinal: false), learning.One(bytes, end, isFinal: false), bytes);
                    bytes[at] = kept;
                    Equal(plain.One(bytes, at, isFinal: true), learning.One(bytes, at, isFinal: true), bytes);
                    Equal(plain.One(bytes, at, isFinal: false), learning.One(bytes, at, isFinal: false), bytes);
                    byte[] removed = [.. bytes[..at], .. bytes[(at + 1)..]];
                    Equal(plain.One(removed, end - 1, isFinal: false), learning.One(removed, end - 1, isFinal: false), removed);
                }

                Equal(plain.One(bytes, end), learning.One(bytes, end), bytes);
            }
        }
    }

    [Theory]
    [MemberData(nameof(Sources))]
    public void EveryCutReadsAlike(string source, string format)
    {
        byte[] log = Encoding.UTF8.GetBytes(string.Join('\n', Lines(source, 12)) + "\nbroken line\n" + string.Join("\r\n", Lines(source, 5)));
        FieldSet captured = FieldSet.All(AccessLogSchema.Default);
        string expected = Read(log, format, captured, 4096, learns: false);
        for (int at = 1; at < log.Length; at += 7)
        {
            Assert.Equal(expected, Read(log, format, captured, (at & 1) == 0 ? 256 : 4096, learns: true, pieces: [at, int.MaxValue]));
        }

        foreach (int piece in (int[])[1, 7, 64, 200])
        {
            Assert.Equal(expected, Read(log, format, captured, 256, learns: true, pieces: [piece]));
        }
    }

    [Theory]
    [InlineData("clf", "auto")]
    [InlineData("csv", "auto")]
    [InlineData("clf-http", "auto")]
    [InlineData("clf-error", "auto")]
    [InlineData("csv-http", "auto")]
    [InlineData("pipes", "$context.requestTimeEpoch|$context.path|$context.requestId|$context.status|$context.identity.userAgent")]
    public void SoundLinesAreReadByTheirLayout(string source, string format)
    {
        var options = new AccessLogParserOptions { Format = AccessLogFormat.Parse(format), Clock = FixedClock.In2026 };
        var resolver = new KeyResolver(options, AccessLogSchema.Default);
        var row = new RecordRow(options, new IngestionTally(AccessLogFields.All));
        var batch = new RecordBatch(FieldSet.All(AccessLogSchema.Default));
        var learned = new LearnedLines();
        var layouts = new ClfLayouts();
        LineMatcher? matcher = options.Format.Line is { } template ? new LineMatcher(template, resolver) : null;
        int sound = 0;
        foreach (string line in Lines(source, 100))
        {
            byte[] bytes = Encoding.ASCII.GetBytes(line);
            LineLayout? layout = ClfLine.TryRead(bytes, out ClfValues values) && source != "pipes"
                ? layouts.Of(bytes, in values)
                : matcher is not null && matcher.TryMatch(bytes) ? matcher.LayoutOf(bytes) : new CsvLines(resolver).Match(bytes)?.LayoutOf(bytes);
            Assert.NotNull(layout);
            learned.Learn(layout, "\n"u8);
            batch.Buffer = Padded(line, "\n");
            int read = learned.ReadOne(batch, 0, line.Length + 1, row);
            Assert.True(read == LineProgram.Differs || read == line.Length + 1);
            sound += read < 0 ? 0 : 1;
        }

        Assert.True(sound >= 95, $"{sound} lines.");
    }

    private static void Equal(ParsedRecord expected, ParsedRecord actual, byte[] bytes) =>
        Assert.True(
            (expected.Status, expected.Consumed, expected.Reason, expected.Repairs, expected.Values) == (actual.Status, actual.Consumed, actual.Reason, actual.Repairs, actual.Values),
            $"{expected}\n{actual}\n{Encoding.Latin1.GetString(bytes).TrimEnd()}");

    /// <summary>A line with what follows in a buffer, so that it is not too near to the end.</summary>
    private static byte[] Padded(string line, string lineEnd) => Encoding.Latin1.GetBytes(line + lineEnd + new string('x', 200));

    private static LogParsing Trained(string[] lines, string format, string lineEnd, bool learns)
    {
        var parsing = new LogParsing(new AccessLogParserOptions { LearnsTemplates = learns, Format = AccessLogFormat.Parse(format) });
        foreach (string line in lines[..Learning])
        {
            parsing.One(Padded(line, lineEnd), line.Length + lineEnd.Length, isFinal: false);
        }

        return parsing;
    }

    private static string[] Lines(string source, int records)
    {
        if (source == "clf-mixed")
        {
            return [.. Lines("clf", records / 2).Zip(Lines("clf-http", records / 2)).SelectMany(pair => (string[])[pair.First, pair.Second])];
        }

        SyntheticLayout layout = source.StartsWith("clf", StringComparison.Ordinal) ? SyntheticLayout.Clf : SyntheticLayout.Csv;
        string[] lines = Encoding.UTF8.GetString(SyntheticLog.ToArray(new SyntheticTraffic { Records = records }, layout)).Split('\n', StringSplitOptions.RemoveEmptyEntries);
        return Array.ConvertAll(lines, line => Shaped(source, line));
    }

    private static string Shaped(string source, string line)
    {
        string[] words = line.Split(' ');
        string[] cells = line.Split(',');
        return source switch
        {
            "clf-http" => $"{string.Join(' ', words[..5])} {words[5]} GET {string.Join(' ', words[6..10])} AbCd1234{words[8]}=",
            "clf-default" => $"{string.Join(' ', words[..6])} $default {string.Join(' ', words[7..10])} AbCd1234{words[8]}=",
            "clf-error" => line + " -",
            "clf-front" => $"{words[11]} {string.Join(' ', words[..11])}",
            "csv-rest" => string.Join(',', cells[..10]),
            "csv-http" => $"{cells[0]},{cells[3]},{cells[4]},GET {cells[5]},{cells[6]},{cells[7]},{cells[8]},AbCd1234{cells[7]}=",
            "quoted" => $"\"{cells[0]}\" \"{cells[3]}\" \"{cells[4]} {cells[5]}\" \"{cells[7]}\" \"agent/1.0\" \"{cells[8]}\"",
            "pipes" => $"1768435200{cells[7]}|{cells[5]}|{cells[9]}|{cells[7]}|agent/1.0",
            "pairs" => $"[{cells[3]}] ip={cells[0]};st={cells[7]};{cells[7]};p={cells[5]};",
            _ => line,
        };
    }

    private static FieldSet Some()
    {
        var captured = new FieldSet(AccessLogSchema.Default);
        foreach (string name in (string[])["account", "region", "apiId", "status", "responseLength", "identityUserAgent", "requestTimeEpoch", "path"])
        {
            int field = AccessLogSchema.Default.IndexOf(name);
            Assert.True(field >= 0, name);
            captured.Add(field);
        }

        return captured;
    }

    private static string Read(byte[] log, string format, FieldSet captured, int bufferLength, bool learns, int longest = 65536, int[]? pieces = null)
    {
        var options = new AccessLogParserOptions { Clock = FixedClock.In2026, LearnsTemplates = learns, Format = AccessLogFormat.Parse(format) };
        var tally = new IngestionTally(AccessLogFields.All);
        var text = new StringBuilder();
        using var feed = new RecordFeed(
            new PiecewiseStream(log, pieces ?? []), new AccessLogParser(options, tally), tally, "log", new IngestionOptions { MaxRecordLength = longest }, bufferLength: bufferLength);
        var batch = new RecordBatch(captured);
        while (feed.Fill(batch))
        {
            for (int row = 0; row < batch.Count; row++)
            {
                text.AppendLine(ParsedRecord.ValuesOf(batch, row));
            }
        }

        text.AppendLine($"{tally.Records} {tally.Accepted} {tally.Duplicates} {tally.Bytes} {string.Join(',', tally.FieldErrors)}");
        IngestionReport report = tally.Report();
        foreach ((string name, long count) in report.Repaired.Concat(report.Rejected).OrderBy(pair => pair.Key, StringComparer.Ordinal))
        {
            text.AppendLine($"{name} {count}");
        }

        foreach ((string reason, var positions) in report.RejectedAt.OrderBy(pair => pair.Key, StringComparer.Ordinal))
        {
            text.AppendLine($"{reason} {string.Join(' ', positions.Select(position => $"{position.Line}:{position.ByteOffset}"))}");
        }

        return text.ToString();
    }

    private static byte[] Mutated(Random random, string[] sound, string[] other)
    {
        var log = new MemoryStream();
        for (int index = 0; index < sound.Length; index++)
        {
            bool isLearning = index < Learning;
            string line = !isLearning && random.Next(30) == 0 ? other[random.Next(other.Length)] : sound[index];
            byte[] bytes = Encoding.UTF8.GetBytes(isLearning || random.Next(3) != 0 ? line : Mutate(random, line));
            if (!isLearning && random.Next(20) == 0)
            {
                bytes[random.Next(bytes.Length)] = (byte)random.Next(256);
            }

            log.Write(bytes);
            log.Write(Encoding.UTF8.GetBytes(isLearning || random.Next(4) != 0 ? "\n" : s_between[random.Next(s_between.Length)]));
        }

        return log.ToArray();
    }

    private static string Mutate(Random random, string line)
    {
        char[] delimiters = [' ', ',', '|', ';', '"', '['];
        int[] starts = [0, .. Enumerable.Range(1, line.Length - 1).Where(at => delimiters.Contains(line[at - 1]))];
        int start = starts[random.Next(starts.Length)];
        int length = line.AsSpan(start).IndexOfAny(delimiters);
        int end = length < 0 ? line.Length : start + length;
        int at = random.Next(line.Length);
        string value = s_values[random.Next(s_values.Length)];
        return random.Next(9) switch
        {
            0 => line[..Math.Max(1, at)],
            1 => line.Remove(at, 1) + "x",
            2 => line.Insert(at, " ,\"'[]{}|;\\\n\r\t-=$"[random.Next(17)].ToString()),
            3 => line.Remove(start, Math.Min(end + 1, line.Length) - start) + " ",
            4 => line.Insert(start, value + line[Math.Min(end, line.Length - 1)]),
            5 => line + " " + value,
            6 => ((string[])["2026-01-15T00:00:00.000Z ", "1768435200162 ", "2026-01-15T00:00:00 stream "])[random.Next(3)] + line,
            _ => string.Concat(line.AsSpan(0, start), value, line.AsSpan(end)),
        };
    }
}
