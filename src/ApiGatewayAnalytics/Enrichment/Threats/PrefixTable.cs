using System.Numerics;

namespace ApiGatewayAnalytics.Enrichment.Threats;

/// <summary>
/// Networks in three arrays sorted by their first address, the wider before the narrower. Networks nest or are apart, so the one that
/// answers is the last that starts at or before an address, or one of those around it, which each network links to: a binary
/// search and at most as many links as an address has bits. Immutable.
/// </summary>
internal sealed class PrefixTable<T>
    where T : unmanaged, IBinaryInteger<T>, IMinMaxValue<T>, IUnsignedNumber<T>
{
    private const int None = -1;

    private readonly T[] _starts;
    private readonly byte[] _prefixes;
    private readonly ushort[] _details;
    private readonly int[] _around;

    /// <param name="sorted">Distinct networks by first address, then by prefix.</param>
    public PrefixTable(ReadOnlySpan<PrefixEntry<T>> sorted)
    {
        _starts = new T[sorted.Length];
        _prefixes = new byte[sorted.Length];
        _details = new ushort[sorted.Length];
        _around = new int[sorted.Length];
        int around = None;
        for (int i = 0; i < sorted.Length; i++)
        {
            (_starts[i], _prefixes[i], _details[i]) = (sorted[i].Start, sorted[i].Prefix, sorted[i].Detail);
            while (around != None && !Contains(around, sorted[i].Start))
            {
                around = _around[around];
            }

            _around[i] = around;
            around = i;
        }
    }

    public int Count => _starts.Length;

    /// <summary>The memory of the arrays.</summary>
    public long Bytes => (long)_starts.Length * ((PrefixEntry<T>.Width / 8) + sizeof(byte) + sizeof(ushort) + sizeof(int));

    public bool TryFind(T address, out ushort detail)
    {
        int from = 0;
        int to = _starts.Length;
        while (from < to)
        {
            int middle = (from + to) >>> 1;
            if (_starts[middle] <= address)
            {
                from = middle + 1;
            }
            else
            {
                to = middle;
            }
        }

        int at = from - 1;
        while (at != None && !Contains(at, address))
        {
            at = _around[at];
        }

        detail = at == None ? (ushort)0 : _details[at];
        return at != None;
    }

    /// <summary>Whether an address at or after the start of a network is in it.</summary>
    private bool Contains(int network, T address)
    {
        int prefix = _prefixes[network];
        return prefix == 0 || (address ^ _starts[network]) >> (PrefixEntry<T>.Width - prefix) == T.Zero;
    }
}
