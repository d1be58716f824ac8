using System.Buffers;
using System.Globalization;
using System.IO.Compression;
using System.Net.Http.Headers;
using System.Text;
using ApiGatewayAnalytics.Synthetic;

namespace ApiGatewayAnalytics.Benchmarks.Receiving;

/// <summary>The other process: sends bodies from memory, some to warm up, then those that count, and prints how many bytes those had.</summary>
internal static class FirehoseSender
{
    public const string Verb = "firehose-send";

    private const int WarmUp = 12;
    private const int Requests = 40;

    /// <summary>One record of a log each; many lines in each; subscriptions of CloudWatch Logs; and the first one compressed as a whole.</summary>
    public static string[] Shapes { get; } = ["single", "lines", "subscription", "single-gzip"];

    public static async Task<int> RunAsync(Uri address, string shape)
    {
        using var client = new HttpClient { BaseAddress = address };
        byte[] head = Encoding.UTF8.GetBytes($$"""{"requestId":"{{Guid.Empty:D}}","timestamp":1,"records":[""");
        int at = Encoding.UTF8.GetString(head).IndexOf("00000000-", StringComparison.Ordinal);
        bool isGzip = shape == "single-gzip";
        byte[] body = [.. head, .. Encoding.UTF8.GetBytes(string.Join(',', Records(shape).Select(record => $$"""{"data":"{{Convert.ToBase64String(record)}}"}"""))), .. "]}"u8];
        long bytes = 0;
        for (int i = 0; i < WarmUp + Requests; i++)
        {
            if (i == WarmUp)
            {
                await client.PostAsync("start", null).ConfigureAwait(false);
            }

            string id = $"{i:D8}{Guid.Empty.ToString("D")[8..]}";
            Encoding.UTF8.GetBytes(id, body.AsSpan(at));
            using var content = new ByteArrayContent(isGzip ? Gzip(body) : body);
            content.Headers.ContentType = new MediaTypeHeaderValue("application/json");
            using var request = new HttpRequestMessage(HttpMethod.Post, "firehose") { Content = content };
            if (isGzip)
            {
                content.Headers.ContentEncoding.Add("gzip");
            }

            request.Headers.Add("X-Amz-Firehose-Protocol-Version", "1.0");
            request.Headers.Add("X-Amz-Firehose-Request-Id", id);
            request.Headers.Add("X-Amz-Firehose-Access-Key", FirehoseCommand.Key);
            using HttpResponseMessage response = await client.SendAsync(request).ConfigureAwait(false);
            response.EnsureSuccessStatusCode();
            bytes += i < WarmUp ? 0 : body.Length;
        }

        await client.PostAsync("end", null).ConfigureAwait(false);
        Console.Write(bytes.ToString(CultureInfo.InvariantCulture));
        return 0;
    }

    private static IEnumerable<byte[]> Records(string shape)
    {
        var traffic = new SyntheticTraffic { Records = 9_000, Start = DateTimeOffset.UtcNow.AddHours(-2), Duration = TimeSpan.FromHours(2) };
        var writer = new SyntheticRequestWriter(SyntheticLayout.Rest);
        foreach (SyntheticRequest[] chunk in traffic.Requests().Chunk(shape.StartsWith("single", StringComparison.Ordinal) ? 1 : 300))
        {
            if (shape == "subscription")
            {
                // Without ids: the same bodies are sent again and again, and all of it is to count.
                using var json = new MemoryStream();
                new CloudWatchLogsSubscription().WriteJson(json, chunk, writer);
                yield return Gzip(Encoding.UTF8.GetBytes(Encoding.UTF8.GetString(json.ToArray()).Replace("{\"id\":", "{\"no\":", StringComparison.Ordinal)));
                continue;
            }

            var lines = new ArrayBufferWriter<byte>();
            foreach (SyntheticRequest request in chunk)
            {
                writer.WriteLine(request, lines);
            }

            yield return lines.WrittenSpan.ToArray();
        }
    }

    private static byte[] Gzip(byte[] bytes)
    {
        using var compressed = new MemoryStream();
        using (var gzip = new GZipStream(compressed, CompressionLevel.Optimal))
        {
            gzip.Write(bytes);
        }

        return compressed.ToArray();
    }
}
