using System.Buffers;
using System.IO.Compression;
using System.Text;
using System.Text.Json;
using System.Text.Json.Nodes;
using ApiGatewayAnalytics.Synthetic;
using ApiGatewayAnalytics.Tests.AccessLogs;

namespace ApiGatewayAnalytics.Tests.Parity;

/// <summary>Logs for comparisons: much goes wrong in their traffic, and few clients make many repeated keys.</summary>
internal static class Inputs
{
    public static SyntheticLayout[] Layouts { get; } = Enum.GetValues<SyntheticLayout>();

    /// <summary>
    /// A folder as it may be found: all layouts and wrappings, and the hand-written samples with their broken records, those aside
    /// that need a template.
    /// </summary>
    public static Lazy<(string Name, byte[] Content)[]> Folder { get; } = new(() =>
    [
        .. Synthetic().Select((content, i) => (Layouts[i].ToString(), content)),
        .. Envelopes().Select((content, i) => ($"envelope {i}", content)),
        .. SampleLog.AllNames.Where(name => !SampleLog.Expected(name).TryGetProperty("format", out _)).Select(name => (name, SampleLog.Read(name))),
    ]);

    public static SyntheticTraffic Traffic(int records, double hours, ulong seed) => new()
    {
        Seed = seed,
        Records = records,
        Start = new DateTimeOffset(2026, 3, 3, 21, 17, 0, TimeSpan.Zero),
        Duration = TimeSpan.FromHours(hours),
        Apis = 6,
        Addresses = 400,
        UserAgents = 40,
        DistinctPaths = 10_000,
        ClientErrorShare = 0.15,
        ServerErrorShare = 0.1,
    };

    /// <summary>The records of a log, each with the newline that ends it.</summary>
    public static byte[][] Records(SyntheticTraffic traffic, SyntheticLayout layout)
    {
        var writer = new SyntheticRequestWriter(layout);
        return
        [
            .. traffic.Requests(layout).Select(request =>
            {
                var record = new ArrayBufferWriter<byte>();
                writer.WriteLine(request, record);
                return record.WrittenSpan.ToArray();
            }),
        ];
    }

    public static byte[] Join(IEnumerable<byte[]> parts)
    {
        using var whole = new MemoryStream();
        foreach (byte[] part in parts)
        {
            whole.Write(part);
        }

        return whole.ToArray();
    }

    public static byte[] Gzip(byte[] content)
    {
        using var member = new MemoryStream();
        using (var gzip = new GZipStream(member, CompressionLevel.Fastest))
        {
            gzip.Write(content);
        }

        return member.ToArray();
    }

    /// <summary>One payload of a subscription, as it is before compression.</summary>
    public static byte[] Payload(SyntheticLayout layout, int records, long firstEvent)
    {
        using var payload = new MemoryStream();
        var subscription = new CloudWatchLogsSubscription { Owner = $"00000000000{firstEvent % 10}", FirstEvent = firstEvent };
        subscription.WriteJson(payload, Traffic(records, 30, (ulong)firstEvent).Requests(layout), new SyntheticRequestWriter(layout));
        return payload.ToArray();
    }

    /// <summary>The same in an order that the seed decides.</summary>
    public static T[] Shuffled<T>(IEnumerable<T> items, int seed)
    {
        T[] shuffled = [.. items];
        new Random(seed).Shuffle(shuffled);
        return shuffled;
    }

    private static IEnumerable<byte[]> Synthetic() => Layouts.Select(layout => SyntheticLog.ToArray(Traffic(200, 43, 30 + (ulong)layout), layout));

    private static IEnumerable<byte[]> Envelopes()
    {
        yield return Gzip(SyntheticLog.ToArray(Traffic(150, 2, 50), SyntheticLayout.Rest));
        yield return Join(Records(Traffic(150, 43, 51), SyntheticLayout.Http).Chunk(40).Select(part => Gzip(Join(part))));
        yield return Payload(SyntheticLayout.HttpConsole, 60, 1_000);
        yield return Gzip(Payload(SyntheticLayout.Rest, 60, 2_000));
        yield return Gzip(Payload(SyntheticLayout.Clf, 60, 3_000));

        // Delivered twice.
        yield return Payload(SyntheticLayout.HttpConsole, 60, 1_000);
        yield return """{"messageType":"CONTROL_MESSAGE","owner":"CloudwatchLogs","logEvents":[{"id":"","timestamp":1772573000000,"message":"CWL CONTROL MESSAGE: Checking health of destination."}]}"""u8.ToArray();
        yield return Json(new JsonObject { ["awslogs"] = Data(Gzip(Payload(SyntheticLayout.WebSocket, 40, 4_000))) });
        yield return Json(new JsonObject
        {
            ["Records"] = new JsonArray(
                new JsonObject { ["kinesis"] = Data(Gzip(Payload(SyntheticLayout.Console, 40, 5_000))), ["eventSource"] = "aws:kinesis" },
                new JsonObject { ["kinesis"] = Data(Gzip(Payload(SyntheticLayout.Nested, 40, 6_000))), ["eventSource"] = "aws:kinesis" }),
        });
        yield return Json(new JsonObject
        {
            ["records"] = new JsonArray(
                [.. Records(Traffic(40, 20, 52), SyntheticLayout.Nested).Select((record, i) => { JsonObject data = Data(record); data["recordId"] = $"{i}"; return data; })]),
        });
        yield return Json(new JsonObject
        {
            ["events"] = new JsonArray(
                [.. Records(Traffic(40, 20, 53), SyntheticLayout.Console).Select((record, i) => new JsonObject
                {
                    ["logStreamName"] = "stream",
                    ["timestamp"] = 1_772_573_000_000 + i,
                    ["message"] = Encoding.UTF8.GetString(record).TrimEnd(),
                    ["eventId"] = $"f{i}",
                })]),
        });
        yield return Gzip(Join(Records(Traffic(40, 20, 54), SyntheticLayout.Rest).Select(record => Join([Encoding.UTF8.GetBytes("2026-03-04T05:06:07.891Z "), record]))));
    }

    private static JsonObject Data(byte[] content) => new() { ["data"] = Convert.ToBase64String(content) };

    private static byte[] Json(JsonObject value) => JsonSerializer.SerializeToUtf8Bytes((JsonNode)value);
}
