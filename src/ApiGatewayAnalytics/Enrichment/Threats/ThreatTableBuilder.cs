using System.Numerics;
using System.Runtime.InteropServices;

namespace ApiGatewayAnalytics.Enrichment.Threats;

/// <summary>
/// Collects networks and shares what is said of them: a list says the same of thousands. Of one network the entry with the higher
/// confidence stays, of equal ones what was first said of any. Networks and distinct threats are bounded.
/// </summary>
internal sealed class ThreatTableBuilder(int maxNetworks)
{
    /// <summary>The number of a threat has 16 bits; the last numbers are left for threats without an actor or a type.</summary>
    private const int MaxThreats = ushort.MaxValue - 256;

    private const int LongestText = 256;

    private readonly Dictionary<Threat, ushort> _numbers = [];
    private readonly List<Threat> _threats = [];
    private readonly List<PrefixEntry<uint>> _ipv4 = [];
    private readonly List<PrefixEntry<UInt128>> _ipv6 = [];

    /// <summary>Adds a network; false where there are too many.</summary>
    public bool TryAdd(InternetAddress network, int prefix, string? type, string? actor, string? confidence)
    {
        if (_ipv4.Count + _ipv6.Count >= maxNetworks)
        {
            return false;
        }

        ushort number = NumberOf(new Threat(Cut(type), Cut(actor), Cut(confidence)));
        float rank = (float)_threats[number].Rank;
        if (network.IsIPv4)
        {
            _ipv4.Add(new PrefixEntry<uint>((uint)network.Bits, (byte)prefix, number, rank));
        }
        else
        {
            _ipv6.Add(new PrefixEntry<UInt128>(network.Bits, (byte)prefix, number, rank));
        }

        return true;
    }

    public ThreatTable Build() => new(Build(_ipv4), Build(_ipv6), [.. _threats]);

    /// <summary>A text without the spaces around it; null where nothing stands there.</summary>
    private static string? Cut(string? text)
    {
        text = text?.Trim();
        return string.IsNullOrEmpty(text) ? null : text.Length <= LongestText ? text : text[..LongestText];
    }

    private static PrefixTable<T> Build<T>(List<PrefixEntry<T>> entries)
        where T : unmanaged, IBinaryInteger<T>, IMinMaxValue<T>, IUnsignedNumber<T>
    {
        Span<PrefixEntry<T>> sorted = CollectionsMarshal.AsSpan(entries);
        sorted.Sort(default(PrefixOrder<T>));
        int kept = 0;
        for (int i = 0; i < sorted.Length; i++)
        {
            if (kept == 0 || sorted[i].Start != sorted[kept - 1].Start || sorted[i].Prefix != sorted[kept - 1].Prefix)
            {
                sorted[kept++] = sorted[i];
            }
        }

        return new PrefixTable<T>(sorted[..kept]);
    }

    /// <summary>Beyond the bound a threat gives up its actor and its type; what is left of its confidence is whether it is high.</summary>
    private ushort NumberOf(Threat threat)
    {
        if (!_numbers.TryGetValue(threat, out ushort number))
        {
            if (_threats.Count >= MaxThreats)
            {
                threat = new Threat(null, null, threat.IsHigh ? "high" : null);
                if (_numbers.TryGetValue(threat, out number))
                {
                    return number;
                }
            }

            number = (ushort)_threats.Count;
            _threats.Add(threat);
            _numbers.Add(threat, number);
        }

        return number;
    }
}
