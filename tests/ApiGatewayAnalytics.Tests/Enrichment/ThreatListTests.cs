using System.Net;
using System.Text;
using ApiGatewayAnalytics.Enrichment;
using ApiGatewayAnalytics.Tests.Engine;

namespace ApiGatewayAnalytics.Tests.Enrichment;

/// <summary>Threats out of every format, and the longest prefix against a plain search through all networks.</summary>
public sealed class ThreatListTests
{
    private static readonly ManualClock s_clock = new(new(2026, 6, 1, 0, 0, 0, TimeSpan.Zero));

    [Theory]
    [InlineData(1, 4)]
    [InlineData(2, 6)]
    [InlineData(3, 46)]
    public void TheLongestNetworkAnswers(int seed, int versions)
    {
        var random = new Random(seed);
        var networks = new Dictionary<(InternetAddress Start, int Prefix), string>();
        var lines = new StringBuilder("ip,type\n");
        for (int i = 0; i < 2_000; i++)
        {
            bool isIPv4 = versions == 4 || (versions == 46 && i % 2 == 0);
            string address = Text(random, isIPv4);
            string line = $"{address}/{random.Next(isIPv4 ? 33 : 129)}";
            Assert.True(InternetAddress.TryParseNetwork(Encoding.UTF8.GetBytes(line), out InternetAddress start, out int prefix));
            if (networks.TryAdd((start, prefix), $"t{i}"))
                lines.Append(line).Append(",t").Append(i).Append('\n');
        }

        using var file = new TemporaryFile(lines.ToString());
        ThreatList list = ThreatList.Load([new ThreatSource(file.Path)]);
        Assert.Equal(networks.Count, list.Count);
        for (int i = 0; i < 3_000; i++)
        {
            string text = Text(random, versions == 4 || (versions == 46 && i % 2 == 0));
            InternetAddress address = InternetAddressTests.Address(text);
            int width = address.IsIPv4 ? 32 : 128;
            string? expected = networks
                .Where(network => network.Key.Start.IsIPv4 == address.IsIPv4
                    && (network.Key.Prefix == 0 || address.Bits >> (width - network.Key.Prefix) == network.Key.Start.Bits >> (width - network.Key.Prefix)))
                .OrderByDescending(network => network.Key.Prefix).Select(network => network.Value).FirstOrDefault();
            Assert.Equal(expected, list.Find(Encoding.UTF8.GetBytes(text))?.Type);
        }
    }

    [Fact]
    public void ReadsPlainLists()
    {
        ThreatList list = Load(
            "\uFEFF# a list\r\n\r\n192.0.2.7\r\n198.51.100.0/24 ; SBL123\n2001:db8::/32 # documentation\n; comment\n// comment\n203.0.113.5\t10\n"
            + "::ffff:203.0.113.6\nnot an address\n192.0.2.300\n10.0.0.0/33\n" + new string('1', 100_000) + "\n203.0.113.7",
            new ThreatSource("") { Type = "botnet", Actor = "someone", Confidence = "75" });
        Assert.Equal(new Threat("botnet", "someone", "75"), list.Find("192.0.2.7:443"u8));
        foreach (string address in (string[])["198.51.100.200", "2001:db8:ffff::1", "203.0.113.5", "203.0.113.6", "203.0.113.7"])
            Assert.NotNull(list.Find(Encoding.UTF8.GetBytes(address)));
        Assert.Null(list.Find("192.0.2.8"u8));
        Assert.Null(list.Find("-"u8));
        ThreatFileReport report = Assert.Single(list.Files);
        Assert.Equal((6L, 4L, 0L), (report.Networks, report.Malformed, report.Unsupported));
        Assert.Equal([10L, 11, 12, 13], report.MalformedAt.Select(at => at.Line));
        Assert.Equal(6, list.Count);
    }

    [Fact]
    public void PositionsAreThoseOfTheFile()
    {
        const string Text = "192.0.2.7\r\n\nbad\n192.0.2.8\nworse";
        ThreatFileReport report = Assert.Single(Load(Text).Files);
        Assert.Equal([(3L, 12L), (5L, 26L)], report.MalformedAt.Select(at => (at.Line, at.ByteOffset)));
        Assert.Equal("bad", Text[12..15]);
        Assert.Equal("worse", Text[26..]);
    }

    [Fact]
    public void KeepsTheFirstPositionsOnly()
    {
        ThreatFileReport report = Assert.Single(Load(string.Join('\n', Enumerable.Repeat("bad", 1_000))).Files);
        Assert.Equal(1_000, report.Malformed);
        Assert.Equal(20, report.MalformedAt.Length);
    }

    [Fact]
    public void ReadsCsv()
    {
        ThreatList list = Load(
            "id;IP Address;Threat_Type;Threat Actor;Confidence\n1;192.0.2.1;c2;APT0;90\n2; \"198.51.100.0/24\" ;\"say \"\"bot\"\"\";;low\n"
            + "3;example.com;phishing;;\n4;d41d8cd98f00b204e9800998ecf8427e;hash;;\n5;192.0.2.999;c2;;\n6\n7;203.0.113.1;;-;");
        Assert.Equal(new Threat("c2", "APT0", "90"), list.Find("192.0.2.1"u8));
        Assert.True(list.Find("192.0.2.1"u8)!.IsHigh);
        Assert.Equal(new Threat("say \"bot\"", null, "low"), list.Find("198.51.100.9"u8));
        Assert.False(list.Find("198.51.100.9"u8)!.IsHigh);
        Assert.Equal(new Threat(null, null, "high"), list.Find("203.0.113.1"u8));
        ThreatFileReport report = Assert.Single(list.Files);
        Assert.Equal((3L, 2L, 2L), (report.Networks, report.Malformed, report.Unsupported));
        Assert.Equal([6L, 7], report.MalformedAt.Select(at => at.Line));
    }

    [Theory]
    [InlineData("indicator,type\n192.0.2.1,scanner")]
    [InlineData("# ip,threat\n192.0.2.1,scanner")]
    [InlineData("ip\ttype\n192.0.2.1\tscanner")]
    [InlineData("\"first_seen\",\"dst_ip\",\"category\"\n2026-01-01,\"192.0.2.1\",\"scanner\"")]
    [InlineData("\n# made today\nvalue,score,category,ip\nx,1,scanner,192.0.2.1\n")]
    public void FindsTheColumns(string csv) => Assert.Equal("scanner", Load(csv).Find("192.0.2.1"u8)?.Type);

    [Fact]
    public void ReadsStixBundles()
    {
        ThreatList list = Load("""
            { "type": "bundle", "id": "bundle--1", "objects": [
              { "type": "indicator", "id": "indicator--1", "pattern_type": "stix", "pattern": "[ipv4-addr:value = '192.0.2.1']",
                "indicator_types": ["malicious-activity", "anonymization"], "labels": ["label"], "confidence": 85 },
              { "type": "indicator", "id": "indicator--2", "pattern": "[ipv4-addr:value ISSUBSET '198.51.100.0/24' OR ipv6-addr:value = '2001:db8::1'] OR [ipv6-addr:value IN ('2001:db8::2', '2001:db8::3')]",
                "labels": ["scanner"], "unknown": { "nested": [1, {}] } },
              { "type": "indicator", "id": "indicator--3", "pattern": "[domain-name:value = '192.0.2.3']" },
              { "type": "indicator", "id": "indicator--4", "pattern": "[ipv4-addr:value = '192.0.2.4' AND network-traffic:dst_port = 80]" },
              { "type": "indicator", "id": "indicator--5", "pattern": "[ipv4-addr:value = '192.0.2.5']", "revoked": true },
              { "type": "indicator", "id": "indicator--6", "pattern": "[ipv4-addr:value = '192.0.2.6']", "valid_until": "2026-05-31T00:00:00Z" },
              { "type": "indicator", "id": "indicator--7", "pattern": "[ipv4-addr:value = '192.0.2.7']", "valid_until": "2026-06-02T00:00:00.123456Z", "confidence": 5 },
              { "type": "indicator", "id": "indicator--8", "pattern": "alert ip", "pattern_type": "snort" },
              { "type": "indicator", "id": "indicator--9", "pattern": "[ipv4-addr:value = 'nowhere']" },
              { "type": "indicator", "id": "indicator--10", "pattern": 5 },
              "no object",
              { "type": "indicator", "id": "indicator--11", "pattern": "[ipv4-addr:value = '192.0.2.11']", "labels": ["\ud800"], "confidence": {} },
              { "type": "relationship", "id": "relationship--1", "relationship_type": "indicates", "source_ref": "indicator--1", "target_ref": "threat-actor--1" },
              { "type": "relationship", "id": "relationship--2", "relationship_type": "indicates", "source_ref": "indicator--2", "target_ref": "malware--1" },
              { "type": "threat-actor", "id": "threat-actor--1", "name": "Example Actor" }
            ] }
            """);
        Assert.Equal(new Threat("malicious-activity", "Example Actor", "85"), list.Find("192.0.2.1"u8));
        foreach (string address in (string[])["198.51.100.77", "2001:db8::1", "2001:db8::2", "2001:db8::3"])
            Assert.Equal(new Threat("scanner", null, "high"), list.Find(Encoding.UTF8.GetBytes(address)));
        foreach (int last in (int[])[3, 4, 5, 6])
            Assert.Null(list.Find(Encoding.UTF8.GetBytes($"192.0.2.{last}")));
        Assert.Equal(new Threat(null, null, "5"), list.Find("192.0.2.7"u8));
        Assert.Equal(new Threat(null, null, "high"), list.Find("192.0.2.11"u8));
        ThreatFileReport report = Assert.Single(list.Files);
        Assert.Equal((7L, 3L, 3L, 2L), (report.Networks, report.Malformed, report.Unsupported, report.Expired));
        Assert.Equal([12L, 13, 14], report.MalformedAt.Select(at => at.Line));
    }

    [Theory]
    [InlineData("{", "is not JSON")]
    [InlineData("{}", "no array 'objects'")]
    [InlineData("""{ "objects": [ { "type": "indicator", "pattern": "[ipv4-addr:value""", "is not JSON")]
    public void RefusesJsonThatIsNoBundle(string json, string reason)
    {
        string message = Assert.Throws<InvalidDataException>(() => Load(json)).Message;
        Assert.Contains(reason, message, StringComparison.Ordinal);
        Assert.DoesNotContain("ipv4-addr", message, StringComparison.Ordinal);
    }

    [Fact]
    public void AFileThatIsAbsentIsNamed()
    {
        string path = Path.Combine(Path.GetTempPath(), Path.GetRandomFileName());
        Assert.Contains(path, Assert.Throws<FileNotFoundException>(() => ThreatList.Load([new ThreatSource(path)])).Message, StringComparison.Ordinal);
    }

    [Fact]
    public void OfOneNetworkTheHigherConfidenceCounts()
    {
        ThreatList list = Load("ip,type,confidence\n192.0.2.1,a,low\n192.0.2.1,b,80\n192.0.2.1,c,medium\n192.0.2.0/24,wide,100\n192.0.2.1,d,80\n");
        Assert.Equal("b", list.Find("192.0.2.1"u8)?.Type);
        Assert.Equal("wide", list.Find("192.0.2.2"u8)?.Type);
        Assert.Equal(2, list.Count);
    }

    [Theory]
    [InlineData("high", true)]
    [InlineData("HIGH", true)]
    [InlineData("70", true)]
    [InlineData("69.9", false)]
    [InlineData("medium", false)]
    [InlineData("unknown", false)]
    [InlineData(null, false)]
    public void HighIsTheWordOrANumberFrom70(string? confidence, bool isHigh) => Assert.Equal(isHigh, new Threat(null, null, confidence).IsHigh);

    [Fact]
    public void ReloadReplacesEverythingOrNothing()
    {
        using var file = new TemporaryFile("192.0.2.1");
        ThreatList list = ThreatList.Load([new ThreatSource(file.Path)]);
        file.Write("192.0.2.2"u8);
        Assert.NotNull(list.Find("192.0.2.1"u8));
        list.Reload();
        Assert.Null(list.Find("192.0.2.1"u8));
        Assert.NotNull(list.Find("192.0.2.2"u8));
        file.Write("{"u8);
        Assert.Throws<InvalidDataException>(list.Reload);
        Assert.NotNull(list.Find("192.0.2.2"u8));
    }

    [Fact]
    public void AMillionNetworksTakeElevenBytesEach()
    {
        var lines = new StringBuilder();
        for (int i = 0; i < 1_000_000; i++)
            lines.Append(new IPAddress((uint)i * 2_654_435_761u)).Append('\n');
        ThreatList list = Load(lines.ToString());
        Assert.Equal(1_000_000, list.Count);
        Assert.InRange(list.Bytes, 11_000_000, 11_001_000);
    }

    [Fact]
    public void DistinctThreatsAreBounded()
    {
        var lines = new StringBuilder("ip,type,actor,confidence\n");
        for (int i = 0; i < 70_000; i++)
            lines.Append(new IPAddress((uint)i << 8 | 10)).Append(",type,actor").Append(i).Append(i % 2 == 0 ? ",high\n" : ",low\n");
        ThreatList list = Load(lines.ToString());
        Assert.Equal(70_000, list.Count);
        Assert.Equal(new Threat(null, null, "high"), list.Find(Encoding.UTF8.GetBytes(new IPAddress(69_998u << 8 | 10).ToString())));
        Assert.Equal(new Threat(null, null, null), list.Find(Encoding.UTF8.GetBytes(new IPAddress(69_999u << 8 | 10).ToString())));
    }

    [Fact]
    public void NoMutationOfAFileThrowsAnythingElse()
    {
        string[] files =
        [
            "ip,type\n192.0.2.1,\"a \"\"b\"\"\"\n2001:db8::/32,c\n", "192.0.2.1\n# x\n198.51.100.0/24 ; y\n",
            """{ "objects": [ { "type": "indicator", "id": "indicator--1", "pattern": "[ipv4-addr:value = '192.0.2.1'] OR [ipv6-addr:value IN ('::1', '::2')]", "labels": ["a"], "revoked": false, "valid_until": "2027-01-01T00:00:00Z" } ] }""",
        ];
        var random = new Random(3);
        using var file = new TemporaryFile("");
        for (int i = 0; i < 2_000; i++)
        {
            byte[] content = Encoding.UTF8.GetBytes(files[i % files.Length]);
            for (int change = random.Next(1, 5); change > 0; change--)
                content[random.Next(content.Length)] = (byte)random.Next(256);
            file.Write(content.AsSpan(0, random.Next(4) == 0 ? random.Next(content.Length) : content.Length));
            try
            {
                ThreatList.Load([new ThreatSource(file.Path)], s_clock).Find("192.0.2.1"u8);
            }
            catch (InvalidDataException)
            {
                // A file that is no bundle any more.
            }
        }
    }

    private static ThreatList Load(string content, ThreatSource? source = null)
    {
        using var file = new TemporaryFile(content);
        return ThreatList.Load([(source ?? new ThreatSource("")) with { Path = file.Path }], s_clock);
    }

    /// <summary>Addresses near to one another, so that networks nest.</summary>
    private static string Text(Random random, bool isIPv4)
    {
        byte[] bytes = new byte[isIPv4 ? 4 : 16];
        for (int i = 0; i < bytes.Length; i++)
            bytes[i] = (byte)(i is 0 ? 32 + random.Next(2) : i < bytes.Length - 1 && random.Next(4) > 0 ? 1 : random.Next(256));
        return new IPAddress(bytes).ToString();
    }
}
