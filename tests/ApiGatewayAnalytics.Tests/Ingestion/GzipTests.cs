using ApiGatewayAnalytics.Ingestion;

namespace ApiGatewayAnalytics.Tests.Ingestion;

/// <summary>Compressed input: members in a row, damage and bombs.</summary>
public sealed class GzipTests
{
    private static readonly string s_a = Feeding.Record(1);
    private static readonly string s_b = Feeding.Record(2);

    private static readonly string s_rowA = s_a + "|||-1";
    private static readonly string s_rowB = s_b + "|||-1";

    [Fact]
    public void MembersInARowAreOneInput()
    {
        byte[] lines = Feeding.Utf8($"{s_a}\n{s_b}\n");
        byte[] data = Feeding.Gzip(lines[..20], lines[20..], [], Feeding.Utf8(s_a));
        Feeding whole = Feeding.Run(data);
        Assert.Equal([s_rowA, s_rowB, s_rowA], whole.Rows);
        Assert.Equal(lines.Length + s_a.Length + 1, whole.Report.Bytes);
        Assert.Equal(data.Length, whole.Report.CompressedBytes);
        Cuts.AllEqual(data, whole);
    }

    [Fact]
    public void CompressedMembersWithinMembersAreRead()
    {
        byte[] inner = Feeding.Gzip(Feeding.Utf8(Feeding.Subscription(s_a)), Feeding.Utf8(Feeding.Subscription(s_b)));
        byte[] data = Feeding.Gzip(inner[..33], inner[33..]);
        Feeding whole = Feeding.Run(data);
        Assert.Equal(2, whole.Rows.Count);
        Cuts.AllEqual(data, whole);
    }

    [Fact]
    public void PlainRecordsBeforeMembersAreRead()
    {
        byte[] data = [.. Feeding.Utf8(s_a + "\n"), .. Feeding.Gzip(Feeding.Utf8(s_b + "\nbad\n"))];
        Feeding whole = Feeding.Run(data);
        Assert.Equal([s_rowA, s_rowB], whole.Rows);
        Assert.Equal(new RejectedPosition("input", 3, Feeding.Utf8(s_a + s_b).Length + 2), whole.Report.RejectedAt["not-json"][0]);
        Cuts.AllEqual(data, whole);
    }

    [Fact]
    public async Task AMemberCutAnywhereGivesWhatItHoldsAndSaysSo()
    {
        byte[] text = Feeding.Utf8(string.Join('\n', Enumerable.Range(0, 12).Select(Feeding.Record)));
        byte[] data = Feeding.Gzip(text);
        string[] rows = [.. Feeding.Run(data).Rows];
        Assert.Equal(12, rows.Length);
        int most = 0;
        for (int length = 1; length < data.Length; length++)
        {
            Feeding cut = Feeding.Run(data[..length]);
            Assert.Equal(1, cut.Report.Rejected["truncated"]);
            Assert.Single(cut.Report.Rejected);
            Assert.Equal(rows[..cut.Rows.Count], cut.Rows);
            Assert.Equal(cut.Outcome, Feeding.Run(data[..length], [1]).Outcome);
            Assert.Equal(cut.Outcome, (await Feeding.RunAsync(data[..length], [5])).Outcome);
            most = Math.Max(most, cut.Rows.Count);

            string payload = $$"""{"records":[{"data":"{{Feeding.Base64(data[..length])}}"},{"data":"{{Feeding.Base64(text)}}"}]}""";
            Feeding nested = Feeding.Run(Feeding.Utf8(payload));
            Assert.Equal(cut.Rows.Concat(rows), nested.Rows);
            Assert.Equal(1, nested.Report.Rejected["truncated"]);
        }

        Assert.InRange(most, 11, 12);
    }

    [Fact]
    public async Task ADamagedMemberIsLeftOutAndTheNextOneIsRead()
    {
        byte[] first = Feeding.Gzip(Feeding.Utf8(s_a + "\n"));
        byte[] last = Feeding.Gzip(Feeding.Utf8(s_b + "\n"));
        for (int at = 10; at < first.Length; at++)
        {
            byte[] damaged = [.. first];
            damaged[at] ^= 0x55;
            byte[] data = [.. last, .. damaged, .. last, .. first];
            Feeding whole = Feeding.Run(data);
            Assert.Equal([s_rowB, .. whole.Rows[1..^1], s_rowA], whole.Rows);

            // Damage that hides the end of a member takes the next one with it.
            Assert.InRange(whole.Rows.Count, 2, 4);
            Assert.InRange(whole.Report.Rejected.Values.Sum(), 1, 2);
            Assert.Equal(whole.Rows, (await Feeding.RunAsync(data)).Rows);
        }
    }

    [Theory]
    [InlineData(0, 0)]
    [InlineData(5000, 0)]
    [InlineData(100_000, 0)]
    [InlineData(7, 1)]
    [InlineData(100_000, 1)]
    public async Task ZerosAfterTheLastMemberArePaddingAndAnythingElseIsNot(int length, int other)
    {
        byte[] data = [.. Feeding.Gzip(Feeding.Utf8(s_a)), .. new byte[length], .. Enumerable.Repeat((byte)'x', other)];
        Feeding whole = Feeding.Run(data);
        Assert.Equal([s_rowA], whole.Rows);
        Assert.Equal(other, whole.Report.Rejected.GetValueOrDefault("bad-encoding"));
        Assert.Equal(whole.Outcome, Feeding.Run(data, [100]).Outcome);
        Assert.Equal(whole.Outcome, (await Feeding.RunAsync(data, [100])).Outcome);
    }

    [Fact]
    public void ABombStopsAtTheLimit()
    {
        var options = new IngestionOptions { ExpansionAllowance = 1 << 20, MaxExpansion = 20 };
        byte[] bomb = Feeding.Gzip(new byte[64 << 20]);
        foreach (byte[] data in (byte[][])[bomb, Feeding.Gzip(bomb), Feeding.Utf8($$"""{"records":[{"data":"{{Feeding.Base64(bomb)}}"}]}""")])
        {
            Feeding whole = Feeding.Run(data, options: options);
            Assert.Equal(1, whole.Report.Rejected["expansion-limit"]);
            Assert.InRange(whole.Report.Bytes, 0, 8 << 20);
        }
    }
}
