using System.Text;
using System.Text.Json;
using ApiGatewayAnalytics.Cli.Rendering;
using ApiGatewayAnalytics.Panels;
using static ApiGatewayAnalytics.Cli.Tests.Support.PanelSamples;

namespace ApiGatewayAnalytics.Cli.Tests.Rendering;

public sealed class JsonAndCsvTests
{
    [Fact]
    public void Json_is_one_document_without_a_mark_and_with_a_last_newline()
    {
        using var output = new MemoryStream();
        JsonRenderer.Render(Findings(Value("Total", 3), Rows(Chart.Bar, ["ip", "count"], [[null, 1]])), output);
        byte[] bytes = output.ToArray();

        Assert.Equal((byte)'{', bytes[0]);
        Assert.Equal("}\n"u8.ToArray(), bytes[^2..]);
        using JsonDocument document = JsonDocument.Parse(bytes);
        JsonElement panels = document.RootElement.GetProperty("dashboards")[0].GetProperty("panels");
        Assert.Equal(3, panels[0].GetProperty("value").GetInt32());
        Assert.Equal(JsonValueKind.Null, panels[1].GetProperty("rows").GetProperty("rows")[0][0].ValueKind);
    }

    [Fact]
    public void Csv_has_a_block_per_panel_and_a_line_end_of_its_own()
    {
        string csv = Csv(
            Value("Total", 3.5),
            Rows(Chart.Table, ["agent", "count"], [["a \"b\", c", 2], [null, 1], ["(other)", 9]], otherRow: true),
            Series(Hours("200", 4)));

        Assert.Equal(
            "panel,row,value\r\nd/value,value,3.5\r\n\r\n"
            + "panel,row,agent,count\r\nd/rows,value,\"a \"\"b\"\", c\",2\r\nd/rows,value,,1\r\nd/rows,other,(other),9\r\n\r\n"
            + "panel,row,status,shift,time,value\r\nd/series,value,200,,2026-01-15T00:00:00.000Z,4\r\n",
            csv);
    }

    [Theory]
    [InlineData("=HYPERLINK(\"http://x\")", "\"'=HYPERLINK(\"\"http://x\"\")\"")]
    [InlineData("+1", "'+1")]
    [InlineData("-1", "'-1")]
    [InlineData("@SUM(A1)", "'@SUM(A1)")]
    [InlineData("'quoted", "''quoted")]
    [InlineData("\t=1", "\\t=1")]
    [InlineData("two\r\nlines", "two\\r\\nlines")]
    [InlineData("\u001b[31m", "\\x1b[31m")]
    [InlineData("plain", "plain")]
    public void Csv_texts_can_neither_break_a_line_nor_run_as_a_formula(string text, string expected) =>
        Assert.Equal(
            $"panel,row,path,longitude\r\nd/rows,value,{expected},-0.12\r\n",
            Csv(Rows(Chart.Table, ["path", "longitude"], [[text, -0.12]])));

    [Fact]
    public void Csv_says_why_a_panel_is_empty() =>
        Assert.Equal(
            "panel,row,country,count\r\nd/rows,not-configured,,\r\n",
            Csv(Rows(Chart.Map, ["country", "count"], []) with { Status = PanelStatus.NotConfigured, Reason = "no source" }));

    private static string Csv(params PanelData[] panels)
    {
        var text = new StringWriter(new StringBuilder());
        new CsvRenderer(text).Render(Findings(panels));
        return text.ToString();
    }
}
