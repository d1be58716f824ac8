using System.Buffers;
using System.Text;
using ApiGatewayAnalytics.Synthetic;

namespace ApiGatewayAnalytics.Tests.AccessLogs;

/// <summary>
/// A log of one or two templates most of whose records were damaged. The seed alone decides about it: templates known and random
/// ones in turn, how many records are sound and from where on, how rough the damage is, and what stands between records.
/// </summary>
internal sealed class MutatedLog
{
    private const int Pool = 400;

    private static readonly SyntheticLayout[] s_layouts =
        [SyntheticLayout.Rest, SyntheticLayout.Console, SyntheticLayout.Http, SyntheticLayout.WebSocket, SyntheticLayout.Nested, SyntheticLayout.HttpConsole];

    private static readonly Lazy<SyntheticRequest[]>[] s_requests = [.. s_layouts.Select(layout => new Lazy<SyntheticRequest[]>(() => Requests(layout)))];

    private static readonly byte[][] s_between =
    [
        .. ((string[])["\n", "\n", "\r\n", "", " ", "\n\n", ",\n", ",", "\t", "\\n", "\\r\\n", "\0", "\n[", "]\n", "\u000b", "\uFEFF", " \r\n\t", "}\n", "\n\u001f"])
            .Select(Encoding.UTF8.GetBytes),
    ];

    private readonly ArrayBufferWriter<byte> _bytes = new();

    /// <param name="seed">The seed.</param>
    /// <param name="mutations">How many records are damaged.</param>
    public MutatedLog(int seed, int mutations)
    {
        var random = new Random(seed);
        int layout = seed / 2 % s_layouts.Length;
        Template = seed % 2 == 0 ? RandomTemplate.Create(random) : SyntheticLog.Template(s_layouts[layout]);
        byte[][] sound = Records(random, Template, layout);
        byte[][] other = Records(random, random.Next(2) == 0 ? RandomTemplate.Create(random) : SyntheticLog.Template(s_layouts[random.Next(s_layouts.Length)]), layout);
        int mixed = Any<int>([0, 0, 40, 3]);
        int rough = Any<int>([0, 2, 20, 100]);
        int whole = Any<int>([1, 1, 2]);
        int learning = Any<int>([300, 300, 300, 40, 0]);
        byte[] end = Any<byte[]>([s_between[0], s_between[0], s_between[2]]);
        bool isTidy = random.Next(3) != 0;

        var mutation = new RecordMutation(random);
        var records = new MutableRecord?[Pool];
        for (int index = 0; index < learning; index++)
        {
            Write(sound[index % Pool], end);
        }

        for (int done = 0; done < mutations;)
        {
            int index = random.Next(Pool);
            ReadOnlySpan<byte> record = sound[index];
            if (mixed > 0 && random.Next(mixed) == 0)
            {
                record = other[index];
            }
            else if (random.Next(whole) == 0)
            {
                MutableRecord mutable = records[index] ??= new MutableRecord(sound[index]);
                mutation.Apply(mutable, random.Next(100) < rough);
                record = mutable.Text;
                done++;
            }

            Write(record, isTidy || random.Next(4) != 0 ? end : Any(s_between));
        }

        T Any<T>(T[] items) => items[random.Next(items.Length)];
    }

    /// <summary>The template of most records.</summary>
    public string Template { get; }

    public byte[] ToArray() => _bytes.WrittenSpan.ToArray();

    /// <summary>Sound records of a template, without what ends them.</summary>
    public static byte[][] Records(Random random, string template, int kind)
    {
        var writer = new SyntheticRequestWriter(template);
        SyntheticRequest[] requests = s_requests[kind % s_layouts.Length].Value;
        int first = random.Next(requests.Length - Pool);
        var records = new byte[Pool][];
        var record = new ArrayBufferWriter<byte>();
        for (int index = 0; index < Pool; index++)
        {
            record.ResetWrittenCount();
            writer.Write(requests[first + index], record);
            records[index] = record.WrittenSpan.ToArray();
            records[index].AsSpan().Replace(RandomTemplate.LineBreak, (byte)'\n');
        }

        return records;
    }

    private void Write(ReadOnlySpan<byte> record, ReadOnlySpan<byte> end)
    {
        _bytes.Write(record);
        _bytes.Write(end);
    }

    /// <summary>Calm traffic and bad traffic in turn.</summary>
    private static SyntheticRequest[] Requests(SyntheticLayout layout)
    {
        var traffic = new SyntheticTraffic { Records = 3 * Pool, Seed = 77 };
        return [.. traffic.Requests(layout), .. (traffic with { Seed = 78, ClientErrorShare = 0.3, ServerErrorShare = 0.2 }).Requests(layout)];
    }
}
