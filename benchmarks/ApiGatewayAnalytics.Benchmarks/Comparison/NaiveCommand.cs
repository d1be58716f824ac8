using System.Buffers;
using System.IO.Pipelines;
using System.Text.Json;

namespace ApiGatewayAnalytics.Benchmarks.Comparison;

/// <summary>
/// The verb <c>naive</c>: what a program without this library would do. Each line becomes an object, three dictionaries count.
/// It is naive, not clumsy: it deserialises from UTF-8 as it was read, with generated code.
/// </summary>
internal static class NaiveCommand
{
    private const int Top = 10;

    public static async Task<int> RunAsync(string[] args)
    {
        if (args is not [var path] || !File.Exists(path))
        {
            Console.Error.WriteLine("Usage: naive FILE");
            return 2;
        }

        var statuses = new Dictionary<string, long>();
        var addresses = new Dictionary<string, long>();
        var agents = new Dictionary<string, long>();
        long total = 0;
        await using var file = new FileStream(path, FileMode.Open, FileAccess.Read, FileShare.Read, 0, FileOptions.SequentialScan);
        PipeReader reader = PipeReader.Create(file, new StreamPipeReaderOptions(bufferSize: 256 * 1024));
        while (true)
        {
            ReadResult read = await reader.ReadAsync();
            ReadOnlySequence<byte> rest = read.Buffer;
            while (rest.PositionOf((byte)'\n') is { } end)
            {
                total++;
                Count(rest.Slice(0, end));
                rest = rest.Slice(rest.GetPosition(1, end));
            }

            reader.AdvanceTo(rest.Start, rest.End);
            if (read.IsCompleted)
            {
                break;
            }
        }

        var answer = new NaiveAnswer(total, GC.GetTotalAllocatedBytes(), statuses, Heaviest(addresses), Heaviest(agents));
        Console.WriteLine(JsonSerializer.Serialize(answer, NaiveJsonContext.Default.NaiveAnswer));
        return 0;

        void Count(ReadOnlySequence<byte> line)
        {
            ReadOnlySpan<byte> json = line.IsSingleSegment ? line.FirstSpan : line.ToArray();
            NaiveRecord record = JsonSerializer.Deserialize(json, NaiveJsonContext.Default.NaiveRecord)!;
            Add(statuses, record.Status);
            Add(addresses, record.IdentitySourceIp);
            Add(agents, record.IdentityUserAgent);
        }
    }

    private static void Add(Dictionary<string, long> counts, string? key)
    {
        if (key is not (null or "" or "-"))
        {
            counts[key] = counts.GetValueOrDefault(key) + 1;
        }
    }

    private static Dictionary<string, long> Heaviest(Dictionary<string, long> counts) =>
        counts.OrderByDescending(count => count.Value).ThenBy(count => count.Key, StringComparer.Ordinal).Take(Top).ToDictionary();
}
