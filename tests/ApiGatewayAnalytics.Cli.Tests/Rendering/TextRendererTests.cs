using ApiGatewayAnalytics.Panels;
using static ApiGatewayAnalytics.Cli.Tests.Support.PanelSamples;

namespace ApiGatewayAnalytics.Cli.Tests.Rendering;

public sealed class TextRendererTests
{
    [Fact]
    public void The_header_says_what_was_read_and_where_the_first_bad_record_is()
    {
        string text = Text.Of(Findings() with { Elapsed = TimeSpan.FromSeconds(2) });

        Assert.Equal(
            """
            1,010 records from 2 sources, 1.8 MB in 2.0 s: 915 KB/s, 505 records/s
            2026-01-15 00:00 to 2026-01-16 00:00 UTC (24 h)
            accepted    1,000
            repaired    12 doubled-quotes
            rejected    3 no-time
            rejected    7 not-json, first at a.log, line 3, byte 120
            """,
            string.Join('\n', text.Split('\n')[..6]));
    }

    [Fact]
    public void Single_values_stand_side_by_side()
    {
        string text = Text.Of(Findings(Value("Total Requests", 12_345), Value("Avg Size", 1_830, "bytes"), Value("Avg Time", null, "ms")));

        Assert.Contains("  Total Requests   Avg Size   Avg Time\n  12,345           1.8 KB     -\n", text, StringComparison.Ordinal);
    }

    [Fact]
    public void Bars_are_as_long_as_their_numbers()
    {
        string[] lines = Text.LinesOf(Rows(Chart.Bar, ["ip", "count"], [["192.0.2.7", 40], ["2001:db8::1", 20], [null, 1]]));

        Assert.Equal(
            [
                "Rows",
                "192.0.2.7    40  " + new string('\u2588', 40),
                "2001:db8::1  20  " + new string('\u2588', 20),
                "-             1  \u2588",
            ],
            lines);
    }

    [Fact]
    public void A_pie_shows_shares_and_marks_the_rest()
    {
        string[] lines = Text.LinesOf(Rows(Chart.Pie, ["status", "count"], [["200", 75], ["(other)", 25]], otherRow: true), width: 40);

        Assert.Equal("200      75  75.0%  " + new string('\u2588', 18), lines[1]);
        Assert.StartsWith("(other)  25  25.0%", lines[2], StringComparison.Ordinal);
        Assert.Equal("(other), the last row, is everything", lines[3][..36]);
    }

    [Fact]
    public void A_key_spelled_like_the_rest_is_an_ordinary_row()
    {
        string[] lines = Text.LinesOf(Rows(Chart.Table, ["agent", "count"], [["(other)", 5], ["curl", 1]]));

        Assert.Equal(["Rows", "agent    count", "(other)      5", "curl         1"], lines);
    }

    [Fact]
    public void Inexact_counts_are_marked_and_explained()
    {
        RowsData panel = Rows(Chart.Table, ["path", "count", "p50"], [["/a", 1_000, 12]]) with { Exact = false, MaxError = 4, OtherCount = 60 };

        Assert.Equal(
            [
                "Rows",
                "path   count  p50",
                "/a    ~1,000   12",
                "~ can be up to 4 too high: more different keys than memory allows; 60 are counted under no key shown",
            ],
            Text.LinesOf(panel, width: 110));
    }

    [Fact]
    public void A_trend_has_a_line_per_key_with_total_and_peak()
    {
        string[] lines = Text.LinesOf(Series(Hours("200", 1, null, 8, 4), Hours("503", null, 2)));

        Assert.Equal("Trend  per 1 h, 2026-01-15 00:00 to 2026-01-16 00:00", lines[0]);
        Assert.Equal("200  \u2581.\u2588\u2584" + new string('.', 20) + "  13  peak 8 at 02:00", lines[1]);
        Assert.Equal("503  .\u2588" + new string('.', 22) + "   2  peak 2 at 01:00", lines[2]);
    }

    [Fact]
    public void More_buckets_than_columns_share_one()
    {
        string[] lines = Text.LinesOf(Series(Hours("200", [.. Enumerable.Repeat<double?>(1, 24)])), width: 24);

        Assert.All(lines, line => Assert.True(line.Length <= 22, line));
        Assert.DoesNotContain('.', lines[1]);
        Assert.Contains("24", lines[1], StringComparison.Ordinal);
    }

    [Theory]
    [InlineData(PanelStatus.NoData, "Rows: no data")]
    [InlineData(PanelStatus.NotConfigured, "Rows: not configured: no location source")]
    public void A_panel_without_data_takes_one_line(PanelStatus status, string expected)
    {
        RowsData panel = Rows(Chart.Map, ["country", "count"], []) with { Status = status, Reason = "no location source" };

        Assert.Equal([expected], Text.LinesOf(panel));
    }

    [Fact]
    public void Long_tables_are_cut_unless_the_panel_was_asked_for()
    {
        object?[][] rows = [.. Enumerable.Range(0, 100).Select(i => new object?[] { "2026-01-15T06:00:00.000Z", $"id-{i}" })];
        RowsData panel = Rows(Chart.Table, ["time", "requestId"], rows);

        string[] cut = Text.LinesOf(panel);
        string[] full = Text.LinesOf(panel, inFull: true);

        Assert.Equal(13, cut.Length);
        Assert.Equal("2026-01-15 06:00:00  id-0", cut[2]);
        Assert.Equal("90 more rows: --panel d/rows", cut[12]);
        Assert.Equal(102, full.Length);
    }

    [Fact]
    public void Tables_that_do_not_fit_say_constants_once_and_name_what_they_leave_out()
    {
        string path = "/" + new string('p', 60);
        RowsData panel = Rows(
            Chart.Table,
            ["apiName", "domainName", "path", "method", "agent", "count"],
            [["orders", "abc.example.com", path, "GET", new string('u', 50), 7], ["billing", "abc.example.com", path + "2", "POST", "curl", 3]]);

        string[] wide = Text.LinesOf(panel, width: 80);
        string[] narrow = Text.LinesOf(panel, width: 30);

        Assert.Equal("in every row: domainName abc.example.com", wide[1]);
        Assert.All(wide, line => Assert.True(line.Length <= 78, line));
        Assert.All(narrow, line => Assert.True(line.Length <= 28, line));
        Assert.Contains(narrow, line => line.StartsWith("not shown: ", StringComparison.Ordinal));
        Assert.Contains(narrow, line => line.StartsWith("orders", StringComparison.Ordinal) && line.EndsWith('7'));
    }

    [Theory]
    [InlineData(40)]
    [InlineData(53)]
    [InlineData(80)]
    [InlineData(120)]
    [InlineData(400)]
    public void Nothing_is_wider_than_the_terminal(int width)
    {
        string long200 = new('x', 200);
        string text = Text.Of(
            Findings(
                Value(long200, 1),
                Value("b", 2),
                Rows(Chart.Bar, ["ip", "count"], [[long200, 123_456_789], ["b", 2]]),
                Rows(Chart.Pie, ["ip", "count"], [[long200, 123_456_789], ["b", 2]]),
                Rows(Chart.Honeycomb, ["account", "region", "apiName", "mean"], [[long200, long200, long200, 12.345]], unit: "ms"),
                Series(Hours(long200, 1, 2), Hours("200", 123_456_789_012)),
                Rows(Chart.Table, [.. Enumerable.Range(0, 12).Select(i => $"column{i}")], [[.. Enumerable.Range(0, 12).Select(_ => (object?)long200)]])),
            width);

        Assert.All(text.Split('\n'), line => Assert.True(line.Length <= width, line));
    }

    [Fact]
    public void Small_charts_stand_side_by_side_where_there_is_room()
    {
        RowsData pie = Rows(Chart.Pie, ["stage", "count"], [["prod", 3], ["dev", 1]]);

        string text = Text.Of(Findings(pie, pie with { Title = "Second" }), width: 140);

        Assert.Contains(text.Split('\n'), line => line.Contains("Rows", StringComparison.Ordinal) && line.Contains("Second", StringComparison.Ordinal));
    }

    [Fact]
    public void Hostile_text_reaches_nobody()
    {
        const string Evil = "\u001b[2J\u001b]0;owned\u0007[red]x[/]\r\n\u202egpj.exe\u200b\u009b31m\ud800";
        string text = Text.Of(Findings(
            Value(Evil, 1),
            Rows(Chart.Bar, [Evil, "count"], [[Evil, 3]]),
            Rows(Chart.Table, [Evil, "count", "path"], [[Evil, 3, Evil]]),
            Series(Hours(Evil, 1)),
            Rows(Chart.Map, ["a"], []) with { Status = PanelStatus.NotConfigured, Reason = Evil }));

        Assert.DoesNotContain(text, c => (c < ' ' && c != '\n') || c is '\u202e' or '\u200b' or '\u009b' or '\u007f' || char.IsSurrogate(c));
        Assert.Contains("\\x1b[2J", text, StringComparison.Ordinal);
        Assert.Contains("[red]x[/]\\r\\n", text, StringComparison.Ordinal);
    }
}
