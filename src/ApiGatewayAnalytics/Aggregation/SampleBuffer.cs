using System.Buffers;
using System.Numerics;

namespace ApiGatewayAnalytics.Aggregation;

/// <summary>
/// Values on their way into histograms. The histograms of many groups do not fit into the cache, so adding values as they come waits
/// for memory each time; put off and sorted by histogram, many values wait together. Not thread-safe.
/// </summary>
internal sealed class SampleBuffer
{
    private const int Capacity = 1 << 16;
    private const int BucketBits = 11;
    private const int DigitBits = 11;
    private const int Digits = 1 << DigitBits;

    private ulong[] _samples = [];

    public int Count { get; private set; }

    public bool IsFull => Count == Capacity;

    public long Bytes => _samples.Length * 8L;

    public static int SlotOf(ulong sample) => (int)(sample >> BucketBits);

    public static int BucketOf(ulong sample) => (int)(sample & ((1 << BucketBits) - 1));

    /// <summary>Adds a value; not to a full buffer.</summary>
    public void Add(int slot, int bucket)
    {
        if (Count == _samples.Length)
        {
            Array.Resize(ref _samples, Math.Clamp(_samples.Length * 2, 256, Capacity));
        }

        _samples[Count++] = ((ulong)slot << BucketBits) | (uint)bucket;
    }

    /// <summary>Sorts the values by slot and takes them all out. Valid until the next one is added.</summary>
    public ReadOnlySpan<ulong> Take()
    {
        ulong[] other = ArrayPool<ulong>.Shared.Rent(Count);
        Span<ulong> from = _samples.AsSpan(0, Count);
        Span<ulong> to = other.AsSpan(0, Count);
        ulong all = 0;
        foreach (ulong sample in from)
        {
            all |= sample;
        }

        int passes = (BitOperations.Log2((all >> BucketBits) | 1) / DigitBits) + 1;
        for (int pass = 0; pass < passes; pass++)
        {
            Distribute(from, to, BucketBits + (pass * DigitBits));
            Span<ulong> sorted = to;
            to = from;
            from = sorted;
        }

        if (passes % 2 == 1)
        {
            from.CopyTo(to);
        }

        ArrayPool<ulong>.Shared.Return(other);
        int count = Count;
        Count = 0;
        return _samples.AsSpan(0, count);
    }

    /// <summary>Gives the memory back; nothing is in it.</summary>
    public void Release() => _samples = [];

    /// <summary>One pass of a radix sort: orders by one digit, and keeps the order of those with the same.</summary>
    private static void Distribute(ReadOnlySpan<ulong> from, Span<ulong> to, int shift)
    {
        Span<int> places = stackalloc int[Digits];
        places.Clear();
        foreach (ulong sample in from)
        {
            places[(int)(sample >> shift) & (Digits - 1)]++;
        }

        int place = 0;
        foreach (ref int next in places)
        {
            int count = next;
            next = place;
            place += count;
        }

        foreach (ulong sample in from)
        {
            to[places[(int)(sample >> shift) & (Digits - 1)]++] = sample;
        }
    }
}
