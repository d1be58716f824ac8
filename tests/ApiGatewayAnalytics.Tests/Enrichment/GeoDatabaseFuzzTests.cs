using System.Text;
using ApiGatewayAnalytics.Enrichment;
using ApiGatewayAnalytics.Enrichment.MaxMind;

namespace ApiGatewayAnalytics.Tests.Enrichment;

/// <summary>Damaged files are refused when they are opened, or know nothing; nothing else may come out of them.</summary>
public sealed class GeoDatabaseFuzzTests
{
    private static readonly byte[][] s_addresses =
        [.. new[] { "192.0.2.1", "0.0.0.0", "255.255.255.255", "::", "2001:db8::1", "ffff:ffff::", "198.51.100.7" }.Select(Encoding.UTF8.GetBytes)];

    [Theory]
    [InlineData(24)]
    [InlineData(28)]
    [InlineData(32)]
    public void NoMutationThrowsAnythingElse(int recordSize)
    {
        byte[] whole = Sample(recordSize);
        var random = new Random(recordSize);
        int opened = 0;
        int refused = 0;
        using var file = new TemporaryFile(whole);
        for (int i = 0; i < 1_500; i++)
        {
            byte[] damaged = [.. whole];
            for (int change = random.Next(1, 6); change > 0; change--)
                damaged[random.Next(damaged.Length)] = (byte)(random.Next(3) switch { 0 => 0xFF, 1 => random.Next(256), _ => 1 << random.Next(8) });
            _ = TryUse(file, damaged) ? opened++ : refused++;
        }

        Assert.InRange(opened, 1, 1_499);
        Assert.InRange(refused, 1, 1_499);
    }

    [Fact]
    public void NoTruncationIsOpened()
    {
        byte[] whole = Sample(24);
        using var file = new TemporaryFile(whole);
        Assert.True(TryUse(file, whole));
        for (int length = 0; length < whole.Length; length++)
            Assert.False(TryUse(file, whole[..length]), $"{length} of {whole.Length} bytes");
    }

    [Fact]
    public void ACircleInTheTreeIsRefused()
    {
        byte[] file = GeoDatabaseTests.Country("SE").ToArray();
        // The left record of node 40 leads to node 3.
        file.AsSpan(40 * 7, 3).Clear();
        file[(40 * 7) + 2] = 3;
        Assert.Contains("leads to no end", Refusal(file), StringComparison.Ordinal);
    }

    [Fact]
    public void ARecordThatLeadsToTheFirstNodeIsRefused()
    {
        byte[] file = GeoDatabaseTests.Country("SE").ToArray();
        file.AsSpan(40 * 7, 3).Clear();
        Assert.Contains("leads back to the first one", Refusal(file), StringComparison.Ordinal);
    }

    [Fact]
    public void ARecordBetweenTreeAndDataIsRefused()
    {
        byte[] file = GeoDatabaseTests.Country("SE").ToArray();
        // The right record of node 0 points into the separator: there are 120 nodes.
        file[6] = 120 + 15;
        Assert.Contains("outside the data", Refusal(file), StringComparison.Ordinal);
    }

    [Fact]
    public void TextThatIsNoUtf8IsRefused()
    {
        byte[] file = GeoDatabaseTests.Country("SE").ToArray();
        file[file.AsSpan().IndexOf("SE"u8)] = 0xFF;
        Assert.Contains("is damaged", Refusal(file), StringComparison.Ordinal);
    }

    [Fact]
    public void DeepNestingIsRefusedAndCostsNoStack()
    {
        object value = "deep";
        for (int i = 0; i < 5_000; i++)
            value = new object[] { value };
        var writer = new MaxMindWriter();
        writer.Add(0, 8, new Dictionary<string, object> { ["country"] = value });
        Assert.Contains("is damaged", Refusal(writer.ToArray()), StringComparison.Ordinal);
    }

    [Fact]
    public void PointersThatMultiplyAreRefused()
    {
        var writer = new MaxMindWriter();
        object[] level = ["text"];
        for (int i = 0; i < 20; i++)
        {
            writer.Share([level]);
            level = [level, level, level, level];
        }

        writer.Add(0, 8, new Dictionary<string, object> { ["country"] = level });
        Assert.Contains("is damaged", Refusal(writer.ToArray()), StringComparison.Ordinal);
    }

    [Fact]
    public void WhatLookupsMeetBehindTheChecksIsNotKnown()
    {
        // The reader without the check at opening: a record whose second value is damaged leaves nothing behind.
        using var file = new TemporaryFile((byte[])[0xE2, 0x43, .. "isp"u8, 0x42, .. "IT"u8, 0x44, .. "city"u8, 0x68]);
        using MappedBytes bytes = MappedBytes.Open(file.Path)!;
        var location = new GeoLocation();
        location.SetCountry("SE"u8);
        GeoKnown before = location.Known();
        var cursor = new DataCursor(new DataSection(bytes, 0, bytes.Length), new byte[DataCursor.WindowLength], DataCursor.LookupBudget);
        Assert.False(new LocationRecord(cursor, location).TryRead(0, out _));
        Assert.Equal("IT", Encoding.UTF8.GetString(location.Isp));
        location.ForgetSince(before);
        Assert.True(location.Isp.IsEmpty);
        Assert.Equal("SE", Encoding.UTF8.GetString(location.Country));
    }

    private static string Refusal(byte[] content)
    {
        using var file = new TemporaryFile(content);
        return Assert.Throws<InvalidDataException>(() => GeoDatabase.Open(file.Path)).Message;
    }

    private static bool TryUse(TemporaryFile file, byte[] content)
    {
        file.Write(content);
        GeoDatabase database;
        try
        {
            database = GeoDatabase.Open(file.Path);
        }
        catch (InvalidDataException)
        {
            return false;
        }

        using (database)
        {
            var location = new GeoLocation();
            foreach (byte[] address in s_addresses)
            {
                if (!database.TryLocate(address, location))
                    Assert.True(location.IsEmpty);
                location.Clear();
            }
        }

        return true;
    }

    private static byte[] Sample(int recordSize)
    {
        var writer = new MaxMindWriter { RecordSize = recordSize };
        var names = new Dictionary<string, object> { ["en"] = "Sweden", ["fr"] = "Su\u00E8de" };
        writer.Share("iso_code", names);
        var country = new Dictionary<string, object> { ["iso_code"] = "SE", ["names"] = names };
        foreach ((string address, int prefix) in ((string, int)[])[("192.0.2.0", 120), ("198.51.100.0", 122), ("2001:db8::", 32)])
        {
            writer.Add(GeoDatabaseTests.Bits(address), prefix, new Dictionary<string, object>
            {
                ["country"] = country,
                ["location"] = new Dictionary<string, object> { ["latitude"] = 58.5, ["longitude"] = 15.5f },
                ["other"] = new object[] { (UInt128)7, -1, new byte[3], true, "text" },
                ["autonomous_system_number"] = 64_496U,
            });
        }

        return writer.ToArray();
    }
}
