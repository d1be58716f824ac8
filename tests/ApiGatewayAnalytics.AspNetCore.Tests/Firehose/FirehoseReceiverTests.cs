using System.Net;
using System.Net.Sockets;
using System.Text;
using System.Text.Json;
using ApiGatewayAnalytics.AspNetCore.Firehose;
using ApiGatewayAnalytics.Panels;
using ApiGatewayAnalytics.Synthetic;
using Microsoft.AspNetCore.Builder;
using Microsoft.AspNetCore.Server.Kestrel.Core;
using Microsoft.Extensions.DependencyInjection;

namespace ApiGatewayAnalytics.AspNetCore.Tests.Firehose;

/// <summary>The protocol over real HTTP.</summary>
public sealed class FirehoseReceiverTests
{
    [Theory]
    [InlineData(false)]
    [InlineData(true)]
    public async Task ADeliveryCountsAndIsAnsweredToTheLetter(bool isGzip)
    {
        await using FirehoseHost host = await FirehoseHost.StartAsync();
        byte[] body = Bodies.OfLogs(200);
        using HttpResponseMessage response = await host.SendAsync(isGzip ? Bodies.Gzip(body) : body, change: request =>
        {
            request.Headers.Add("Accept-Encoding", "gzip, br");
            if (isGzip)
                request.Content!.Headers.ContentEncoding.Add("gzip");
        });
        Assert.Equal(HttpStatusCode.OK, response.StatusCode);
        Assert.Equal("application/json", response.Content.Headers.ContentType?.ToString());
        Assert.Empty(response.Content.Headers.ContentEncoding);
        byte[] answer = await response.Content.ReadAsByteArrayAsync();
        Assert.Equal(answer.Length, response.Content.Headers.ContentLength);
        Assert.Equal(
            $$"""{"requestId":"{{Bodies.RequestId}}","timestamp":{{host.Clock.Now.ToUnixTimeMilliseconds()}}}""", Encoding.UTF8.GetString(answer));
        Assert.Equal(200, host.Engine.Ingestion.Accepted);
        Assert.Equal("firehose/amazon-apigateway-orders", host.Engine.Ingestion.Sources.Single().Name);
        Assert.Equal(200, Total(host.Engine));
        Assert.Equal(200, Total(host.Engine, ("account", "210987654321"), ("region", "eu-central-1")));
    }

    [Fact]
    public async Task OnlyItsKeysOpenIt()
    {
        await using FirehoseHost host = await FirehoseHost.StartAsync();
        foreach (string? key in (string?[])[null, "", "x", FirehoseHost.Key[..^1], FirehoseHost.Key + "x", FirehoseHost.Key.ToUpperInvariant()])
        {
            using HttpResponseMessage response = await host.SendAsync(Bodies.OfLogs(1), change: request =>
            {
                request.Headers.Remove(FirehoseHeaders.AccessKey);
                if (key is not null)
                    request.Headers.TryAddWithoutValidation(FirehoseHeaders.AccessKey, key);
            });
            Assert.Equal(HttpStatusCode.Unauthorized, response.StatusCode);
            using JsonDocument answer = JsonDocument.Parse(await response.Content.ReadAsStringAsync());
            Assert.Equal(["requestId", "timestamp", "errorMessage"], answer.RootElement.EnumerateObject().Select(member => member.Name));
            Assert.Equal(JsonValueKind.Number, answer.RootElement.GetProperty("timestamp").ValueKind);
        }

        Assert.Equal(0, host.Engine.Ingestion.Records);
        await host.ExpectAsync(HttpStatusCode.OK, Bodies.OfLogs(1), change: request =>
        {
            request.Headers.Remove(FirehoseHeaders.AccessKey);
            request.Headers.Add(FirehoseHeaders.AccessKey, FirehoseHost.OtherKey);
        });
    }

    [Fact]
    public void ItIsNotMappedWithoutAKey()
    {
        WebApplicationBuilder builder = WebApplication.CreateSlimBuilder();
        builder.Services.AddApiGatewayAnalytics();
        using var app = builder.Build();
        Assert.Contains("AccessKeys", Mistake(_ => { }), StringComparison.Ordinal);
        Assert.Contains("15 characters", Mistake(options => options.AccessKeys.Add("secret-secret-1")), StringComparison.Ordinal);
        Assert.DoesNotContain("secret", Mistake(options => options.AccessKeys.Add("secret-secret-1")), StringComparison.Ordinal);
        Assert.Contains("4097", Mistake(options => options.AccessKeys.Add(new string('a', 4_097))), StringComparison.Ordinal);
        Assert.Contains("printable", Mistake(options => options.AccessKeys.Add("0123456789abcdef\n")), StringComparison.Ordinal);
        Assert.Contains("printable", Mistake(options => options.AccessKeys.Add(" 0123456789abcdef")), StringComparison.Ordinal);
        Assert.Contains("key 2", Mistake(options => { options.AccessKeys.Add(FirehoseHost.Key); options.AccessKeys.Add("short"); }), StringComparison.Ordinal);
        Assert.Contains("MaxRequestsInFlight", Mistake(options => { options.AccessKeys.Add(FirehoseHost.Key); options.MaxRequestsInFlight = 0; }), StringComparison.Ordinal);

        using var bare = WebApplication.CreateSlimBuilder().Build();
        Assert.Contains("AddApiGatewayAnalytics", Assert.Throws<InvalidOperationException>(
            () => bare.MapFirehoseReceiver("/firehose", options => options.AccessKeys.Add(FirehoseHost.Key))).Message, StringComparison.Ordinal);

        string Mistake(Action<FirehoseReceiverOptions> configure) =>
            Assert.Throws<ArgumentException>(() => app.MapFirehoseReceiver("/firehose", configure)).Message;
    }

    [Fact]
    public async Task HeadersAreThoseOfTheProtocol()
    {
        await using FirehoseHost host = await FirehoseHost.StartAsync();
        byte[] body = Bodies.OfLogs(1);
        await host.ExpectAsync(HttpStatusCode.BadRequest, body, change: request => request.Headers.Remove(FirehoseHeaders.ProtocolVersion));
        await host.ExpectAsync(HttpStatusCode.BadRequest, body, change: request => Replace(request, FirehoseHeaders.ProtocolVersion, "2.0"));
        await host.ExpectAsync(HttpStatusCode.BadRequest, body, change: request => request.Headers.Remove(FirehoseHeaders.RequestIdName));
        await host.ExpectAsync(HttpStatusCode.BadRequest, body, requestId: "ed1d787c-b9e2-4631-92dc-8e7c9d26d805");
        await host.ExpectAsync(HttpStatusCode.UnsupportedMediaType, body, change: request => request.Content!.Headers.ContentType = new("text/plain"));
        await host.ExpectAsync(HttpStatusCode.UnsupportedMediaType, body, change: request => request.Content!.Headers.ContentEncoding.Add("br"));
        await host.ExpectAsync(HttpStatusCode.BadRequest, body, change: request => request.Headers.Add(FirehoseHeaders.CommonAttributes, "[]"));
        await host.ExpectAsync(HttpStatusCode.BadRequest, body, change: request => request.Headers.Add(FirehoseHeaders.CommonAttributes, "{\"commonAttributes\":{\"a\":1}}"));
        Assert.Equal(HttpStatusCode.MethodNotAllowed, (await host.Client.GetAsync(host.Address)).StatusCode);
        Assert.Equal(0, host.Engine.Ingestion.Records);
        await host.ExpectAsync(HttpStatusCode.OK, body, change: request => request.Headers.Remove(FirehoseHeaders.SourceArn));
        Assert.Equal(1, host.Engine.Ingestion.Accepted);
    }

    [Fact]
    public async Task CommonAttributesNameAccountRegionAndSource()
    {
        await using FirehoseHost host = await FirehoseHost.StartAsync();
        await host.ExpectAsync(HttpStatusCode.OK, Bodies.OfLogs(3), change: request => request.Headers.Add(
            FirehoseHeaders.CommonAttributes, """{"commonAttributes":{"account":"111122223333","region":"us-gov-west-1","source":"orders prod","team":"a"}}"""));
        Assert.Equal("orders prod", host.Engine.Ingestion.Sources.Single().Name);
        Assert.Equal(3, Total(host.Engine, ("account", "111122223333"), ("region", "us-gov-west-1")));
    }

    [Fact]
    public async Task ContentIsToldApartByWhatItIs()
    {
        await using FirehoseHost host = await FirehoseHost.StartAsync();
        DateTimeOffset start = host.Clock.Now.AddHours(-1);
        var datapoints = new SyntheticMetrics { Start = start, Minutes = 5 }.Generate().ToArray();
        var traffic = new SyntheticTraffic { Records = 50, Start = start, Duration = TimeSpan.FromMinutes(30) };
        using var subscription = new MemoryStream();
        new CloudWatchLogsSubscription().WriteGzip(subscription, traffic.Requests(), new SyntheticRequestWriter(SyntheticLayout.Rest));
        byte[][] records =
        [
            Metrics(SyntheticMetricEncoding.Json), Metrics(SyntheticMetricEncoding.OpenTelemetry07), Metrics(SyntheticMetricEncoding.OpenTelemetry10),
            subscription.ToArray(), subscription.ToArray(),
            SyntheticLog.ToArray(traffic with { Seed = 2 }, SyntheticLayout.Rest),
            [], Bodies.Log(1), Bodies.Log(2),
            new SyntheticTrail { Records = 20, Start = start, Duration = TimeSpan.FromMinutes(30), RedeliveryShare = 0 }.ToArray(),
        ];
        await host.ExpectAsync(HttpStatusCode.OK, Bodies.Of(records));

        var plain = new AnalyticsEngine(new AnalyticsOptions(), host.Clock);
        var source = new IngestionSource("firehose/amazon-apigateway-orders") { Account = "210987654321", Region = "eu-central-1" };
        foreach (byte[] record in records)
            plain.Ingest(record, source);
        Assert.Equal(plain.Ingestion.Accepted, host.Engine.Ingestion.Accepted);
        Assert.Equal(50, host.Engine.Ingestion.Duplicates);
        Assert.Empty(host.Engine.Ingestion.Rejected);
        Assert.Equal(Json(plain), Json(host.Engine));

        byte[] Metrics(SyntheticMetricEncoding encoding)
        {
            using var output = new MemoryStream();
            SyntheticMetricWriter.Write(output, datapoints, encoding);
            return output.ToArray();
        }
    }

    [Fact]
    public async Task BadContentIsCountedAndBadBodiesLeaveNothing()
    {
        await using FirehoseHost host = await FirehoseHost.StartAsync();
        byte[] good = Bodies.OfLogs(300);
        byte[] corrupt = [.. good];
        corrupt[^8] = (byte)'*';
        await host.ExpectAsync(HttpStatusCode.BadRequest, corrupt);
        await host.ExpectAsync(HttpStatusCode.BadRequest, good[..^1]);
        byte[] gzip = Bodies.Gzip(good);
        foreach (int missing in (int[])[1, 4, 8, 9, 100])
            await host.ExpectAsync(HttpStatusCode.BadRequest, gzip[..^missing], change: request => request.Content!.Headers.ContentEncoding.Add("gzip"));
        await host.ExpectAsync(HttpStatusCode.BadRequest, good, change: request => request.Content!.Headers.ContentEncoding.Add("gzip"));
        Assert.Equal(0, host.Engine.Ingestion.Records);

        // The same request comes again and counts; what Firehose cannot help is counted as rejected, not refused for ever.
        await host.ExpectAsync(HttpStatusCode.OK, good);
        Assert.Equal(300, host.Engine.Ingestion.Accepted);
        await host.ExpectAsync(HttpStatusCode.OK, Bodies.Of(["{\"requestId\":"u8.ToArray(), Bodies.Log(1)], "other"), "other");
        Assert.Equal(301, host.Engine.Ingestion.Accepted);
        Assert.Equal(1, host.Engine.Ingestion.Rejected.Values.Sum());
    }

    [Fact]
    public async Task AFinishedRequestCountsOnceForADay()
    {
        await using FirehoseHost host = await FirehoseHost.StartAsync();
        for (int i = 0; i < 3; i++)
        {
            await host.ExpectAsync(HttpStatusCode.OK, Bodies.OfLogs(10));
            Assert.Equal(10, host.Engine.Ingestion.Accepted);
            host.Clock.Now += TimeSpan.FromHours(11);
        }

        await host.ExpectAsync(HttpStatusCode.OK, Bodies.OfLogs(10));
        Assert.Equal(20, host.Engine.Ingestion.Accepted);
    }

    [Fact]
    public async Task ARequestInFlightIsAskedToWait()
    {
        await using FirehoseHost host = await FirehoseHost.StartAsync();
        byte[] body = Bodies.OfLogs(100);
        var content = new HeldContent(body, body.Length / 2);
        Task claimed = host.Clock.NextQuestion();
        Task<HttpResponseMessage> first = host.SendAsync(content);
        await claimed;
        using (HttpResponseMessage second = await host.SendAsync(body))
        {
            Assert.Equal(HttpStatusCode.ServiceUnavailable, second.StatusCode);
            Assert.NotNull(second.Headers.RetryAfter);
        }

        Assert.Equal(0, host.Engine.Ingestion.Records);
        content.Release();
        Assert.Equal(HttpStatusCode.OK, (await first).StatusCode);
        Assert.Equal(100, host.Engine.Ingestion.Accepted);
        await host.ExpectAsync(HttpStatusCode.OK, body);
        Assert.Equal(100, host.Engine.Ingestion.Accepted);
    }

    [Theory]
    [InlineData(true)]
    [InlineData(false)]
    public async Task AnAbortedRequestLeavesNothing(bool isChunked)
    {
        await using FirehoseHost host = await FirehoseHost.StartAsync();
        byte[] body = Bodies.OfLogs(2_000);
        using (var client = new TcpClient())
        {
            await client.ConnectAsync(IPAddress.Loopback, host.Address.Port);
            NetworkStream stream = client.GetStream();
            string length = isChunked ? "Transfer-Encoding: chunked" : $"Content-Length: {body.Length}";
            await stream.WriteAsync(Encoding.ASCII.GetBytes(
                $"POST /firehose HTTP/1.1\r\nHost: localhost\r\nContent-Type: application/json\r\n{length}\r\n"
                + $"{FirehoseHeaders.ProtocolVersion}: 1.0\r\n{FirehoseHeaders.RequestIdName}: {Bodies.RequestId}\r\n{FirehoseHeaders.AccessKey}: {FirehoseHost.Key}\r\n\r\n"));
            if (isChunked)
                await stream.WriteAsync(Encoding.ASCII.GetBytes($"{body.Length:x}\r\n"));
            await stream.WriteAsync(body.AsMemory(0, body.Length - 1));
        }

        await host.RequestEndedAsync();
        Assert.Equal(0, host.Engine.Ingestion.Records);
        await host.ExpectAsync(HttpStatusCode.OK, body);
        Assert.Equal(2_000, host.Engine.Ingestion.Accepted);
    }

    [Fact]
    public async Task TooMuchAtOnceIsAskedToWait()
    {
        await using FirehoseHost host = await FirehoseHost.StartAsync(options => options.MaxRequestsInFlight = 1);
        await CheckAsync(host);
        byte[] body = Bodies.OfLogs(100);
        await using FirehoseHost small = await FirehoseHost.StartAsync(options => options.MaxBytesInFlight = (long)(1.5 * body.Length));
        await CheckAsync(small);

        // A single request is never too large for it.
        await using FirehoseHost smallest = await FirehoseHost.StartAsync(options => options.MaxBytesInFlight = 1);
        await smallest.ExpectAsync(HttpStatusCode.OK, body);

        static async Task CheckAsync(FirehoseHost host)
        {
            byte[] body = Bodies.OfLogs(100);
            var content = new HeldContent(body, body.Length / 2);
            Task claimed = host.Clock.NextQuestion();
            Task<HttpResponseMessage> first = host.SendAsync(content);
            await claimed;
            byte[] other = Bodies.OfLogs(100, "other", 100);
            using (HttpResponseMessage second = await host.SendAsync(other, "other"))
            {
                Assert.Equal(HttpStatusCode.ServiceUnavailable, second.StatusCode);
                Assert.NotNull(second.Headers.RetryAfter);
            }

            content.Release();
            Assert.Equal(HttpStatusCode.OK, (await first).StatusCode);
            await host.RequestEndedAsync();
            await host.RequestEndedAsync();
            await host.ExpectAsync(HttpStatusCode.OK, other, "other");
            Assert.Equal(200, host.Engine.Ingestion.Accepted);
        }
    }

    [Fact]
    public async Task TheLargestRequestsCount()
    {
        await using FirehoseHost host = await FirehoseHost.StartAsync();
        await host.ExpectAsync(HttpStatusCode.OK, Bodies.OfLogs(10_000));
        Assert.Equal(10_000, host.Engine.Ingestion.Accepted);
        await host.ExpectAsync(HttpStatusCode.BadRequest, Bodies.OfLogs(10_001, "a"), "a");

        // 64 MiB to the byte, and one more.
        byte[] lines = [.. Enumerable.Range(0, 4_700).SelectMany(i => (byte[])[.. Bodies.Log(i), (byte)'\n'])];
        byte[] large = Bodies.Of(Enumerable.Repeat(lines, 1 + (64 << 20) / (lines.Length * 4 / 3)).SkipLast(1), "b");
        byte[] largest = new byte[64 << 20];
        largest.AsSpan().Fill((byte)' ');
        large.CopyTo(largest, 0);
        await host.ExpectAsync(HttpStatusCode.OK, largest, "b");
        Assert.True(host.Engine.Ingestion.Accepted > 200_000);
        long accepted = host.Engine.Ingestion.Accepted;
        await host.ExpectAsync(HttpStatusCode.BadRequest, [.. largest, (byte)' '], "b2");
        large = Encoding.UTF8.GetBytes(Encoding.UTF8.GetString(largest).Replace("\"requestId\":\"b\"", "\"requestId\":\"c\"", StringComparison.Ordinal));
        await host.ExpectAsync(HttpStatusCode.BadRequest, Bodies.Gzip([.. large, (byte)' ']), "c", request => request.Content!.Headers.ContentEncoding.Add("gzip"));
        Assert.Equal(accepted, host.Engine.Ingestion.Accepted);
        await host.ExpectAsync(HttpStatusCode.OK, Bodies.Gzip(large), "c", request => request.Content!.Headers.ContentEncoding.Add("gzip"));
        Assert.Equal(accepted + accepted - 10_000, host.Engine.Ingestion.Accepted);
    }

    /// <summary>A record longer than what a server reads ahead, and than the windows of HTTP/2.</summary>
    [Theory]
    [InlineData("1.1", false)]
    [InlineData("1.1", true)]
    [InlineData("2.0", false)]
    public async Task TheLongestRecordsComeInAnyVersionOfHttp(string version, bool isChunked)
    {
        await using FirehoseHost host = await FirehoseHost.StartAsync(protocols: version == "2.0" ? HttpProtocols.Http2 : HttpProtocols.Http1);
        byte[] lines = [.. Enumerable.Range(0, 4_700).SelectMany(i => (byte[])[.. Bodies.Log(i), (byte)'\n'])];
        await host.ExpectAsync(HttpStatusCode.OK, Bodies.Of([lines, lines, lines]), change: request =>
        {
            (request.Version, request.VersionPolicy) = (Version.Parse(version), HttpVersionPolicy.RequestVersionExact);
            request.Headers.TransferEncodingChunked = isChunked;
        });
        Assert.Equal(3 * 4_700, host.Engine.Ingestion.Accepted);
    }

    [Fact]
    public async Task ManyAtOnceCountOnceEach()
    {
        await using FirehoseHost host = await FirehoseHost.StartAsync();
        await Parallel.ForEachAsync(Enumerable.Range(0, 60), new ParallelOptions { MaxDegreeOfParallelism = 6 }, async (i, _) =>
        {
            // Each is sent until it is taken, and once more.
            string id = Guid.Empty.ToString("D")[..^2] + $"{i / 2:D2}";
            for (int taken = 0; taken < 2;)
            {
                using HttpResponseMessage response = await host.SendAsync(Bodies.OfLogs(50, id, i / 2 * 50), id);
                taken += response.StatusCode == HttpStatusCode.OK ? 1 : 0;
            }
        });
        Assert.Equal(30 * 50, host.Engine.Ingestion.Accepted);
        Assert.Equal(30 * 50, Total(host.Engine));
    }

    private static void Replace(HttpRequestMessage request, string header, string value)
    {
        request.Headers.Remove(header);
        request.Headers.Add(header, value);
    }

    private static double Total(AnalyticsEngine engine, params (string Field, string Value)[] filters)
    {
        var query = new PanelQuery { Filters = PanelQuery.Default.Filters.SetItems(filters.Select(filter => KeyValuePair.Create(filter.Field, filter.Value))) };
        return ((ValueData)engine.GetPanel("access-logs-overview/total-requests", query)).Value ?? 0;
    }

    private static string Json(AnalyticsEngine engine) => JsonSerializer.Serialize(engine.GetAnswer());

    /// <summary>Stops half-way until it is released.</summary>
    private sealed class HeldContent(byte[] body, int half) : HttpContent
    {
        private readonly TaskCompletionSource _released = new(TaskCreationOptions.RunContinuationsAsynchronously);

        public void Release() => _released.SetResult();

        protected override async Task SerializeToStreamAsync(Stream stream, TransportContext? context)
        {
            await stream.WriteAsync(body.AsMemory(0, half));
            await stream.FlushAsync();
            await _released.Task;
            await stream.WriteAsync(body.AsMemory(half));
        }

        protected override bool TryComputeLength(out long length)
        {
            length = body.Length;
            return true;
        }
    }
}
