using System.Text;
using ApiGatewayAnalytics.AccessLogs;
using ApiGatewayAnalytics.Columns;
using ApiGatewayAnalytics.Ingestion;
using ApiGatewayAnalytics.Synthetic;

namespace ApiGatewayAnalytics.Tests.AccessLogs;

/// <summary>A parser that learns templates must read every input as one that does not: rows, rejects, repairs, positions.</summary>
public class LearnedTemplateTests
{
    private const int Learning = 300;

    private static readonly string[] s_values =
    [
        "-", "", "0", "007", "200", "99", "600", "12345678", "123456789", "1234567890123456789", "-1", "1.5", "2e3", "a", "\\n", "\\u0041", "\\ud83d\\ude00", "\\ud83d",
        "\\x", "\\u00g0", "\\", "\\\"", "\\\\", "\u0001", "\t", "\u007f", "\u00e9", "--", "- ", "true",
        new string('x', 31), new string('x', 32), new string('x', 33), new string('y', 63), new string('y', 64), new string('y', 65), new string('z', 300),
        new string('x', 31) + "\\u002d", new string('x', 64) + "\\", new string('x', 40) + "\n",
        "15/Jan/2026:00:00:00 +0000", "1768435200162", "1768435200", "vpce-1.execute-api.eu-west-1.vpce.amazonaws.com", "abc.execute-api.eu-west-1.amazonaws.com",
    ];

    private static readonly string[] s_between = ["\n", "\n", "\n", "\r\n", "", " ", "\n\n", ",\n", ",", "\t", "\\n", "\0", "\n[", "]\n", "\u000b", "\uFEFF"];

    public static TheoryData<SyntheticLayout> JsonLayouts => [SyntheticLayout.Rest, SyntheticLayout.Http, SyntheticLayout.WebSocket, SyntheticLayout.Console, SyntheticLayout.Nested, SyntheticLayout.HttpConsole];

    [Theory]
    [MemberData(nameof(JsonLayouts))]
    public void MutatedLogsReadAlike(SyntheticLayout layout)
    {
        string[] sound = Lines(layout, 2000);
        string[] other = Lines(layout == SyntheticLayout.Console ? SyntheticLayout.Rest : SyntheticLayout.Console, 200);
        for (int seed = 0; seed < 8; seed++)
        {
            byte[] log = Mutated(new Random(seed), sound, other);
            int bufferLength = seed % 2 == 0 ? 4096 : RecordFeed.DefaultBufferLength;
            FieldSet captured = seed % 4 < 2 ? FieldSet.All(AccessLogSchema.Default) : Some();
            Assert.Equal(Read(log, captured, bufferLength, learns: false), Read(log, captured, bufferLength, learns: true));
        }
    }

    [Theory]
    [MemberData(nameof(JsonLayouts))]
    public void EveryCutReadsAlike(SyntheticLayout layout)
    {
        byte[][] lines = [.. Lines(layout, Learning + 8).Select(Encoding.UTF8.GetBytes)];
        LogParsing learning = Trained(lines, learns: true);
        LogParsing plain = Trained(lines, learns: false);
        foreach (byte[] line in lines[Learning..])
        {
            for (int end = 0; end <= line.Length; end++)
            {
                foreach (bool isFinal in (bool[])[false, true])
                {
                    byte[] exact = line[..end];
                    Equal(plain.One(exact, end, isFinal), learning.One(exact, end, isFinal));
                    Equal(plain.One(line, end, isFinal), learning.One(line, end, isFinal));
                }
            }
        }
    }

    [Fact]
    public void EveryByteMatters()
    {
        byte[][] lines = [.. Lines(SyntheticLayout.Rest, Learning + 2).Select(Encoding.UTF8.GetBytes)];
        LogParsing plain = Trained(lines, learns: false);
        LogParsing learning = plain;
        foreach (byte[] line in lines[Learning..])
        {
            for (int at = 0; at < line.Length; at++)
            {
                if (at % 4 == 0)
                {
                    // Each name that is changed makes a new layout, and too many of them make the learned one forgotten.
                    learning = Trained(lines, learns: true);
                }

                byte kept = line[at];
                foreach (byte changed in "\"\\}\u0001-x0"u8)
                {
                    Equal(plain.One(line), learning.One(line));
                    line[at] = changed;
                    Equal(plain.One(line), learning.One(line));
                    line[at] = kept;
                }
            }
        }
    }

    [Fact]
    public void AConstantThatChangesForGoodIsLearnedAnew()
    {
        string[] lines = Lines(SyntheticLayout.Rest, 16_000);
        for (int index = 1000; index < lines.Length; index++)
        {
            lines[index] = lines[index].Replace("\"protocol\":\"HTTP/1.1\"", "\"protocol\":\"HTTP/2.0\"").Replace("\"routeKey\":\"-\"", "\"routeKey\":\"GET /\"")
                .Replace("\"eventType\":\"-\"", "\"eventType\":\"MESSAGE\"").Replace("\"messageId\":\"-\"", "\"messageId\":\"abc=\"");
        }

        byte[] log = Encoding.UTF8.GetBytes(string.Join("\n", lines));
        FieldSet captured = FieldSet.All(AccessLogSchema.Default);
        Assert.Equal(Read(log, captured, RecordFeed.DefaultBufferLength, learns: false), Read(log, captured, RecordFeed.DefaultBufferLength, learns: true));
    }

    [Fact]
    public void PositionsAndLimitsHoldBehindManyRecords()
    {
        string[] lines = Lines(SyntheticLayout.Console, 1500);
        lines[700] = "{\"broken\":";
        lines[1200] = lines[1200].Replace("\"ip\":\"", "\"ip\":\"" + new string('9', 5000));
        lines[1300] = "not a record";
        byte[] log = Encoding.UTF8.GetBytes(string.Join("\r\n", lines));
        FieldSet captured = FieldSet.All(AccessLogSchema.Default);
        foreach (int bufferLength in (int[])[4096, 65536])
        {
            Assert.Equal(Read(log, captured, bufferLength, learns: false, 2000), Read(log, captured, bufferLength, learns: true, 2000));
        }
    }

    private static void Equal(ParsedRecord expected, ParsedRecord actual) =>
        Assert.Equal((expected.Status, expected.Consumed, expected.Reason, expected.Repairs, expected.Values), (actual.Status, actual.Consumed, actual.Reason, actual.Repairs, actual.Values));

    private static LogParsing Trained(byte[][] lines, bool learns)
    {
        var parsing = new LogParsing(new AccessLogParserOptions { LearnsTemplates = learns });
        foreach (byte[] line in lines[..Learning])
        {
            parsing.One(line);
        }

        return parsing;
    }

    private static string[] Lines(SyntheticLayout layout, int records) =>
        Encoding.UTF8.GetString(SyntheticLog.ToArray(new SyntheticTraffic { Records = records }, layout)).Split('\n', StringSplitOptions.RemoveEmptyEntries);

    private static FieldSet Some()
    {
        var captured = new FieldSet(AccessLogSchema.Default);
        foreach (string name in (string[])["account", "region", "apiId", "status", "responseLatency", "errorMessage", "identityUserAgent", "requestTimeEpoch", "path"])
        {
            int field = AccessLogSchema.Default.IndexOf(name);
            Assert.True(field >= 0, name);
            captured.Add(field);
        }

        return captured;
    }

    private static string Read(byte[] log, FieldSet captured, int bufferLength, bool learns, int maxRecordLength = 65536)
    {
        var options = new AccessLogParserOptions { Clock = FixedClock.In2026, LearnsTemplates = learns };
        var tally = new IngestionTally(AccessLogFields.All);
        var text = new StringBuilder();
        using var feed = new RecordFeed(new MemoryStream(log), new AccessLogParser(options, tally), tally, "log", new IngestionOptions { MaxRecordLength = maxRecordLength }, bufferLength: bufferLength);
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
            string line = !isLearning && random.Next(40) == 0 ? other[random.Next(other.Length)] : sound[index];
            byte[] bytes = Encoding.UTF8.GetBytes(isLearning || random.Next(4) != 0 ? line : Mutate(random, line));
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
        int[] values = [.. Enumerable.Range(0, line.Length - 3).Where(at => line.AsSpan(at).StartsWith("\":\""))];
        int start = values[random.Next(values.Length)] + 3;
        int end = line.IndexOf('"', start);
        int at = random.Next(line.Length);
        string value = s_values[random.Next(s_values.Length)];
        switch (random.Next(11))
        {
            case 0:
                return line[..at];
            case 1:
                return line.Remove(at, 1);
            case 2:
                return line.Insert(at, "\"\\{}[],: -0x\n"[random.Next(13)].ToString());
            case 3:
                return line.Insert(start - 1, " ");
            case 4:
                return string.Concat(line.AsSpan(0, start - 1), ((string[])["null", "true", "12", "-", "0012", "1.5", "[1]", "{}", "", "tru"])[random.Next(10)], line.AsSpan(end + 1));
            case 5:
                string[] members = line[1..^1].Split(",\"");
                (members[1], members[^2]) = (members[^2], members[1]);
                return $"{{{string.Join(",\"", members)}}}";
            case 6:
                return line + line;
            case 7:
                return line.Insert(end, value);
            default:
                return string.Concat(line.AsSpan(0, start), value, line.AsSpan(end));
        }
    }
}
