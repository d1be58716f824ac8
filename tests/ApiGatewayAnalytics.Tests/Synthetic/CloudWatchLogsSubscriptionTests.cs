using System.Buffers;
using System.IO.Compression;
using System.Text;
using System.Text.Json;
using ApiGatewayAnalytics.Synthetic;

namespace ApiGatewayAnalytics.Tests.Synthetic;

public class CloudWatchLogsSubscriptionTests
{
    [Fact]
    public void APayloadHoldsEveryRecordAsAnEvent()
    {
        var requests = new SyntheticTraffic { Records = 200 }.Requests().ToList();
        var writer = new SyntheticRequestWriter(SyntheticLayout.Rest);
        using var payload = new MemoryStream();
        new CloudWatchLogsSubscription { Owner = "210987654321", FirstEvent = 95 }.WriteGzip(payload, requests, writer);
        payload.Position = 0;
        using var gzip = new GZipStream(payload, CompressionMode.Decompress);
        using var json = JsonDocument.Parse(gzip);
        var root = json.RootElement;

        Assert.Equal("DATA_MESSAGE", root.GetProperty("messageType").GetString());
        Assert.Equal("210987654321", root.GetProperty("owner").GetString());
        Assert.Equal(
            ["messageType", "owner", "logGroup", "logStream", "subscriptionFilters", "logEvents"],
            root.EnumerateObject().Select(p => p.Name));
        var events = root.GetProperty("logEvents").EnumerateArray().ToList();
        Assert.Equal(requests.Select(r => r.RequestTimeEpoch), events.Select(e => e.GetProperty("timestamp").GetInt64()));
        Assert.Equal(requests.Select(r => Render(writer, r)), events.Select(e => e.GetProperty("message").GetString()));
        var ids = events.ConvertAll(e => e.GetProperty("id").GetString()!);
        Assert.All(ids, id => Assert.Equal(56, id.Length));
        Assert.Equal(ids.Distinct().Order(StringComparer.Ordinal), ids);
    }

    [Fact]
    public void QuotesAreEscapedWithABackslash()
    {
        using var payload = new MemoryStream();
        var writer = new SyntheticRequestWriter(SyntheticLayout.Console);
        new CloudWatchLogsSubscription().WriteJson(payload, new SyntheticTraffic { Records = 1 }.Requests(), writer);
        Assert.Contains("\"message\":\"{\\\"requestId\\\":\\\"", Encoding.UTF8.GetString(payload.ToArray()), StringComparison.Ordinal);
    }

    private static string Render(SyntheticRequestWriter writer, SyntheticRequest request)
    {
        var output = new ArrayBufferWriter<byte>();
        writer.Write(request, output);
        return Encoding.UTF8.GetString(output.WrittenSpan);
    }
}
