using System.Text;
using ApiGatewayAnalytics.Ingestion;

namespace ApiGatewayAnalytics.Tests.Ingestion;

/// <summary>What stands between records, and that no cut of the input changes what is read.</summary>
public sealed class FramingTests
{
    private static readonly string s_a = Feeding.Record(1);
    private static readonly string s_b = Feeding.Record(2);

    public static TheoryData<string> Framings => new(
        "A\nB\n", "A\r\nB", "\uFEFFA\n\uFEFFB\n", "AB", "A\\nB\\n", "A\\r\\nB", "[A,B]", "[ A ,\n B ]\n", "A,\nB", "[[A],[B]]",
        "\n\n  A\n\t\nB\n\n", "A\0\0\0B\0", "\\nA\nB", "[]A[]B");

    [Theory]
    [MemberData(nameof(Framings))]
    public void AnyFramingGivesBothRecords(string framing)
    {
        byte[] data = Feeding.Utf8(framing.Replace("A", s_a).Replace("B", s_b));
        Feeding whole = Feeding.Run(data);
        Assert.Equal([s_a + "|||-1", s_b + "|||-1"], whole.Rows);
        Assert.Empty(whole.Report.Rejected);
        Cuts.AllEqual(data, whole);
    }

    [Fact]
    public void LinesAndObjectsMixAndPositionsAreRight()
    {
        string text = $"plain one\nbad two\n{s_a}\nbad four\r\n\nbad six {s_b}";
        Feeding whole = Feeding.Run(Feeding.Utf8(text), name: "some.log");
        Assert.Equal(["plain one|||-1", s_a + "|||-1"], whole.Rows);
        int a = Encoding.UTF8.GetByteCount(s_a);
        Assert.Equal(
            [new("some.log", 2, 10), new("some.log", 4, 19 + a), new("some.log", 6, 30 + a)],
            whole.Report.RejectedAt["not-json"].ToArray());
        Cuts.AllEqual(Feeding.Utf8(text), whole, name: "some.log");
    }

    [Fact]
    public void AnObjectWithoutEndIsTruncated()
    {
        Feeding whole = Feeding.Run(Feeding.Utf8(s_a + "\n" + s_b[..^5]));
        Assert.Single(whole.Rows);
        Assert.Equal(1, whole.Report.Rejected["truncated"]);
    }

    [Fact]
    public void TheMarkerOfAnExportIsSkipped()
    {
        byte[] data = Feeding.Utf8("Permission Check Successful");
        Feeding whole = Feeding.Run(data);
        Assert.Equal(1, whole.Report.Skipped["export-marker"]);
        Assert.Equal(0, whole.Report.Records);
        Cuts.AllEqual(data, whole);
        Assert.Equal(["Permission denied|||-1"], Feeding.Run(Feeding.Utf8("Permission denied")).Rows);
    }

    [Fact]
    public void TooLongRecordsCountOnceAndTheNextOneIsRead()
    {
        var options = new IngestionOptions { MaxRecordLength = 100 };
        string longObject = "{\"requestId\":\"" + new string('x', 500) + "}\\\"{\",\n\"a\":{\"b\":\"}\"}}";
        string unbalanced = "{\"requestId\":\"" + new string('x', 300);
        byte[] data = Feeding.Utf8($"short\n{new string('y', 1000)}\nnext\n{longObject}{s_a}\n{unbalanced}\n{s_b}\n");
        Feeding whole = Feeding.Run(data, options: options, bufferLength: 1 << 16);
        Assert.Equal(["short|||-1", "next|||-1", s_a + "|||-1", s_b + "|||-1"], whole.Rows);
        Assert.Equal(3, whole.Report.Rejected["too-long"]);
        Cuts.AllEqual(data, whole, options);
    }

    [Fact]
    public void TheLongestRecordAllowedIsRead()
    {
        var options = new IngestionOptions { MaxRecordLength = 64 };
        byte[] data = Feeding.Utf8(new string('x', 64) + "\n" + new string('z', 65) + "\n");
        Feeding whole = Feeding.Run(data, options: options);
        Assert.Equal([new string('x', 64) + "|||-1"], whole.Rows);
        Assert.Equal(1, whole.Report.Rejected["too-long"]);
        Cuts.AllEqual(data, whole, options);
    }
}
