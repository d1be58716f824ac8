using System.IO.Compression;
using System.Text;

namespace ApiGatewayAnalytics.AspNetCore.Tests.Firehose;

/// <summary>Bodies of requests, and what stands in them.</summary>
internal static class Bodies
{
    public const string RequestId = "ed1d787c-b9e2-4631-92dc-8e7c9d26d804";

    public static byte[] Of(IEnumerable<byte[]> records, string requestId = RequestId)
    {
        var body = new StringBuilder($$"""{"requestId":"{{requestId}}","timestamp":1578090901599,"records":[""");
        body.AppendJoin(',', records.Select(record => $$"""{"data":"{{Convert.ToBase64String(record)}}"}"""));
        return Encoding.UTF8.GetBytes(body.Append("]}").ToString());
    }

    public static byte[] OfLogs(int records, string requestId = RequestId, int first = 0) =>
        Of(Enumerable.Range(first, records).Select(Log), requestId);

    /// <summary>A record of an access log without a line break.</summary>
    public static byte[] Log(int number) => Encoding.UTF8.GetBytes(
        $$"""{"requestId":"r{{number}}","ip":"192.0.2.{{number % 50}}","requestTime":"01/Jun/2026:10:{{number % 17:D2}}:00 +0000","httpMethod":"GET","resourcePath":"/orders","status":"200","protocol":"HTTP/1.1","responseLength":"17"}""");

    public static byte[] Gzip(byte[] bytes)
    {
        using var compressed = new MemoryStream();
        using (var gzip = new GZipStream(compressed, CompressionLevel.Fastest))
            gzip.Write(bytes);
        return compressed.ToArray();
    }
}
