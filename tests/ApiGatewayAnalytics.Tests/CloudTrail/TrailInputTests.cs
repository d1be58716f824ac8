using System.Text;
using ApiGatewayAnalytics.CloudTrail;
using ApiGatewayAnalytics.Tests.AccessLogs;
using ApiGatewayAnalytics.Tests.Engine;
using ApiGatewayAnalytics.Tests.Reference;

namespace ApiGatewayAnalytics.Tests.CloudTrail;

/// <summary>Events out of every envelope, cut anywhere, damaged anyhow.</summary>
public sealed class TrailInputTests
{
    private static readonly byte[][] s_events = TrailInputs.Events(300, redelivered: 0);

    public static TheoryData<string> Wrappings => [.. TrailInputs.Wrappings];

    [Theory]
    [MemberData(nameof(Wrappings))]
    public void EveryEnvelopeGivesTheSameEvents(string wrapping)
    {
        string whole = Rows(TrailInputs.Outcome(TrailInputs.Wrap(s_events, "lines")));
        Assert.Equal(s_events.Length, whole.Split('\n').Length);
        string outcome = TrailInputs.Outcome(TrailInputs.Wrap(s_events, wrapping));
        if (wrapping is "pretty")
        {
            // Objects and arrays are the JSON that they were, which is written otherwise here.
            Assert.Contains($"{s_events.Length}/{s_events.Length}/0", outcome, StringComparison.Ordinal);
        }
        else
        {
            Assert.Equal(whole, Rows(outcome));
        }
    }

    [Theory]
    [MemberData(nameof(Wrappings))]
    public void CutsAndPiecesChangeNothing(string wrapping)
    {
        byte[] input = TrailInputs.Wrap(s_events.Take(3), wrapping);
        string whole = TrailInputs.Outcome(input);
        Assert.Contains("3/3/0", whole, StringComparison.Ordinal);
        for (int at = 1; at < input.Length; at++)
            Assert.Equal(whole, TrailInputs.Outcome(input, [at, int.MaxValue]));
        foreach (int length in (int[])[1, 7, 64])
            Assert.Equal(whole, TrailInputs.Outcome(input, [length]));
    }

    [Fact]
    public void WhatIsNoEventIsToldApart()
    {
        string digest = """{"awsAccountId":"123408221234","digestStartTime":"2026-06-01T00:00:00Z","digestEndTime":"2026-06-01T01:00:00Z","logFiles":[{"s3Bucket":"b"}]}""";
        string insight = """{"Records":[{"eventVersion":"1.07","eventTime":"2026-06-01T00:00:00Z","awsRegion":"us-east-1","eventID":"x","eventType":"AwsCloudTrailInsight","insightDetails":{"state":"Start"},"eventCategory":"Insight"}]}""";
        string other = """{"eventVersion":"1.08","eventTime":"2026-06-01T00:00:00Z","eventSource":"s3.amazonaws.com","eventName":"GetBucketAcl"}""";
        string old = """{"eventVersion":"1.08","eventTime":"2014-06-01T00:00:00Z","eventSource":"apigateway.amazonaws.com","eventName":"GetApi"}""";
        string future = """{"eventVersion":"1.08","eventTime":"2027-06-01T00:00:00Z","eventSource":"apigateway.amazonaws.com","eventName":"GetApi"}""";
        string timeless = """{"eventVersion":"1.08","eventSource":"apigateway.amazonaws.com","eventName":"GetApi"}""";
        string nothing = """{"a":1}""";
        using var reader = new CloudTrailReader(
            new MemoryStream(Encoding.UTF8.GetBytes(string.Join('\n', digest, insight, other, old, future, timeless, nothing))), timeProvider: FixedClock.In2026);
        Assert.False(reader.Read());
        Assert.Equal(new Dictionary<string, long> { ["digest"] = 1, ["insight"] = 1, ["other-event-source"] = 1 }, reader.Report.Skipped);
        Assert.Equal(
            new Dictionary<string, long> { ["bad-time"] = 1, ["future-time"] = 1, ["no-time"] = 1, ["not-an-event"] = 1 },
            reader.Report.Rejected.OrderBy(reason => reason.Key, StringComparer.Ordinal).ToDictionary());
    }

    [Fact]
    public void APatternOpensOtherServices()
    {
        byte[] input = TrailInputs.Wrap(TrailInputs.Events(500, others: 0.4), "file");
        Assert.InRange(Accepted("apigateway.amazonaws.com"), 200, 400);
        Assert.Equal(500, Accepted("*"));
        Assert.Equal(500 - Accepted("APIGATEWAY.*"), Accepted("s3.*"));

        long Accepted(string pattern)
        {
            using var reader = new CloudTrailReader(new MemoryStream(input), new CloudTrailReaderOptions { EventSource = pattern });
            while (reader.Read())
            {
            }

            return reader.Report.Accepted;
        }
    }

    [Theory]
    [InlineData("{\"eventVersion\":\"1.08\",\"userIdentity\":{\"type\":\"IAMUs\n", "truncated")]
    [InlineData("{\"eventVersion\":\"1.08\",\"requestParameters\":{\"a\":\"b\n", "truncated")]
    [InlineData("{\"eventVersion\":\"1.08\",\n", "truncated")]
    [InlineData("{\"eventVersion\" \"1.08\",\"eventName\":\"x\"}\n", "not-json")]
    public void ABrokenEventCostsNoOther(string broken, string reason)
    {
        byte[] input = [.. TrailInputs.Wrap(s_events.Take(2), "lines"), .. Encoding.UTF8.GetBytes(broken), .. TrailInputs.Wrap(s_events.Skip(2).Take(3), "lines")];
        using var reader = new CloudTrailReader(new MemoryStream(input), timeProvider: FixedClock.In2026);
        while (reader.Read())
        {
        }

        Assert.Equal(5, reader.Report.Accepted);
        Assert.Equal(new Dictionary<string, long> { [reason] = 1 }, reader.Report.Rejected);
        Assert.Equal(3, reader.Report.RejectedAt[reason][0].Line);
    }

    /// <summary>Whatever is done to the bytes: nothing is thrown, everything is counted, and an event that is still JSON is read as the slow reference does.</summary>
    [Fact]
    public void MutationsAreReadLikeTheReference()
    {
        var random = new Random(5);
        int sound = 0;
        for (int round = 0; round < 4000; round++)
        {
            byte[] bytes = [.. s_events[random.Next(s_events.Length)]];
            for (int change = random.Next(1, 4); change > 0; change--)
            {
                int at = random.Next(bytes.Length);
                switch (random.Next(4))
                {
                    case 0:
                        bytes[at] = (byte)random.Next(32, 127);
                        break;
                    case 1:
                        bytes[at] = (byte)"{}[]\",:\\ntu0-"[random.Next(13)];
                        break;
                    case 2:
                        bytes = [.. bytes[..at], .. bytes[Math.Min(bytes.Length, at + random.Next(1, 30))..]];
                        break;
                    default:
                        bytes = [.. bytes[..at], .. bytes[random.Next(at + 1)..at], .. bytes[at..]];
                        break;
                }

                if (bytes.Length == 0)
                    bytes = [(byte)'{'];
            }

            using var reader = new CloudTrailReader(new MemoryStream([.. bytes, (byte)'\n']), new CloudTrailReaderOptions { EventSource = "*" }, timeProvider: FixedClock.In2026);
            int read = 0;
            string? user = null;
            string? name = null;
            string? error = null;
            while (reader.Read())
            {
                read++;
                user = Present(reader.Current.GetString(CloudTrailFields.User));
                name = Present(reader.Current.GetString(CloudTrailFields.EventName));
                error = Present(reader.Current.GetString(CloudTrailFields.ErrorMessage));
            }

            Assert.Equal(read, reader.Report.Accepted);
            var reference = new ReferenceTrail();
            try
            {
                reference.Add(bytes);
            }
            catch (Exception e) when (e is System.Text.Json.JsonException or FormatException or ArgumentNullException or InvalidOperationException)
            {
                continue;
            }

            // Names that are given twice have the first value here and the last one in a document.
            if (reference.Records is [{ } expected] && read == 1 && !HasTwins(bytes))
            {
                sound++;
                Assert.Equal(expected.Text("user"), user);
                Assert.Equal(expected.Text("eventName"), name);
                Assert.Equal(expected.Text("errorMessage"), error);
            }
        }

        Assert.InRange(sound, 500, 4000);
    }

    [Fact]
    public void ReadingAllocatesNothing()
    {
        byte[] file = TrailInputs.Wrap(TrailInputs.Events(2000), "lines");
        using var reader = new CloudTrailReader(new RepeatingStream(file, 50), timeProvider: FixedClock.In2026);
        Read(20_000);
        long before = GC.GetAllocatedBytesForCurrentThread();
        Read(50_000);
        Assert.Equal(0, GC.GetAllocatedBytesForCurrentThread() - before);

        void Read(int records)
        {
            long length = 0;
            for (int i = 0; i < records; i++)
            {
                Assert.True(reader.Read());
                length += reader.Current.User.Length + reader.Current.RequestParameters.Length;
            }

            Assert.True(length > 0);
        }
    }

    private static string Rows(string outcome) => string.Join('\n', outcome.Split('\n').SkipLast(1).Select(line => line.TrimEnd('\r')));

    private static string? Present(string? text) => text is "" ? null : text;

    private static bool HasTwins(byte[] json)
    {
        var names = new Stack<HashSet<string>>();
        var reader = new System.Text.Json.Utf8JsonReader(json);
        while (reader.Read())
        {
            if (reader.TokenType == System.Text.Json.JsonTokenType.StartObject)
                names.Push([]);
            else if (reader.TokenType == System.Text.Json.JsonTokenType.EndObject)
                names.Pop();
            else if (reader.TokenType == System.Text.Json.JsonTokenType.PropertyName && (!names.Peek().Add(reader.GetString()!) || reader.ValueIsEscaped))
                return true;
        }

        return false;
    }
}
