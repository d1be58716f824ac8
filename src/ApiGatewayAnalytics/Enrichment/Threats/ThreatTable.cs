namespace ApiGatewayAnalytics.Enrichment.Threats;

/// <summary>The networks of a list. Immutable.</summary>
internal sealed class ThreatTable(PrefixTable<uint> ipv4, PrefixTable<UInt128> ipv6, Threat[] threats)
{
    public int Count => ipv4.Count + ipv6.Count;

    /// <summary>The memory of networks, and of threats with their texts by estimate.</summary>
    public long Bytes => ipv4.Bytes + ipv6.Bytes + threats.Sum(threat =>
        64L + ((threat.Type?.Length ?? 0) + (threat.Actor?.Length ?? 0) + (threat.Confidence?.Length ?? 0)) * sizeof(char));

    public Threat? Find(InternetAddress address)
    {
        ushort number;
        bool isListed = address.IsIPv4 ? ipv4.TryFind((uint)address.Bits, out number) : ipv6.TryFind(address.Bits, out number);
        return isListed ? threats[number] : null;
    }
}
