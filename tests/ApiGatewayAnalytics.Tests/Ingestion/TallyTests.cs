using ApiGatewayAnalytics.AccessLogs;
using ApiGatewayAnalytics.Ingestion;

namespace ApiGatewayAnalytics.Tests.Ingestion;

/// <summary>Counts, their sums and their binary form.</summary>
public sealed class TallyTests
{
    [Fact]
    public void MergingAddsAndBinaryFormsRoundTrip()
    {
        IngestionTally first = Feeding.Run(Feeding.Utf8("a\nbad\nb\n{ \"requestId\":1}\nPermission Check Successful"), name: "one").Tally;
        IngestionTally second = Feeding.Run(Feeding.Gzip(Feeding.Utf8("c\nbad\n{")), name: "two").Tally;
        first.FieldErrors[3] = 7;
        IngestionTally read = Read(Write(first));
        Assert.Equal(Text(first), Text(read));
        read.MergeFrom(second);
        IngestionReport report = read.Report();
        Assert.Equal(7, report.Records);
        Assert.Equal(4, report.Accepted);
        Assert.Equal(1, report.Repaired["other"]);
        Assert.Equal(2, report.Rejected["not-json"]);
        Assert.Equal(1, report.Rejected["truncated"]);
        Assert.Equal(1, report.Skipped["export-marker"]);
        Assert.Equal(7, report.FieldErrors[AccessLogFields.All[3].Name]);
        Assert.Equal(["one", "two"], report.Sources.Select(source => source.Name));
        Assert.Equal(["one", "two"], report.RejectedAt["not-json"].Select(at => at.Source));
    }

    [Fact]
    public void DamagedBinaryFormsAreRefused()
    {
        byte[] data = Write(Feeding.Run(Feeding.Utf8("a\nbad\nb\n")).Tally);
        for (int length = 0; length < data.Length; length++)
            Assert.True(Record.Exception(() => Read(data[..length])) is EndOfStreamException or InvalidDataException);
        data[0]++;
        Assert.Throws<InvalidDataException>(() => Read(data));
        data[0]--;
        data[1]++;
        Assert.Throws<InvalidDataException>(() => Read(data));
    }

    [Fact]
    public void PositionsAndSourcesAreBounded()
    {
        var tally = new IngestionTally(AccessLogFields.All);
        for (int i = 0; i < 1200; i++)
            tally.CountRejected(tally.Source("s" + i), RejectReason.NotJson, i, i);
        IngestionReport report = tally.Report();
        Assert.Equal(20, report.RejectedAt["not-json"].Length);
        Assert.Equal(1001, report.Sources.Length);
        Assert.Equal(new SourceReport("(other)", 200, 0, 0), report.Sources[^1]);
        Assert.Equal(Text(tally), Text(Read(Write(tally))));
    }

    private static string Text(IngestionTally tally)
    {
        IngestionReport report = tally.Report();
        return string.Join('\n', report.Records, report.Accepted, report.Duplicates, report.Bytes, report.CompressedBytes)
            + string.Join(' ', report.Rejected) + string.Join(' ', report.Skipped) + string.Join(' ', report.Repaired)
            + string.Join(' ', report.RejectedAt.SelectMany(pair => pair.Value)) + string.Join(' ', report.FieldErrors)
            + string.Join(' ', report.Sources);
    }

    private static byte[] Write(IngestionTally tally)
    {
        using var stream = new MemoryStream();
        using var writer = new BinaryWriter(stream);
        tally.WriteTo(writer);
        return stream.ToArray();
    }

    private static IngestionTally Read(byte[] data)
    {
        var tally = new IngestionTally(AccessLogFields.All);
        using var reader = new BinaryReader(new MemoryStream(data));
        tally.ReadFrom(reader);
        return tally;
    }
}
