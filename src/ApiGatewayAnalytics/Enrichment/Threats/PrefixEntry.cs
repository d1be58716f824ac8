using System.Numerics;

namespace ApiGatewayAnalytics.Enrichment.Threats;

/// <summary>A network and the number of what is said of it; <paramref name="Rank"/> decides between two of the same network.</summary>
internal readonly record struct PrefixEntry<T>(T Start, byte Prefix, ushort Detail, float Rank)
    where T : unmanaged, IBinaryInteger<T>
{
    public static int Width { get; } = T.Zero.GetByteCount() * 8;
}
