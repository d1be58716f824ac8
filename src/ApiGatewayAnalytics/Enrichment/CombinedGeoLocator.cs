using System.Collections.Immutable;

namespace ApiGatewayAnalytics.Enrichment;

/// <summary>
/// Asks several locators, such as a database of cities and one of networks. Each adds what the ones before it did not know.
/// As thread-safe as they are; does not dispose them.
/// </summary>
public sealed class CombinedGeoLocator : IGeoLocator
{
    private readonly ImmutableArray<IGeoLocator> _locators;

    /// <summary>Creates a locator that asks others.</summary>
    /// <param name="locators">The locators; the one that is to be believed first comes first.</param>
    /// <exception cref="ArgumentNullException"><paramref name="locators"/> or one of them is null.</exception>
    public CombinedGeoLocator(IEnumerable<IGeoLocator> locators)
    {
        ArgumentNullException.ThrowIfNull(locators);
        _locators = [.. locators];
        foreach (IGeoLocator locator in _locators)
        {
            ArgumentNullException.ThrowIfNull(locator, nameof(locators));
        }
    }

    /// <inheritdoc />
    public bool TryLocate(ReadOnlySpan<byte> address, GeoLocation location)
    {
        bool isKnown = false;
        foreach (IGeoLocator locator in _locators)
        {
            isKnown |= locator.TryLocate(address, location);
        }

        return isKnown;
    }
}
