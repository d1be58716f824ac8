using System.IO.Compression;
using System.Text;
using System.Text.Json;
using System.Text.Json.Nodes;
using ApiGatewayAnalytics.CloudTrail;
using ApiGatewayAnalytics.Ingestion;
using ApiGatewayAnalytics.Synthetic;
using ApiGatewayAnalytics.Tests.AccessLogs;
using ApiGatewayAnalytics.Tests.Ingestion;

namespace ApiGatewayAnalytics.Tests.CloudTrail;

/// <summary>The same events in everything that they are delivered in.</summary>
internal static class TrailInputs
{
    private static readonly JsonSerializerOptions s_pretty = new() { WriteIndented = true };

    public static readonly string[] Wrappings = ["file", "gzip", "pretty", "lines", "array", "delivery", "delivery-gzip", "bridge", "bridge-array", "lookup", "lambda", "export"];

    public static byte[][] Events(int count, ulong seed = 1, double others = 0, double redelivered = 0.02) =>
        [.. new SyntheticTrail { Seed = seed, Records = count, OtherServiceShare = others, RedeliveryShare = redelivered }.Events()];

    public static byte[] Wrap(IEnumerable<byte[]> events, string wrapping)
    {
        string[] texts = [.. events.Select(Encoding.UTF8.GetString)];
        string file = $"{{\"Records\":[{string.Join(',', texts)}]}}";
        return wrapping switch
        {
            "file" => Bytes(file),
            "gzip" => Gzip(Bytes(file)),
            "pretty" => Bytes(Pretty(file)),
            "lines" => Bytes(string.Join('\n', texts) + "\n"),
            "array" => Bytes($"[{string.Join(",\n", texts)}]"),
            "delivery" => Bytes(Delivery(texts)),
            "delivery-gzip" => Gzip(Bytes(Delivery(texts))),
            "bridge" => Bytes(string.Concat(texts.Select(Bridge))),
            "bridge-array" => Bytes($"{{\"events\":[{string.Join(',', texts.Select(Bridge))}]}}"),
            "lookup" => Bytes(Pretty(Lookup(texts))),
            "lambda" => Bytes($"{{\"awslogs\":{{\"data\":\"{Convert.ToBase64String(Gzip(Bytes(Delivery(texts))))}\"}}}}"),
            "export" => Bytes(string.Concat(texts.Select(text => $"2026-06-01T00:00:00.000Z {text}\n"))),
            _ => throw new ArgumentOutOfRangeException(nameof(wrapping), wrapping, "Unknown."),
        };
    }

    /// <summary>Every event that a reader gives, as text, with all counts.</summary>
    public static string Outcome(byte[] input, int[]? pieces = null, bool deduplicates = false)
    {
        var text = new StringBuilder();
        var options = new CloudTrailReaderOptions { LeavesOutDuplicates = deduplicates };
        using var reader = new CloudTrailReader(new PiecewiseStream(input, pieces ?? [int.MaxValue]), options, "input", FixedClock.In2026);
        while (reader.Read())
            text.AppendLine(Describe(reader.Current));
        IngestionReport report = reader.Report;
        return text.Append($"{report.Records}/{report.Accepted}/{report.Duplicates} {string.Join(' ', report.Skipped)} ")
            .Append(string.Join("; ", report.RejectedAt.Select(pair => pair.Key + ":" + string.Join(' ', pair.Value.Select(at => $"{at.Line},{at.ByteOffset}")))))
            .ToString();
    }

    public static string Describe(in CloudTrailRecord record)
    {
        var text = new StringBuilder().Append(record.Time.ToUnixTimeMilliseconds());
        foreach (var field in CloudTrailFields.All)
            text.Append('|').Append(record.GetString(field) ?? "\0");
        return text.ToString();
    }

    public static byte[] Gzip(byte[] bytes)
    {
        using var output = new MemoryStream();
        using (var gzip = new GZipStream(output, CompressionLevel.Fastest, leaveOpen: true))
            gzip.Write(bytes);
        return output.ToArray();
    }

    private static byte[] Bytes(string text) => Encoding.UTF8.GetBytes(text);

    private static string Pretty(string json) => JsonNode.Parse(json)!.ToJsonString(s_pretty);

    private static string Delivery(string[] texts) => new JsonObject
    {
        ["messageType"] = "DATA_MESSAGE",
        ["owner"] = "123408221234",
        ["logGroup"] = "trail",
        ["logStream"] = "123408221234_CloudTrail_us-east-1",
        ["subscriptionFilters"] = new JsonArray("all"),
        ["logEvents"] = new JsonArray([.. texts.Select((text, i) => (JsonNode)new JsonObject { ["id"] = $"{i:00000000000000000000000000000000000000000000000000000000}", ["timestamp"] = 1780272000000, ["message"] = text })]),
    }.ToJsonString();

    private static string Bridge(string text, int number) =>
        $$"""{"version":"0","id":"{{Guid.NewGuid()}}","detail-type":"AWS API Call via CloudTrail","source":"aws.apigateway","account":"123408221234","time":"2026-06-01T00:00:{{number % 60:00}}Z","region":"us-east-1","resources":[],"detail":{{text}}}""";

    private static string Lookup(string[] texts) => new JsonObject
    {
        ["Events"] = new JsonArray([.. texts.Select(text => (JsonNode)new JsonObject
        {
            ["EventId"] = "e",
            ["EventName"] = "n",
            ["ReadOnly"] = "true",
            ["EventTime"] = 1780272000.0,
            ["Resources"] = new JsonArray(new JsonObject { ["ResourceType"] = "AWS::ApiGateway::RestApi", ["ResourceName"] = "abc" }),
            ["CloudTrailEvent"] = text,
        })]),
        ["NextToken"] = "more",
    }.ToJsonString();
}
