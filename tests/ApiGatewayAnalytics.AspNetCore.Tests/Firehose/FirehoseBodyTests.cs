using System.Buffers;
using System.IO.Pipelines;
using System.Text;
using ApiGatewayAnalytics.AspNetCore.Firehose;

namespace ApiGatewayAnalytics.AspNetCore.Tests.Firehose;

/// <summary>Bodies in any pieces.</summary>
public sealed class FirehoseBodyTests
{
    private static readonly (string Body, string[] Records)[] s_good =
    [
        ("""{"requestId":"a-b","timestamp":1578090901599,"records":[{"data":"YWJj"},{"data":""},{"data":"YWI="}]}""", ["abc", "", "ab"]),
        ("""{"records":[{"data":"Pz8\/"},{"data":"\u0059WJj"},{"data":"YW\u004aj"}],"timestamp":1,"requestId":"a-b"}""", ["???", "abc", "abc"]),
        (" {\n\t\"x\" : [ 1.5e-3 , true, null, {\"records\":[{\"data\":\"!\"}],\"y\":\"\\\"}\\u0022\"}, [], {} ] ,\r\n \"records\" : [ { \"z\":{\"data\":0}, \"data\" : \"YWJj\" , \"k\":[\"]\"] } ] , \"requestId\" : \"a-b\" } \n ", ["abc"]),
        ("{\"requestId\":\"a-b\",\"records\":[{\"data\":\"YW Jj\"},{\"data\":\"YWJj\\n\"}]}", ["abc", "abc"]),
        ("""{"request\u0049d":"a\u002db","recor\u0064s":[{"d\u0061ta":"YWJj"}]}""", ["abc"]),
    ];

    private static readonly string[] s_bad =
    [
        "", "{}", "[]", "x", "{\"requestId\":\"a-b\"}",
        """{"requestId":"a-b","records":[]}""",
        """{"requestId":"a-b","records":{}}""",
        """{"requestId":"a-b","records":[{}]}""",
        """{"requestId":"a-b","records":["YWJj"]}""",
        """{"requestId":"a-b","records":[{"data":null}]}""",
        """{"requestId":"a-b","records":[{"data":7}]}""",
        """{"requestId":"a-b","records":[{"data":"YWJ"}]}""",
        """{"requestId":"a-b","records":[{"data":"YW?j"}]}""",
        """{"requestId":"a-b","records":[{"data":"YW\nj"}]}""",
        """{"requestId":"a-b","records":[{"data":"YW\u00e4j"}]}""",
        """{"requestId":"a-b","records":[{"data":"YW\u00zzj"}]}""",
        """{"requestId":"a-b","records":[{"data":"YWJj","data":"YWJj"}]}""",
        """{"requestId":"a-b","records":[{"data":"YWJj"}],"records":[{"data":"YWJj"}]}""",
        """{"requestId":"a-b","requestId":"a-b","records":[{"data":"YWJj"}]}""",
        """{"requestId":"a-c","records":[{"data":"YWJj"}]}""",
        """{"requestId":1,"records":[{"data":"YWJj"}]}""",
        """{"records":[{"data":"YWJj"}]}""",
        """{"requestId":"a-b","timestamp":"1","records":[{"data":"YWJj"}]}""",
        """{"requestId":"a-b","timestamp":1.5,"records":[{"data":"YWJj"}]}""",
        """{"requestId":"a-b","timestamp":1,"timestamp":1,"records":[{"data":"YWJj"}]}""",
        """{"requestId":"a-b","records":[{"data":"YWJj"}]""",
        """{"requestId":"a-b","records":[{"data":"YWJj"}]}}""",
        """{"requestId":"a-b","records":[{"data":"YWJj"}]}{}""",
        """{"requestId":"a-b","records":[{"data":"YWJj"},]}""",
        """{"requestId":"a-b","records":[{"data":"YWJj",}]}""",
        """{"requestId":"a-b","records":[{"data" "YWJj"}]}""",
        """{"requestId":"a-b","x":nul,"records":[{"data":"YWJj"}]}""",
        """{"requestId":"a-b","records":[{"data":"YWJj"}""",
        """{"requestId":"a-b","records":[[{"data":"YWJj"}]]}""",
        """{"requestId":"a-b","records":[{"data":{"data":"YWJj"}}]}""",
        """{"requestId":"a-b","records":[{"data":"YW\ud800Jj"}]}""",
        """{"requestId":"\ud800","records":[{"data":"YWJj"}]}""",
        """{"requestId":"a-b","timestamp":-1,"records":[{"data":"YWJj"}]}""",
        """{"requestId":"a-b","x":01,"records":[{"data":"YWJj"}]}""",
        """{"requestId":"a-b","x":[}],"records":[{"data":"YWJj"}]}""",
    ];

    [Fact]
    public void AnyTwoPiecesAreReadAlike()
    {
        foreach ((string body, string[] records) in s_good)
        {
            byte[] bytes = Encoding.UTF8.GetBytes(body);
            for (int split = 0; split <= bytes.Length; split++)
            {
                (string? mistake, List<string> taken) = Read(bytes[..split], bytes[split..]);
                Assert.True(mistake is null, $"{body} at {split}: {mistake}");
                Assert.Equal(records, taken);
                (mistake, taken) = ReadAtOnce(bytes[..split], bytes[split..]);
                Assert.True(mistake is null, $"{body} in segments at {split}: {mistake}");
                Assert.Equal(records, taken);
            }

            (string? single, List<string> all) = Read([.. bytes.Select(one => (byte[])[one])]);
            Assert.Null(single);
            Assert.Equal(records, all);
        }
    }

    [Fact]
    public void WhatIsNotTheProtocolIsRefusedHoweverItIsCut()
    {
        foreach (string body in s_bad)
        {
            byte[] bytes = Encoding.UTF8.GetBytes(body);
            (string? whole, _) = Read(bytes);
            Assert.True(whole is not null, body);
            for (int split = 0; split <= bytes.Length; split++)
            {
                Assert.Equal(whole, Read(bytes[..split], bytes[split..]).Mistake);
                Assert.Equal(whole, ReadAtOnce(bytes[..split], bytes[split..]).Mistake);
            }
        }
    }

    [Fact]
    public void EveryShorterBodyIsRefused()
    {
        foreach ((string body, _) in s_good)
        {
            byte[] bytes = Encoding.UTF8.GetBytes(body.TrimEnd());
            for (int length = 0; length < bytes.Length; length++)
                Assert.NotNull(Read(bytes[..length]).Mistake);
        }
    }

    [Theory]
    [InlineData(false)]
    [InlineData(true)]
    public async Task PipesMayBeCutAnywhere(bool isGzip)
    {
        byte[] body = Encoding.UTF8.GetBytes(s_good[0].Body);
        body = isGzip ? Bodies.Gzip(body) : body;
        for (int split = 0; split <= body.Length; split++)
        {
            var taken = new List<string>();
            Assert.Null(await ReadAsync([body[..split], body[split..]], isGzip, taken));
            Assert.Equal(s_good[0].Records, taken);
            if (split < body.Length)
                Assert.NotNull(await ReadAsync([body[..split]], isGzip, []));
        }
    }

    [Fact]
    public async Task DamagedGzipIsRefused()
    {
        byte[] body = Bodies.Gzip(Encoding.UTF8.GetBytes(s_good[0].Body));
        for (int i = 0; i < body.Length; i++)
        {
            // Bytes 4 to 9 of the header say nothing of the content.
            if (i is >= 4 and <= 9)
                continue;
            byte[] damaged = [.. body];
            damaged[i] ^= 0x55;
            Assert.True(await ReadAsync([damaged], true, []) is not null, $"byte {i}");
        }

        Assert.NotNull(await ReadAsync([Encoding.UTF8.GetBytes(s_good[0].Body)], true, []));
        Assert.NotNull(await ReadAsync([body], false, []));
        Assert.NotNull(await ReadAsync([body, [1, 2, 3]], true, []));
    }

    [Fact]
    public void LimitsAreThoseOfTheProtocol()
    {
        byte[] longest = new byte[FirehoseBody.LongestRecord];
        Assert.Null(Read(Bodies.Of([longest], "a-b")).Mistake);
        Assert.NotNull(Read(Bodies.Of([[.. longest, 0]], "a-b")).Mistake);
        Assert.Null(Read([.. Bodies.Of([longest], "a-b").Chunk(4_096)]).Mistake);
        Assert.NotNull(Read([.. Bodies.Of([[.. longest, 0]], "a-b").Chunk(4_096)]).Mistake);
        Assert.Null(Read(Bodies.Of(Enumerable.Repeat("a"u8.ToArray(), FirehoseBody.MostRecords), "a-b")).Mistake);
        Assert.NotNull(Read(Bodies.Of(Enumerable.Repeat("a"u8.ToArray(), FirehoseBody.MostRecords + 1), "a-b")).Mistake);
        Assert.NotNull(Read(Encoding.UTF8.GetBytes($"{{\"x\":{new string('[', 100_000)}")).Mistake);
        Assert.NotNull(Read(Encoding.UTF8.GetBytes($"{{\"requestId\":\"{new string('a', 100_000)}\"}}")).Mistake);

        // Whoever escapes each slash is understood, and a text without an end is not waited for.
        byte[] slashes = Encoding.UTF8.GetBytes(Encoding.UTF8.GetString(
            Bodies.Of([[.. Enumerable.Repeat((byte)255, FirehoseBody.LongestRecord)]], "a-b")).Replace("/", "\\/", StringComparison.Ordinal));
        Assert.Null(Read([.. slashes.Chunk(100_000)]).Mistake);
        byte[] endless = [.. "{\"x\":\""u8, .. Enumerable.Repeat((byte)'a', FirehoseBody.LongestText)];
        Assert.NotNull(Read(endless).Mistake);
        Assert.NotNull(Read([.. endless, .. "\"}"u8]).Mistake);
        Assert.NotNull(Read([.. endless.Chunk(100_000)]).Mistake);
    }

    /// <summary>Reads a body that comes in pieces, of which each waits for the next one as far as it was not read.</summary>
    private static (string? Mistake, List<string> Records) Read(params byte[][] pieces) => ReadArrivals(pieces.Select(piece => (ReadOnlyMemory<byte>[])[piece]));

    /// <summary>Reads a body that comes as a whole, in segments.</summary>
    private static (string? Mistake, List<string> Records) ReadAtOnce(params byte[][] segments) =>
        ReadArrivals([[.. segments.Select(segment => (ReadOnlyMemory<byte>)segment)]]);

    private static (string? Mistake, List<string> Records) ReadArrivals(IEnumerable<ReadOnlyMemory<byte>[]> arrivals)
    {
        var records = new List<string>();
        using var body = new FirehoseBody("a-b", record => records.Add(Encoding.UTF8.GetString(record.Span)));
        ReadOnlyMemory<byte> unread = default;
        foreach (ReadOnlyMemory<byte>[] arrival in arrivals)
        {
            ReadOnlySequence<byte> bytes = Segments.Of([unread, .. arrival]);
            if (body.Read(bytes, out SequencePosition end) is { } mistake)
                return (mistake, records);
            unread = bytes.Slice(end).ToArray();
        }

        return (body.Finish(), records);
    }

    private static async Task<string?> ReadAsync(byte[][] pieces, bool isGzip, List<string> records)
    {
        var pipe = new Pipe(new PipeOptions(readerScheduler: PipeScheduler.Inline, writerScheduler: PipeScheduler.Inline, useSynchronizationContext: false));
        using FlightGate.Flight flight = new FlightGate(1, 1).TryEnter(0)!;
        Task<string?> reading = FirehoseReceiver.ReadAsync(
            pipe.Reader, "a-b", isGzip, record => records.Add(Encoding.UTF8.GetString(record.Span)), flight, default);
        foreach (byte[] piece in pieces)
        {
            if (!reading.IsCompleted)
                await pipe.Writer.WriteAsync(piece);
        }

        await pipe.Writer.CompleteAsync();
        return await reading;
    }
}
