namespace ApiGatewayAnalytics.Enrichment;

/// <summary>
/// Tells whether an address is known as a threat. Asked once per new address, from many threads at once. An implementation does
/// not throw over an address, and gives the same object for the same threat where it can.
/// </summary>
public interface IThreatList
{
    /// <summary>Finds the entry of the longest network that holds an address.</summary>
    /// <param name="address">
    /// UTF-8 text as it stood in the log: IPv4 or IPv6, also with a port, in brackets, or the first of a list as in <c>X-Forwarded-For</c>.
    /// </param>
    /// <returns>The threat; null where the address is not listed or the text is no address.</returns>
    Threat? Find(ReadOnlySpan<byte> address);
}
