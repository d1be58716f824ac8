using System.Numerics;

namespace ApiGatewayAnalytics.Enrichment.Threats;

/// <summary>By first address, then the wider network, then the entry to be believed: the higher confidence, then the lower number.</summary>
internal readonly struct PrefixOrder<T> : IComparer<PrefixEntry<T>>
    where T : unmanaged, IBinaryInteger<T>
{
    public int Compare(PrefixEntry<T> x, PrefixEntry<T> y)
    {
        int order = x.Start.CompareTo(y.Start);
        order = order != 0 ? order : x.Prefix.CompareTo(y.Prefix);
        order = order != 0 ? order : y.Rank.CompareTo(x.Rank);
        return order != 0 ? order : x.Detail.CompareTo(y.Detail);
    }
}
