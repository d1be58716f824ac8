using System.Text;
using ApiGatewayAnalytics.AccessLogs;
using ApiGatewayAnalytics.Columns;
using ApiGatewayAnalytics.Ingestion;

namespace ApiGatewayAnalytics.Tests.AccessLogs;

[Collection(Alone.Name)]
public class RecordBytesTests
{
    [Fact]
    public void SteadyStateAllocatesNothing()
    {
        byte[] sound = SampleLog.Read("rest-full.log");
        byte[] escaped = Encoding.UTF8.GetBytes("{\"requestTimeEpoch\":1706770069673,\"status\":\"500\",\"path\":\"a\\\\b\",\"error_messageString\":\"\\\"x\\\"\",\"apiKey\":\"abcdefghijklmnopqrst\",\"ip\":\"192.0.2.1\"}");
        byte[] clf = Encoding.UTF8.GetBytes("192.0.2.1 - - [01/Feb/2024:06:47:49 +0000] \"GET /pets HTTP/1.1\" 200 12 bf04adbf-eacc-4601-8c14-94605f242e1a Sca3bFUQgi0EYeA=\n");
        byte[][] inputs = [sound, sound, escaped, clf];
        var options = new AccessLogParserOptions { CaptureApiKey = true, ShortenAddresses = true, Clock = FixedClock.In2026 };
        var parser = new AccessLogParser(options, new IngestionTally(AccessLogFields.All));
        var batch = new RecordBatch(FieldSet.All(AccessLogSchema.Default));
        var origin = new RecordOrigin { Account = "111122223333"u8.ToArray(), Region = "eu-north-1"u8.ToArray() };
        Run(2000);

        long before = GC.GetAllocatedBytesForCurrentThread();
        Run(10_000);
        Assert.Equal(0, GC.GetAllocatedBytesForCurrentThread() - before);

        void Run(int records)
        {
            for (int record = 0; record < records; record++)
            {
                byte[] input = inputs[record % inputs.Length];
                batch.Clear();
                batch.Buffer = input;
                if (parser.Parse(batch, 0, input.Length, isFinal: true, origin).Status != ParseStatus.Accepted)
                {
                    throw new InvalidOperationException("The record was not accepted.");
                }
            }
        }
    }

    [Fact]
    public void BrokenRecordsOfATemplateAllocateNothingEither()
    {
        byte[] broken = "{\"requestTimeEpoch\":1706770069673,\"status\":200,\"responseLatency\":-,\"error\":\"\"Forbidden\"\"}\n"u8.ToArray();
        var parser = new AccessLogParser(new AccessLogParserOptions { Clock = FixedClock.In2026 }, new IngestionTally(AccessLogFields.All));
        var batch = new RecordBatch(FieldSet.All(AccessLogSchema.Default)) { Buffer = broken };
        var origin = new RecordOrigin();
        Run(1000);
        long before = GC.GetAllocatedBytesForCurrentThread();
        Run(10_000);
        Assert.Equal(0, GC.GetAllocatedBytesForCurrentThread() - before);

        void Run(int records)
        {
            for (int record = 0; record < records; record++)
            {
                batch.Clear();
                parser.Parse(batch, 0, broken.Length, isFinal: false, origin);
            }
        }
    }

    [Theory]
    [MemberData(nameof(SampleLog.Names), MemberType = typeof(SampleLog))]
    public void EveryCutWaitsOrReadsTheSame(string name)
    {
        byte[] bytes = SampleLog.Read(name);
        AccessLogParserOptions options = SampleLog.Options(name);
        var whole = new LogParsing(options);
        var cut = new LogParsing(options);
        int at = 0;
        while ((at = LogParsing.SkipBetween(bytes, at)) < bytes.Length)
        {
            byte[] rest = bytes[at..];
            ParsedRecord expected = whole.One(rest);
            int last = Math.Min(rest.Length, expected.Consumed + 200);
            for (int end = 1; end <= last; end++)
            {
                ParsedRecord record = cut.One(rest, end, isFinal: false);
                if (record.Status != ParseStatus.NeedsMore)
                {
                    Assert.Equal((expected.Status, expected.Consumed, expected.Reason, expected.Repairs), (record.Status, record.Consumed, record.Reason, record.Repairs));
                    Assert.Equal(expected.Values, record.Values);
                }
            }

            at += expected.Consumed;
        }
    }

    [Fact]
    public void MutatedInputNeverThrowsAndAlwaysProgresses()
    {
        var random = new Random(20240201);
        byte[][] corpus = [.. SampleLog.AllNames.Select(SampleLog.Read)];
        LogParsing[] parsers =
        [
            new(),
            LogParsing.With(AccessLogFormat.Clf),
            LogParsing.With(AccessLogFormat.Csv),
            LogParsing.With(AccessLogFormat.Xml),
            LogParsing.With(AccessLogFormat.FromTemplate("$context.identity.sourceIp,$context.identity.userAgent,$context.status,$context.path,$context.error.message")),
        ];
        for (int input = 0; input < 200_000; input++)
        {
            byte[] bytes = Mutate(random, corpus);
            LogParsing parsing = input % 2 == 0 ? parsers[0] : parsers[random.Next(parsers.Length)];
            parsing.All(bytes);
            ParsedRecord whole = parsing.One(bytes);
            ParsedRecord part = parsing.One(bytes, random.Next(bytes.Length + 1), isFinal: false);
            Assert.Equal(part.Status == ParseStatus.NeedsMore, part.Consumed == 0);
            Assert.True(part.Status == ParseStatus.NeedsMore || Same(whole, part), Encoding.Latin1.GetString(bytes));
            if (input % 20 == 0)
            {
                Assert.True(Same(new LogParsing().One(bytes), parsers[0].One(bytes)), Encoding.Latin1.GetString(bytes));
            }
        }
    }

    /// <summary>Each of these takes minutes in a reader that looks ahead without bound.</summary>
    [Theory]
    [InlineData("{\"a\":\"", "\"")]
    [InlineData("{\"a\":\"", "\",")]
    [InlineData("{\"a\":\"", "\",\"")]
    [InlineData("{\"a\":\"", "\"}")]
    [InlineData("{\"a\":\"", "\n")]
    [InlineData("{\"a\":\"", "\" \n ")]
    [InlineData("{\"a\":-,\"b\":\"x", "\\")]
    [InlineData("", "{x}")]
    [InlineData("", "{")]
    [InlineData("", "{\"a\":{")]
    [InlineData("{\"a\":", "[")]
    [InlineData("{\"a\":", "{\"a\":")]
    [InlineData("{", "\"\":1,")]
    [InlineData("{-", ",")]
    [InlineData("<request>", "<a>")]
    [InlineData("<request>", "</a>")]
    [InlineData("", "<request></request>")]
    [InlineData("a: b", ", a")]
    [InlineData("a: b", ", a: b")]
    [InlineData("1.2.3.4 - - [01/Feb/2024:06:47:49 +0000] \"", "\" ")]
    [InlineData("1.2.3.4,-,-,01/Feb/2024:06:47:49 +0000,", "GET,")]
    public void LongInputTakesLinearTime(string head, string repeated)
    {
        foreach (string tail in new[] { "", "\n", "\"}\n", "</a></request>" })
        {
            var text = new StringBuilder(head);
            while (text.Length < 150_000)
            {
                text.Append(repeated);
            }

            byte[] bytes = Encoding.Latin1.GetBytes(text.Append(tail).ToString());
            Assert.NotEmpty(new LogParsing().All(bytes));
        }
    }

    [Fact]
    public void ALearnedTextReadsAsAFreshParserDoes()
    {
        var random = new Random(11);
        byte[][] corpus = [.. SampleLog.AllNames.Select(SampleLog.Read).Where(bytes => bytes[0] == '{' && bytes.AsSpan().IndexOf("}\n"u8) > 0)
            .Select(bytes => bytes[..(bytes.AsSpan().IndexOf("}\n"u8) + 2)])];
        ReadOnlySpan<byte> telling = "\"\\{}[]:,-\n0 1u"u8;
        int accepted = 0;
        for (int input = 0; input < 3000; input++)
        {
            byte[] original = corpus[random.Next(corpus.Length)];
            var learned = new LogParsing(SampleLog.Options("seed.log"));
            learned.One(original);
            learned.One(original);
            byte[] changed = [.. original];
            for (int change = random.Next(3); change >= 0; change--)
            {
                int at = random.Next(changed.Length);
                changed = random.Next(3) switch
                {
                    0 => [.. changed[..at], .. changed[Math.Min(changed.Length, at + 1)..]],
                    1 => [.. changed[..at], telling[random.Next(telling.Length)], .. changed[at..]],
                    _ => [.. changed[..at], telling[random.Next(telling.Length)], .. changed[Math.Min(changed.Length, at + 1)..]],
                };
            }

            ParsedRecord expected = new LogParsing().One(changed);
            accepted += expected.Status == ParseStatus.Accepted && expected.Repairs == Repairs.None ? 1 : 0;
            Assert.True(Same(expected, learned.One(changed)), Encoding.Latin1.GetString(changed));
        }

        Assert.True(accepted > 500, $"{accepted} sound records.");
    }

    [Fact]
    public void SoundRecordsReadLenientlyAreReadAsStrictly()
    {
        var random = new Random(7);
        byte[][] corpus = [.. SampleLog.AllNames.Select(SampleLog.Read).Where(bytes => bytes[0] == '{')];
        var strict = new MemberList();
        var lenient = new MemberList();
        var reader = new LenientJson(lenient);
        int sound = 0;
        for (int input = 0; input < 100_000; input++)
        {
            byte[] bytes = Mutate(random, corpus);
            if (bytes[0] != '{' || StrictJson.Read(bytes, 0, strict, out int length) != JsonReading.Done)
            {
                continue;
            }

            sound++;
            string text = Encoding.Latin1.GetString(bytes, 0, length);
            JsonReading reading = reader.Read(bytes.AsSpan(0, length), 0, isFinal: true, out int consumed, out Repairs repairs);
            Assert.True((JsonReading.Done, length, Repairs.None) == (reading, consumed, repairs), $"{reading} {consumed} {repairs} of {length}: {text}");
            Assert.Equal(strict.Count, lenient.Count);
            for (int member = 0; member < strict.Count; member++)
            {
                Assert.True(Comparable(strict[member]) == Comparable(lenient[member]), text);
            }
        }

        Assert.True(sound > 5000, $"{sound} sound records.");

        static JsonMember Comparable(JsonMember member) =>
            member.Kind is MemberKind.None or MemberKind.Object ? member with { Value = 0, ValueLength = 0 } : member;
    }

    private static bool Same(ParsedRecord one, ParsedRecord other) =>
        (one.Status, one.Consumed, one.Reason, one.Repairs, one.Values) == (other.Status, other.Consumed, other.Reason, other.Repairs, other.Values);

    private static byte[] Mutate(Random random, byte[][] corpus)
    {
        byte[] source = corpus[random.Next(corpus.Length)];
        int start = random.Next(source.Length);
        var bytes = new List<byte>(source.Skip(random.Next(2) == 0 ? 0 : start).Take(1500));
        ReadOnlySpan<byte> telling = "\"\\{}[]:,-\n\r<> '$"u8;
        for (int change = random.Next(6); change >= 0 && bytes.Count > 1; change--)
        {
            int at = random.Next(bytes.Count);
            switch (random.Next(5))
            {
                case 0:
                    bytes[at] = (byte)random.Next(256);
                    break;
                case 1:
                    bytes.RemoveRange(at, Math.Min(random.Next(1, 40), bytes.Count - at));
                    break;
                case 2:
                    bytes.InsertRange(at, bytes.GetRange(at, Math.Min(random.Next(1, 40), bytes.Count - at)));
                    break;
                case 3:
                    bytes.Insert(at, telling[random.Next(telling.Length)]);
                    break;
                default:
                    byte[] other = corpus[random.Next(corpus.Length)];
                    int from = random.Next(other.Length);
                    bytes.InsertRange(at, other.Skip(from).Take(random.Next(200)));
                    break;
            }
        }

        return bytes.Count == 0 ? [(byte)'{'] : [.. bytes];
    }
}
