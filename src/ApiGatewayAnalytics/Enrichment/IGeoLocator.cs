namespace ApiGatewayAnalytics.Enrichment;

/// <summary>
/// Tells where an address is and whose network it belongs to. Asked once per new address, from many threads at once. An
/// implementation neither throws over an address nor keeps the <see cref="GeoLocation"/> that it fills.
/// </summary>
public interface IGeoLocator
{
    /// <summary>Adds to <paramref name="location"/> what is known of an address and not there yet.</summary>
    /// <param name="address">
    /// UTF-8 text as it stood in the log: IPv4 or IPv6, also with a port, in brackets, or the first of a list as in <c>X-Forwarded-For</c>.
    /// </param>
    /// <param name="location">What the caller cleared, or another locator began to fill.</param>
    /// <returns>Whether something is known of the address; false for text that is no address.</returns>
    bool TryLocate(ReadOnlySpan<byte> address, GeoLocation location);
}
