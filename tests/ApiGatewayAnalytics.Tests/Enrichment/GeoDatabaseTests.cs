using System.Net;
using System.Text;
using ApiGatewayAnalytics.Enrichment;

namespace ApiGatewayAnalytics.Tests.Enrichment;

/// <summary>Files that an independent writer made, read back and held against a plain list of networks.</summary>
public sealed class GeoDatabaseTests
{
    public static TheoryData<int, int, int> Shapes()
    {
        var shapes = new TheoryData<int, int, int>();
        foreach (int recordSize in (int[])[24, 28, 32])
        {
            foreach (int version in (int[])[4, 6])
                shapes.Add(recordSize, version, recordSize / 4 - 5);
        }

        return shapes;
    }

    [Theory]
    [MemberData(nameof(Shapes))]
    public void EveryAddressIsInItsLongestNetwork(int recordSize, int version, int pointerBytes)
    {
        var random = new Random(recordSize + version);
        var writer = new MaxMindWriter { RecordSize = recordSize, IPVersion = version, PointerBytes = pointerBytes };
        writer.Pad(pointerBytes switch { 1 => 0, 2 => 3_000, _ => 600_000 });
        string[] keys = ["autonomous_system_number"];
        writer.Share(keys);
        var networks = new List<(UInt128 Start, int Prefix, uint Number)>();
        int width = version == 6 ? 128 : 32;
        for (uint number = 1; number <= 400; number++)
        {
            int prefix = version == 6 && number % 2 == 0 ? 96 + random.Next(1, 33) : random.Next(1, width + 1);
            UInt128 bits = Bits(random, width, version == 6 && number % 2 == 0);
            networks.Add((bits >> (width - prefix) << (width - prefix), prefix, number));
        }

        networks = [.. networks.DistinctBy(network => (network.Start, network.Prefix)).OrderBy(network => network.Prefix)];
        foreach ((UInt128 start, int prefix, uint number) in networks)
            writer.Add(start, prefix, new Dictionary<string, object> { [keys[0]] = number });
        using var file = new TemporaryFile(writer.ToArray());
        using GeoDatabase database = GeoDatabase.Open(file.Path);
        var location = new GeoLocation();
        for (int i = 0; i < 5_000; i++)
        {
            (UInt128 start, int prefix, _) = networks[random.Next(networks.Count)];
            UInt128 address = i % 4 == 0 ? Bits(random, width, i % 8 == 0)
                : start | (prefix == width ? 0 : Bits(random, width, false) & (((UInt128)1 << (width - prefix)) - 1));
            long? expected = networks.Where(network => address >> (width - network.Prefix) == network.Start >> (width - network.Prefix) || network.Prefix == 0)
                .Select(network => (long?)network.Number).LastOrDefault();
            location.Clear();
            Assert.Equal(expected is not null, database.TryLocate(Text(address, width), location));
            Assert.Equal(expected, location.AutonomousSystemNumber);
        }
    }

    [Fact]
    public void ReadsTheLayoutOfCities()
    {
        var names = new Dictionary<string, object> { ["de"] = "Schweden", ["en"] = "Sweden" };
        var writer = new MaxMindWriter();
        writer.Share("country", names);
        writer.Add(Bits("89.160.0.0"), 112, new Dictionary<string, object>
        {
            ["city"] = new Dictionary<string, object> { ["geoname_id"] = 2694762U, ["names"] = new Dictionary<string, object> { ["en"] = "Link\u00F6ping" } },
            ["continent"] = new Dictionary<string, object> { ["code"] = "EU", ["names"] = new Dictionary<string, object>() },
            ["country"] = new Dictionary<string, object> { ["is_in_european_union"] = true, ["iso_code"] = "SE", ["names"] = names },
            ["location"] = new Dictionary<string, object> { ["accuracy_radius"] = (ushort)76, ["latitude"] = 58.4167, ["longitude"] = 15.6167f },
            ["subdivisions"] = new object[] { new Dictionary<string, object> { ["iso_code"] = "E", ["names"] = names } },
            ["traits"] = new Dictionary<string, object> { ["isp"] = "Example ISP", ["organization"] = "Example Org", ["autonomous_system_number"] = 64_496U },
        });
        GeoLocation location = Locate(writer, "89.160.20.128:443")!;
        Assert.Equal("SE", Text(location.Country));
        Assert.Equal("Sweden", Text(location.CountryName));
        Assert.Equal("EU", Text(location.Continent));
        Assert.Equal("Link\u00F6ping", Text(location.City));
        Assert.Equal(58.4167, location.Latitude);
        Assert.Equal(15.6167f, (float)location.Longitude!);
        Assert.Equal("Example ISP", Text(location.Isp));
        Assert.Equal("Example Org", Text(location.Organization));
        Assert.Equal(64_496, location.AutonomousSystemNumber);
        Assert.Null(Locate(writer, "89.161.0.0"));
    }

    [Fact]
    public void ReadsFlatLayouts()
    {
        var writer = new MaxMindWriter();
        writer.Add(Bits("192.0.2.0"), 120, new Dictionary<string, object>
        {
            ["country"] = "Norway",
            ["country_code"] = "no",
            ["continent"] = "Europe",
            ["asn"] = "AS64500",
            ["as_name"] = "Example AS",
            ["latitude"] = "59.9",
            ["longitude"] = "10.7",
            ["city"] = "Oslo",
        });
        GeoLocation location = Locate(writer, "192.0.2.1")!;
        Assert.Equal(("NO", "Norway", "Europe", "Oslo"), (Text(location.Country), Text(location.CountryName), Text(location.Continent), Text(location.City)));
        Assert.Equal((59.9, 10.7, 64_500L), (location.Latitude, location.Longitude, location.AutonomousSystemNumber));
        Assert.Equal("Example AS", Text(location.AutonomousSystemOrganization));
    }

    [Fact]
    public void PassesOverEveryTypeOfValue()
    {
        var writer = new MaxMindWriter();
        writer.Share("shared text");
        writer.Add(Bits("192.0.2.0"), 120, new Dictionary<string, object>
        {
            ["text"] = "",
            ["long"] = new string('x', 70_000),
            ["middle"] = new string('y', 300),
            ["short"] = new string('z', 29),
            ["bytes"] = new byte[400],
            ["double"] = -0.5,
            ["float"] = 1.5f,
            ["u16"] = ushort.MaxValue,
            ["u32"] = uint.MaxValue,
            ["i32"] = int.MinValue,
            ["u64"] = ulong.MaxValue,
            ["u128"] = UInt128.MaxValue,
            ["yes"] = true,
            ["no"] = false,
            ["zero"] = 0U,
            ["pointer"] = "shared text",
            ["array"] = new object[] { Array.Empty<object>(), new Dictionary<string, object>(), "a", new object[] { 1U, "b" } },
            ["city"] = new object[] { "no city" },
            ["location"] = "nowhere",
            ["country"] = new Dictionary<string, object> { ["iso_code"] = "FI" },
        });
        Assert.Equal("FI", Text(Locate(writer, "192.0.2.1")!.Country));
    }

    [Fact]
    public void LongTextsAreCutAtACharacter()
    {
        var writer = new MaxMindWriter();
        writer.Add(Bits("192.0.2.0"), 120, new Dictionary<string, object> { ["isp"] = "a" + new string('\u00E4', 1_000) });
        Assert.Equal("a" + new string('\u00E4', 127), Text(Locate(writer, "192.0.2.1")!.Isp));
    }

    [Fact]
    public void MappedAndAliasedAddressesAreFound()
    {
        var writer = new MaxMindWriter { RecordSize = 24 };
        writer.Add(Bits("192.0.2.0"), 120, new Dictionary<string, object> { ["country_code"] = "SE" });
        writer.AliasIPv4((UInt128)0x2002 << 112, 16);
        foreach (string text in (string[])["192.0.2.1", "::ffff:192.0.2.1", "2002:c000:0201::1", "[::ffff:c000:201]:80"])
            Assert.Equal("SE", Text(Locate(writer, text)!.Country));
        Assert.Null(Locate(writer, "2003:c000:0201::1"));
    }

    [Fact]
    public void OneRecordMayHoldAllOfIPv4OrNothingOfIt()
    {
        var wide = new MaxMindWriter();
        wide.Add(0, 64, new Dictionary<string, object> { ["country_code"] = "SE" });
        Assert.NotNull(Locate(wide, "192.0.2.1"));
        var high = new MaxMindWriter();
        high.Add((UInt128)1 << 127, 1, new Dictionary<string, object> { ["country_code"] = "SE" });
        Assert.Null(Locate(high, "192.0.2.1"));
        Assert.NotNull(Locate(high, "8000::1"));
    }

    [Fact]
    public void ASecondDatabaseAddsWhatTheFirstDoesNotKnow()
    {
        var countries = new MaxMindWriter();
        countries.Add(Bits("192.0.2.0"), 120, new Dictionary<string, object> { ["country_code"] = "SE" });
        var networks = new MaxMindWriter { IPVersion = 4, RecordSize = 32 };
        networks.Add((uint)Bits("192.0.0.0"), 8, new Dictionary<string, object> { ["country_code"] = "NO", ["autonomous_system_number"] = 64_496U });
        using var first = new TemporaryFile(countries.ToArray());
        using var second = new TemporaryFile(networks.ToArray());
        using GeoDatabase a = GeoDatabase.Open(first.Path);
        using GeoDatabase b = GeoDatabase.Open(second.Path);
        var both = new CombinedGeoLocator([a, b]);
        var location = new GeoLocation();
        Assert.True(both.TryLocate("192.0.2.1"u8, location));
        Assert.Equal(("SE", 64_496L), (Text(location.Country), location.AutonomousSystemNumber));
        location.Clear();
        Assert.True(location.IsEmpty);
        Assert.True(both.TryLocate("192.1.2.1"u8, location));
        Assert.Equal("NO", Text(location.Country));
        Assert.False(both.TryLocate("2001:db8::1"u8, location));
    }

    [Fact]
    public void AFileCanBeReplacedWhileItIsOpen()
    {
        using var file = new TemporaryFile(Country("SE").ToArray());
        using GeoDatabase database = GeoDatabase.Open(file.Path);
        file.Write(Country("NO").ToArray());
        Assert.Equal("SE", Country(database));
        database.Reload();
        Assert.Equal("NO", Country(database));
        file.Write("damaged"u8);
        Assert.Throws<InvalidDataException>(database.Reload);
        Assert.Equal("NO", Country(database));
    }

    [Fact]
    public void TellsWhatItIs()
    {
        using var file = new TemporaryFile(Country("SE").ToArray());
        using GeoDatabase database = GeoDatabase.Open(file.Path);
        Assert.Equal(("Test", DateTimeOffset.FromUnixTimeSeconds(1_700_000_000), file.Path), (database.DatabaseType, database.BuildTime, database.Path));
    }

    [Theory]
    [InlineData("node_count", 0U, "tree is empty")]
    [InlineData("node_count", 1_000_000U, "do not fit")]
    [InlineData("node_count", "many", "not a number")]
    [InlineData("record_size", 36U, "36 bits")]
    [InlineData("ip_version", 5U, "version 5")]
    [InlineData("binary_format_major_version", 3U, "version 3")]
    [InlineData("build_epoch", ulong.MaxValue, "seconds after 1970")]
    [InlineData("database_type", 7U, "lacks")]
    public void RefusesMetadataThatCannotBe(string key, object value, string reason)
    {
        MaxMindWriter writer = Country("SE");
        writer.Metadata[key] = value;
        using var file = new TemporaryFile(writer.ToArray());
        string message = Assert.Throws<InvalidDataException>(() => GeoDatabase.Open(file.Path)).Message;
        Assert.Contains(reason, message, StringComparison.Ordinal);
        Assert.Contains(file.Path, message, StringComparison.Ordinal);
    }

    [Theory]
    [InlineData(true)]
    [InlineData(false)]
    public void NothingStandsBehindAnEmptyMapOrArray(bool isMap)
    {
        // The count of nodes is only known once they are written, and stands before the last member.
        MaxMindWriter first = Country("SE");
        first.ToArray();
        MaxMindWriter writer = Country("SE");
        foreach ((string key, object value) in first.Metadata)
            writer.Metadata[key] = value;
        writer.Metadata["last"] = isMap ? new Dictionary<string, object>() : Array.Empty<object>();
        byte[] bytes = writer.ToArray();
        Assert.Equal(isMap ? [0xE0] : [0x00, 0x04], bytes.AsSpan(^(isMap ? 1 : 2)..).ToArray());

        using var file = new TemporaryFile(bytes);
        using GeoDatabase database = GeoDatabase.Open(file.Path);
        using var shorter = new TemporaryFile(bytes.AsSpan(..^1).ToArray());
        Assert.Throws<InvalidDataException>(() => GeoDatabase.Open(shorter.Path));
    }

    [Fact]
    public void RefusesWhatIsNoFile()
    {
        using var empty = new TemporaryFile("");
        using var text = new TemporaryFile("no database");
        Assert.Throws<InvalidDataException>(() => GeoDatabase.Open(empty.Path));
        Assert.Throws<InvalidDataException>(() => GeoDatabase.Open(text.Path));
        Assert.Throws<FileNotFoundException>(() => GeoDatabase.Open(text.Path + ".absent"));
        Assert.Throws<UnauthorizedAccessException>(() => GeoDatabase.Open(Path.GetTempPath()));
        Assert.Throws<ArgumentNullException>(() => GeoDatabase.Open(null!));
    }

    [Fact]
    public void CoordinatesThatAreNoneAreNotTaken()
    {
        var location = new GeoLocation();
        location.SetCoordinates(91, 0);
        location.SetCoordinates(double.NaN, 0);
        location.SetCoordinates(0, double.PositiveInfinity);
        location.SetAutonomousSystemNumber(-1);
        location.SetCountry("SWE"u8);
        Assert.True(location.IsEmpty);
        location.SetCoordinates(-90, 180);
        Assert.Equal((-90d, 180d), (location.Latitude, location.Longitude));
    }

    internal static MaxMindWriter Country(string code)
    {
        var writer = new MaxMindWriter();
        writer.Add(Bits("192.0.2.0"), 120, new Dictionary<string, object> { ["country"] = new Dictionary<string, object> { ["iso_code"] = code } });
        return writer;
    }

    internal static UInt128 Bits(string address) => InternetAddressTests.Address(address).Bits;

    private static string Country(GeoDatabase database)
    {
        var location = new GeoLocation();
        Assert.True(database.TryLocate("192.0.2.1"u8, location));
        return Text(location.Country);
    }

    private static GeoLocation? Locate(MaxMindWriter writer, string address)
    {
        using var file = new TemporaryFile(writer.ToArray());
        using GeoDatabase database = GeoDatabase.Open(file.Path);
        var location = new GeoLocation();
        return database.TryLocate(Encoding.UTF8.GetBytes(address), location) ? location : null;
    }

    private static UInt128 Bits(Random random, int width, bool isIPv4)
    {
        var bits = new UInt128((ulong)random.NextInt64() ^ ((ulong)random.NextInt64() << 1), (ulong)random.NextInt64() ^ ((ulong)random.NextInt64() << 1));
        return width == 32 || isIPv4 ? (uint)bits : bits;
    }

    private static byte[] Text(UInt128 address, int width)
    {
        byte[] bytes = new byte[16];
        for (int i = 15; i >= 0; i--, address >>= 8)
            bytes[i] = (byte)address;
        bool isIPv4 = width == 32 || bytes.AsSpan(0, 12).IndexOfAnyExcept((byte)0) < 0;
        return Encoding.UTF8.GetBytes(new IPAddress(isIPv4 ? bytes[12..] : bytes).ToString());
    }

    private static string Text(ReadOnlySpan<byte> text) => Encoding.UTF8.GetString(text);
}
