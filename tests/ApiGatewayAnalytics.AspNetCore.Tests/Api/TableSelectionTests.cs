using System.Net;
using System.Text;
using System.Text.Json;
using ApiGatewayAnalytics.AccessLogs;
using ApiGatewayAnalytics.AspNetCore.Tests.Support;
using ApiGatewayAnalytics.Panels;

namespace ApiGatewayAnalytics.AspNetCore.Tests.Api;

/// <summary>Tables that are sorted and searched before they are cut, held against the same of the whole table.</summary>
public sealed class TableSelectionTests
{
    private const string Limited = "tables/paths-and-stages";
    private const string Newest = "tables/newest";
    private const string Latencies = "tables/latencies";

    private static readonly string?[] s_paths = [null, "/orders/1", "/Orders/2", "/orders/10", "/caf\u00e9", "/CAF\u00c9/9", "/a-b", "(other)", "/\U0001F980", "/\uffee"];
    private static readonly string?[] s_searches = [null, "", "ORDERS", "caf\u00c9", "-", "7", "other", "/orders/1", "no such text"];

    [Theory]
    [InlineData(Limited)]
    [InlineData(Newest)]
    [InlineData(Latencies)]
    public async Task RowsAreThoseOfTheWholeTableInOrder(string panel)
    {
        await using TestSite site = await FilledAsync();
        Table whole = await TableAsync(site, panel, "rows=10000");
        Assert.True(whole.Rows.Length > 20, panel);

        foreach (string? sort in SortsOf(whole))
        {
            foreach (string? search in s_searches)
            {
                JsonElement[][] expected = [.. whole.Select(sort, search)];
                Table answer = await TableAsync(site, panel, $"rows=10000{Ask(sort, search)}");

                Assert.Equal(Texts(expected), Texts(answer.Keys));
                Assert.Equal(whole.HasOther && string.IsNullOrEmpty(search), answer.HasOther);
                Assert.Null(answer.Total);
                Assert.Equal(whole.Columns, answer.Columns);
                if (answer.HasOther)
                {
                    Assert.Equal(Texts([whole.Rows[^1]]), Texts([answer.Rows[^1]]));
                }
            }
        }
    }

    [Theory]
    [InlineData(Limited, "-count", null, 7)]
    [InlineData(Limited, "stage", null, 1)]
    [InlineData(Limited, "path", "o", 4)]
    [InlineData(Newest, "-responseLatency", "orders", 50)]
    [InlineData(Newest, null, "caf\u00e9", 9)]
    [InlineData(Latencies, "p95", null, 3)]
    public async Task PagesHoldEveryRowOnce(string panel, string? sort, string? search, int rows)
    {
        await using TestSite site = await FilledAsync();
        Table whole = await TableAsync(site, panel, "rows=10000");
        JsonElement[][] expected = [.. whole.Select(sort, search)];
        Assert.True(expected.Length > rows, $"{expected.Length} rows");

        var found = new List<JsonElement[]>();
        for (int skip = 0; skip < expected.Length; skip += rows)
        {
            Table page = await TableAsync(site, panel, $"rows={rows}&skip={skip}{Ask(sort, search)}");
            found.AddRange(page.Keys);
            Assert.Equal(expected.Length, page.Total);
            Assert.Equal(whole.HasOther && search is null && found.Count == expected.Length, page.HasOther);
        }

        Assert.Equal(Texts(expected), Texts(found));
        Table beyond = await TableAsync(site, panel, $"rows={rows}&skip={expected.Length}{Ask(sort, search)}");
        Assert.Empty(beyond.Rows);
        Assert.False(beyond.HasOther);
        Assert.Equal(expected.Length, beyond.Total);
    }

    [Fact]
    public async Task EveryTableIsSortedByEachOfItsColumns()
    {
        await using TestSite site = await FilledAsync();

        foreach (PanelDefinition panel in site.Engine.Dashboards.SelectMany(dashboard => dashboard.Panels))
        {
            string[] columns = site.Engine.GetPanel(panel.Id, new PanelQuery()) is RowsData { Rows: var table } ? [.. table.Columns] : [];
            foreach (string column in columns)
            {
                Assert.Equal(columns, (await TableAsync(site, panel.Id, $"sort={column}")).Columns);
            }

            using HttpResponseMessage unknown = await site.AskAsync($"panels/{panel.Id}?sort=unknown");
            Assert.Contains(
                columns.Length == 0 ? "not a table" : $"there are {string.Join(", ", columns)}.",
                await unknown.Content.ReadAsStringAsync(),
                StringComparison.Ordinal);
        }
    }

    [Theory]
    [InlineData("panels/tables/newest?sort=nothing", "sort", "time, path, stage, status, responseLatency")]
    [InlineData("panels/tables/newest?sort=Path", "sort", "time, path")]
    [InlineData("panels/tables/newest?sort=", "sort", "time, path")]
    [InlineData("panels/tables/newest?sort=-", "sort", "time, path")]
    [InlineData("panels/tables/newest?sort=--path", "sort", "time, path")]
    [InlineData("panels/tables/newest?sort=path&sort=-path", "sort", "more than once")]
    [InlineData("panels/tables/newest?search=a&search=b", "search", "more than once")]
    [InlineData("panels/access-logs-overview/total-requests?sort=count", "sort", "not a table")]
    [InlineData("panels/access-logs-overview/total-requests?search=a", "search", "not a table")]
    [InlineData("panels/access-logs-overview/request-trend-by-status-code?sort=status", "sort", "not a table")]
    [InlineData("dashboards/tables?sort=path", "sort", "no such parameter")]
    [InlineData("dashboards/tables?search=a", "search", "no such parameter")]
    [InlineData("answer?sort=path", "sort", "no such parameter")]
    public async Task AMistakeIsNamed(string question, string parameter, string detail)
    {
        await using TestSite site = await FilledAsync();

        // Whatever the client has: a question that is refused has no answer that could be the same.
        using HttpResponseMessage response = await site.AskAsync(question, ("If-None-Match", "*"));

        Assert.Equal(HttpStatusCode.BadRequest, response.StatusCode);
        JsonElement problem = JsonDocument.Parse(await response.Content.ReadAsStringAsync()).RootElement;
        Assert.Equal(parameter, problem.GetProperty("parameter").GetString());
        Assert.Contains(detail, problem.GetProperty("detail").GetString(), StringComparison.Ordinal);
    }

    [Fact]
    public async Task ALongSearchIsRefused()
    {
        await using TestSite site = await FilledAsync();

        using HttpResponseMessage longest = await site.AskAsync($"panels/{Newest}?search={new string('a', 512)}");
        using HttpResponseMessage longer = await site.AskAsync($"panels/{Newest}?search={new string('a', 513)}");

        Assert.Equal(HttpStatusCode.OK, longest.StatusCode);
        Assert.Equal(HttpStatusCode.BadRequest, longer.StatusCode);
    }

    private static async Task<TestSite> FilledAsync()
    {
        TestSite site = await TestSite.StartAsync(options => options.Dashboards.Add(new DashboardDefinition
        {
            Id = "tables",
            Title = "Tables",
            Panels =
            [
                new PanelDefinition
                {
                    Id = Limited,
                    Title = "Paths and Stages",
                    Chart = Chart.Table,
                    By = [AccessLogFields.Path, AccessLogFields.Stage],
                    Measure = Measure.Count,
                    Order = [OrderTerm.DescendingBy("count"), OrderTerm.Ascending("keys")],
                    Limit = 30,
                    Rest = "(other)",
                },
                new PanelDefinition
                {
                    Id = Newest,
                    Title = "Newest",
                    Chart = Chart.Table,
                    Measure = Measure.Rows(DerivedFields.Time, AccessLogFields.Path, AccessLogFields.Stage, AccessLogFields.Status, AccessLogFields.ResponseLatency),
                    Order = [OrderTerm.DescendingBy("time")],
                    Limit = 300,
                },
                new PanelDefinition
                {
                    Id = Latencies,
                    Title = "Latencies",
                    Chart = Chart.Table,
                    By = [AccessLogFields.Path, AccessLogFields.Stage],
                    Measure = Measure.PercentilesOf(AccessLogFields.ResponseLatency, 50, 95),
                    Order = [OrderTerm.DescendingBy("count"), OrderTerm.Ascending("keys")],
                },
            ],
        }));
        site.Engine.Ingest(Lines(), new IngestionSource("lines"));
        return site;
    }

    /// <summary>Records with few different values, so that rows are alike in most of them, and some values absent.</summary>
    private static byte[] Lines()
    {
        var random = new Random(1);
        var lines = new StringBuilder();
        for (int i = 0; i < 600; i++)
        {
            var record = new Dictionary<string, object?>
            {
                ["requestTimeEpoch"] = (Traffic.Now - TimeSpan.FromMinutes(1 + (i / 4))).ToUnixTimeMilliseconds(),
                ["requestId"] = $"r-{i}",
                ["path"] = s_paths[random.Next(s_paths.Length)],
                ["stage"] = random.Next(6) is var stage and > 0 ? $"{"pPqQr"[stage - 1]}rod" : "-",
                ["status"] = random.Next(3) == 0 ? "500" : "200",
                ["responseLatency"] = random.Next(4) == 0 ? "-" : $"{random.Next(1, 30) * random.Next(1, 30)}",
            };
            lines.AppendLine(JsonSerializer.Serialize(record));
        }

        return Encoding.UTF8.GetBytes(lines.ToString());
    }

    private static async Task<Table> TableAsync(TestSite site, string panel, string question) =>
        new((await site.JsonAsync($"panels/{panel}?{question}")).GetProperty("rows"));

    private static IEnumerable<string?> SortsOf(Table table) => [null, .. table.Columns.SelectMany(column => new[] { column, "-" + column })];

    private static string Ask(string? sort, string? search) =>
        (sort is null ? "" : $"&sort={sort}") + (search is null ? "" : $"&search={Uri.EscapeDataString(search)}");

    private static IEnumerable<string> Texts(IEnumerable<JsonElement[]> rows) => rows.Select(row => string.Join(" | ", row.Select(cell => cell.GetRawText())));

    /// <summary>A table, and by far the simplest way to sort and search it.</summary>
    private sealed class Table(JsonElement rows)
    {
        public string[] Columns { get; } = [.. rows.GetProperty("columns").EnumerateArray().Select(column => column.GetString()!)];

        public JsonElement[][] Rows { get; } = [.. rows.GetProperty("rows").EnumerateArray().Select(row => row.EnumerateArray().ToArray())];

        public bool HasOther { get; } = rows.GetProperty("otherRow").GetBoolean();

        public int? Total { get; } = rows.TryGetProperty("total", out JsonElement total) ? total.GetInt32() : null;

        public JsonElement[][] Keys => HasOther ? Rows[..^1] : Rows;

        public IEnumerable<JsonElement[]> Select(string? sort, string? search)
        {
            IEnumerable<JsonElement[]> found = Keys.Where(row => row.Any(cell => TextOf(cell).Contains((search ?? "").ToLowerInvariant(), StringComparison.Ordinal)));
            if (sort is null)
            {
                return found;
            }

            int column = Array.IndexOf(Columns, sort.TrimStart('-'));
            var order = Comparer<JsonElement>.Create((a, b) => a.ValueKind == JsonValueKind.Number
                ? a.GetDouble().CompareTo(b.GetDouble())
                : string.CompareOrdinal(a.GetString(), b.GetString()));
            IEnumerable<JsonElement[]> present = found.Where(row => row[column].ValueKind != JsonValueKind.Null);
            return
            [
                .. sort[0] == '-' ? present.OrderByDescending(row => row[column], order) : present.OrderBy(row => row[column], order),
                .. found.Where(row => row[column].ValueKind == JsonValueKind.Null),
            ];
        }

        private static string TextOf(JsonElement cell) => cell.ValueKind switch
        {
            JsonValueKind.Null => "-",
            JsonValueKind.Number => cell.GetRawText(),
            _ => cell.GetString()!.ToLowerInvariant(),
        };
    }
}
