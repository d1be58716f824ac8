using System.Buffers;
using ApiGatewayAnalytics.Synthetic.Generation;

namespace ApiGatewayAnalytics.Synthetic;

/// <summary>
/// Made-up CloudTrail events of people and pipelines that manage APIs: creations, updates, reads and what fails of them, by every kind
/// of identity. The same description gives the same bytes on every platform. Immutable.
/// </summary>
public sealed record SyntheticTrail
{
    private const int ChunkBytes = 128 * 1024;

    /// <summary>What the random numbers start from. Default: 1.</summary>
    public ulong Seed { get; init; } = 1;

    /// <summary>How many events, those that are delivered again included. Default: 10,000. Not negative.</summary>
    /// <exception cref="ArgumentOutOfRangeException">The value is negative.</exception>
    public long Records
    {
        get;
        init
        {
            ArgumentOutOfRangeException.ThrowIfNegative(value);
            field = value;
        }
    } = 10_000;

    /// <summary>The time of the first event, in UTC. Default: 2026-06-01.</summary>
    public DateTimeOffset Start { get; init; } = new(2026, 6, 1, 0, 0, 0, TimeSpan.Zero);

    /// <summary>How long it goes on. Default: a day. Positive.</summary>
    /// <exception cref="ArgumentOutOfRangeException">The value is not positive.</exception>
    public TimeSpan Duration
    {
        get;
        init
        {
            ArgumentOutOfRangeException.ThrowIfLessThanOrEqual(value, TimeSpan.Zero);
            field = value;
        }
    } = TimeSpan.FromDays(1);

    /// <summary>How many APIs, from 1 to 10,000. Default: 12.</summary>
    /// <exception cref="ArgumentOutOfRangeException">The value is outside that range.</exception>
    public int Apis
    {
        get;
        init
        {
            ArgumentOutOfRangeException.ThrowIfLessThan(value, 1);
            ArgumentOutOfRangeException.ThrowIfGreaterThan(value, 10_000);
            field = value;
        }
    } = 12;

    /// <summary>The share of events that fail, from 0 to 1. Default: 0.08.</summary>
    public double FailureShare { get; init; } = 0.08;

    /// <summary>The share of events that were delivered before, from 0 to 1. Default: 0.02.</summary>
    public double RedeliveryShare { get; init; } = 0.02;

    /// <summary>The share of events of other services, from 0 to 1. Default: 0.</summary>
    public double OtherServiceShare { get; init; }

    /// <summary>Whether each event has a line of its own; else all stand in one file of a trail, <c>{"Records":[...]}</c>. Default: no.</summary>
    public bool Lines { get; init; }

    /// <summary>Writes the events and flushes nothing: the stream stays the caller's.</summary>
    /// <param name="output">Where to.</param>
    /// <param name="cancellationToken">Ends the writing after a whole event, and the array with it.</param>
    /// <exception cref="OperationCanceledException">The token was cancelled; what was written can be read.</exception>
    public void Write(Stream output, CancellationToken cancellationToken = default)
    {
        ArgumentNullException.ThrowIfNull(output);
        var chunk = new ArrayBufferWriter<byte>(2 * ChunkBytes);
        if (!Lines)
        {
            chunk.Write("{\"Records\":["u8);
        }

        bool isFirst = true;
        foreach (byte[] record in Events())
        {
            if (!Lines && !isFirst)
            {
                chunk.Write(","u8);
            }

            chunk.Write(record);
            if (Lines)
            {
                chunk.Write("\n"u8);
            }

            isFirst = false;
            if (chunk.WrittenCount < ChunkBytes)
            {
                continue;
            }

            output.Write(chunk.WrittenSpan);
            chunk.ResetWrittenCount();
            if (cancellationToken.IsCancellationRequested)
            {
                break;
            }
        }

        if (!Lines)
        {
            chunk.Write("]}"u8);
        }

        output.Write(chunk.WrittenSpan);
        cancellationToken.ThrowIfCancellationRequested();
    }

    /// <summary>The events in one piece, for tests and small files, in UTF-8.</summary>
    public byte[] ToArray()
    {
        using var output = new MemoryStream();
        Write(output);
        return output.ToArray();
    }

    /// <summary>The events one by one, each as JSON in UTF-8.</summary>
    public IEnumerable<byte[]> Events()
    {
        var random = new Xoshiro256(Seed);
        var events = new TrailEventGenerator(random, this);
        var recent = new List<byte[]>();
        for (long i = 0; i < Records; i++)
        {
            if (recent.Count > 0 && random.Chance(RedeliveryShare))
            {
                yield return recent[random.Below(recent.Count)];
                continue;
            }

            byte[] record = events.Next(Start + TimeSpan.FromSeconds(Math.Floor(Duration.TotalSeconds * i / Records)));
            if (recent.Count < 1000)
            {
                recent.Add(record);
            }
            else
            {
                recent[random.Below(recent.Count)] = record;
            }

            yield return record;
        }
    }
}
