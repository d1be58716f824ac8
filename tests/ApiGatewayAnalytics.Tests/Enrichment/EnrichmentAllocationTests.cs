using System.Text;
using ApiGatewayAnalytics.Enrichment;

namespace ApiGatewayAnalytics.Tests.Enrichment;

/// <summary>Looking an address up allocates nothing, whatever it is.</summary>
[Collection(Alone.Name)]
public sealed class EnrichmentAllocationTests
{
    private static readonly byte[][] s_addresses =
        [.. new[] { "192.0.2.1", "192.0.2.1:443, 10.0.0.1", "2001:db8::1", "[::ffff:192.0.2.1]:80", "203.0.113.9", "nothing" }.Select(Encoding.UTF8.GetBytes)];

    [Fact]
    public void LocatingAllocatesNothing()
    {
        using var file = new TemporaryFile(GeoDatabaseTests.Country("SE").ToArray());
        using GeoDatabase database = GeoDatabase.Open(file.Path);
        var both = new CombinedGeoLocator([database, database]);
        var location = new GeoLocation();
        Assert.Equal(0, Allocated(address =>
        {
            location.Clear();
            return both.TryLocate(address, location);
        }));
    }

    [Fact]
    public void FindingThreatsAllocatesNothing()
    {
        using var file = new TemporaryFile("192.0.2.0/24\n2001:db8::/32\n192.0.2.128/25\n");
        ThreatList list = ThreatList.Load([new ThreatSource(file.Path)]);
        Assert.Equal(0, Allocated(address => list.Find(address) is not null));
    }

    private static long Allocated(Func<byte[], bool> find)
    {
        int warmUp = Count(find);
        Assert.InRange(warmUp, 1, s_addresses.Length * 1_000);
        long before = GC.GetAllocatedBytesForCurrentThread();
        int found = Count(find);
        long allocated = GC.GetAllocatedBytesForCurrentThread() - before;
        Assert.Equal(warmUp, found);
        return allocated;
    }

    private static int Count(Func<byte[], bool> find)
    {
        int found = 0;
        for (int i = 0; i < 1_000; i++)
        {
            foreach (byte[] address in s_addresses)
                found += find(address) ? 1 : 0;
        }

        return found;
    }
}
