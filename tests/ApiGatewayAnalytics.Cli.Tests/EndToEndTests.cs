using System.Globalization;
using System.Text;
using System.Text.Json;
using ApiGatewayAnalytics.Cli.Commands;
using ApiGatewayAnalytics.Cli.Running;
using ApiGatewayAnalytics.Cli.Tests.Support;

namespace ApiGatewayAnalytics.Cli.Tests;

/// <summary>The tool with the real engine on the sample logs of the repository.</summary>
public sealed class EndToEndTests : IDisposable
{
    private const int Panels = 176;

    private readonly TemporaryFolder _folder = new();

    public void Dispose() => _folder.Dispose();

    [Fact]
    public void The_samples_give_every_panel_and_nothing_is_rejected()
    {
        (int code, string output, string error) = Run("", "analyze", Samples(), "--format", "json", "--strict");

        Assert.Equal((ExitCode.Done, ""), (code, error));
        using JsonDocument answer = JsonDocument.Parse(output);
        JsonElement ingestion = answer.RootElement.GetProperty("ingestion");
        JsonElement[] panels = [.. PanelsOf(answer)];
        Assert.Equal(Panels, panels.Length);
        Assert.Equal(
            ingestion.GetProperty("sources").EnumerateArray()
                .Where(source => source.GetProperty("name").GetString() is { } name && !name.Contains("cloudtrail") && !name.Contains("metrics"))
                .Sum(source => source.GetProperty("accepted").GetInt64()),
            panels.Single(panel => panel.GetProperty("id").GetString() == "access-logs-overview/total-requests").GetProperty("value").GetInt64());

        // There is no database of addresses.
        Assert.All(panels.Where(panel => IsOf(panel, "access-logs-") || IsOf(panel, "audit-events/")), panel => Assert.Equal(
            panel.GetProperty("chart").GetString() == "map" || IsOf(panel, "audit-events/threats-") ? "not-configured" : "ok",
            panel.GetProperty("status").GetString()));

        static bool IsOf(JsonElement panel, string id) => panel.GetProperty("id").GetString()!.StartsWith(id, StringComparison.Ordinal);
    }

    [Fact]
    public void The_report_carries_the_answer_and_nothing_of_a_log_ends_its_element()
    {
        const string Attack = "</script><script>alert(1)</script><!--";
        string log = _folder.Add("attack.log", $$"""
            {"requestId":"r","apiId":"a","stage":"prod","status":"200","requestTimeEpoch":"1768435200000","path":"{{Attack}}","userAgent":"{{Attack}}"}

            """);
        (int code, string page, string error) = Run("", "analyze", log, "--format", "html");
        Assert.Equal((ExitCode.Done, ""), (code, error));
        (_, string json, _) = Run("", "analyze", log, "--format", "json");

        const string Start = "<script type=\"application/json\" id=\"report\">";
        int from = page.IndexOf(Start, StringComparison.Ordinal) + Start.Length;
        string carried = page[from..page.IndexOf("</script>", from, StringComparison.Ordinal)];
        Assert.DoesNotContain('<', carried);
        using JsonDocument report = JsonDocument.Parse(carried);
        using JsonDocument answer = JsonDocument.Parse(json);
        JsonElement shown = report.RootElement.GetProperty("answer");
        Assert.Contains(Attack, shown.ToString().Replace("\\u003C", "<", StringComparison.Ordinal).Replace("\\u003E", ">", StringComparison.Ordinal), StringComparison.Ordinal);
        Assert.True(JsonElement.DeepEquals(answer.RootElement.GetProperty("dashboards"), shown.GetProperty("dashboards")));
        Assert.Equal(
            shown.GetProperty("dashboards").EnumerateArray().Select(dashboard => dashboard.GetProperty("id").GetString()),
            report.RootElement.GetProperty("catalog").GetProperty("dashboards").EnumerateArray().Select(dashboard => dashboard.GetProperty("id").GetString()));
        Assert.Equal(1, report.RootElement.GetProperty("state").GetProperty("accepted").GetInt64());
        Assert.StartsWith("<!doctype html>", page, StringComparison.OrdinalIgnoreCase);
        Assert.EndsWith("</html>", page.TrimEnd(), StringComparison.OrdinalIgnoreCase);
    }

    [Theory]
    [InlineData(40)]
    [InlineData(100)]
    [InlineData(200)]
    public void The_text_fits_and_shows_every_panel(int width)
    {
        (int code, string output, _) = Run("", width, "analyze", Samples());

        Assert.Equal(ExitCode.Done, code);
        Assert.All(output.Split('\n'), line => Assert.True(line.Length <= width, line));
        if (width >= 100)
        {
            Assert.All(
                Dashboards.DashboardCatalog.All.SelectMany(dashboard => dashboard.Panels),
                panel => Assert.Contains(panel.Title, output, StringComparison.Ordinal));
        }
    }

    [Fact]
    public void Generated_events_are_read_back_and_looked_up()
    {
        string trail = _folder.In("trail.json");
        string threats = _folder.In("threats.txt");
        File.WriteAllText(threats, "198.51.100.0/25\n");
        Run("", "generate", "--records", "600", "--source", "cloudtrail", "--output", trail);

        (int code, string output, _) = Run("", "analyze", trail, "--format", "json", "--strict", "--threats", threats, "--dashboard", "audit-events");

        Assert.Equal(ExitCode.Done, code);
        using JsonDocument answer = JsonDocument.Parse(output);
        Assert.All(PanelsOf(answer), panel => Assert.Equal(
            panel.GetProperty("chart").GetString() == "map" ? "not-configured" : "ok", panel.GetProperty("status").GetString()));
        JsonElement ingestion = answer.RootElement.GetProperty("ingestion");
        Assert.Equal(600, ingestion.GetProperty("accepted").GetInt64() + ingestion.GetProperty("duplicates").GetInt64());
        Assert.Equal(ExitCode.Usage, Run("", "analyze", trail, "--geo", threats).Item1);
    }

    [Fact]
    public void Threads_and_saved_parts_do_not_change_the_answer()
    {
        string[] files = [.. Directory.GetFiles(Samples()).Order(StringComparer.Ordinal)];
        string[] states = [.. files.Select((_, i) => _folder.In($"{i}.state"))];
        for (int i = 0; i < files.Length; i++)
        {
            Assert.Equal(ExitCode.Done, Run("", "analyze", files[i], "--save", states[i]).Code);
        }

        string one = DashboardsOf(Run("", "analyze", Samples(), "--format", "json", "--threads", "1").Output);
        string four = DashboardsOf(Run("", "analyze", Samples(), "--format", "json", "--threads", "4").Output);
        string merged = DashboardsOf(Run("", ["report", .. states, "--format", "json"]).Output);

        Assert.Equal(one, four);
        Assert.Equal(one, merged);
    }

    [Theory]
    [InlineData("rest")]
    [InlineData("http")]
    [InlineData("websocket")]
    [InlineData("console")]
    [InlineData("clf")]
    [InlineData("csv")]
    [InlineData("xml")]
    [InlineData("nested")]
    public void Generated_traffic_is_read_from_standard_input(string layout)
    {
        (int code, string log, _) = Run("", "generate", "--records", "500", "--layout", layout);
        Assert.Equal(ExitCode.Done, code);

        (code, string csv, string error) = Run(log, "analyze", "-", "--panel", "total-requests", "--format", "csv", "--strict");

        Assert.Equal((ExitCode.Done, ""), (code, error));
        Assert.Equal("panel,row,value\r\naccess-logs-overview/total-requests,value,500\r\n", csv);
    }

    [Fact]
    public void Filters_and_ranges_narrow_the_answer()
    {
        string log = _folder.In("access.log");
        Run("", "generate", "--records", "2000", "--output", log);

        long all = Total(log);
        long failed = Total(log, "--filter", "status=5*");
        long lastHour = Total(log, "--last", "1h");

        Assert.Equal(2000, all);
        Assert.InRange(failed, 1, 200);
        Assert.InRange(lastHour, 1, 1000);
    }

    [Theory]
    [InlineData("--dashboard", "insights", 35)]
    [InlineData("--panel", "insights/fault-trend", 1)]
    [InlineData("--panel", "Fault-Trend", 1)]
    public void Insights_are_answered_where_they_are_asked_for(string option, string id, int expected)
    {
        string state = _folder.In("insights.state");
        (int code, string output, string error) = Run("", "analyze", Samples(), option, id, "--format", "json", "--save", state);

        Assert.Equal((ExitCode.Done, ""), (code, error));
        using JsonDocument answer = JsonDocument.Parse(output);
        JsonElement[] panels = [.. PanelsOf(answer)];
        Assert.Equal(expected, panels.Length);
        Assert.All(panels, panel => Assert.Equal("ok", panel.GetProperty("status").GetString()));
        Assert.Equal(DashboardsOf(output), DashboardsOf(Run("", "report", state, option, id, "--format", "json").Output));

        string text = Run("", "analyze", Samples(), "--panel", "routes-not-seen-any-more").Output;
        Assert.Matches(@"route +last\b", text);
        Assert.Matches("20[0-9]{2}-[0-9]{2}-[0-9]{2} [0-9]{2}:[0-9]{2}", text[text.IndexOf("last", StringComparison.Ordinal)..]);
        Assert.Contains("insights/", Run("", "panels", "--format", "json").Output, StringComparison.Ordinal);
    }

    private static long Total(string log, params string[] options)
    {
        string csv = Run("", ["analyze", log, "--panel", "total-requests", "--format", "csv", .. options]).Output;
        return long.Parse(csv.Split(',')[^1].Trim(), CultureInfo.InvariantCulture);
    }

    private static IEnumerable<JsonElement> PanelsOf(JsonDocument answer) =>
        answer.RootElement.GetProperty("dashboards").EnumerateArray().SelectMany(dashboard => dashboard.GetProperty("panels").EnumerateArray());

    private static string DashboardsOf(string json)
    {
        using JsonDocument answer = JsonDocument.Parse(json);
        return answer.RootElement.GetProperty("dashboards").GetRawText();
    }

    [Fact]
    public void Monitors_tell_an_incident_as_text_and_json_and_only_when_asked()
    {
        string log = _folder.Add("incident.log", Incident());
        string names = _folder.Add("names.json", """{"a1b2c3d4e5": "orders"}""");

        (int code, string output, string error) = Run("", "analyze", log, "--monitors", "--panel", "total-requests", "--api-names", names);

        Assert.Equal((ExitCode.Done, ""), (code, error));
        string[] expected =
        [
            "  in every row: api/stage orders/prod",
            "  at     event                                  value  fires        window  requests     for",
            "  12:31  firing    high-server-errors            20 %  >= 5 %        5 min       200",
            "  12:31  firing    high-integration-latency  4,048 ms  >= 2,000 ms   5 min       200",
            "  12:31  firing    high-integration-errors       20 %  > 5 %         5 min       200",
            "  12:47  resolved  high-server-errors             0 %  >= 5 %        5 min       200  16 min",
            "  12:47  resolved  high-integration-latency     50 ms  >= 2,000 ms   5 min       200  16 min",
            "  12:47  resolved  high-integration-errors        0 %  > 5 %         5 min       200  16 min",
            "  13:40  firing    low-traffic                      0  <= 1         10 min         0",
            "  13:51  resolved  low-traffic                     40  <= 1         10 min        40  11 min",
        ];
        Assert.Equal(expected, output.Split('\n').Select(line => line.TrimEnd()).SkipWhile(line => !line.Contains("Monitors", StringComparison.Ordinal)).Skip(2).Take(10));
        using JsonDocument asked = JsonDocument.Parse(Run("", "analyze", log, "--monitors", "--format", "json").Output);
        Assert.Equal(8, asked.RootElement.GetProperty("monitors").GetArrayLength());
        using JsonDocument plain = JsonDocument.Parse(Run("", "analyze", log, "--format", "json").Output);
        Assert.False(plain.RootElement.TryGetProperty("monitors", out _));
        Assert.Equal(8, Run("", "analyze", log, "--monitors", "--panel", "total-requests", "--format", "csv").Output.Split("\r\n").Count(line => line.Contains(",orders,", StringComparison.Ordinal) || line.Contains(",a1b2c3d4e5,", StringComparison.Ordinal)));

        string state = _folder.In("a.state");
        Run("", "analyze", log, "--monitors", "--save", state);
        using JsonDocument report = JsonDocument.Parse(Run("", "report", state, "--monitors", "--format", "json").Output);
        Assert.Equal(8, report.RootElement.GetProperty("monitors").GetArrayLength());
    }

    [Fact]
    public void A_change_is_held_against_the_log_before_and_after()
    {
        _folder.Add("mixed/a.log", Incident());
        string[] events = [.. Enumerable.Range(0, 2).Select(i => 30 + (12 * i)).Select(minute =>
            $"{{\"eventVersion\":\"1.08\",\"eventTime\":\"2026-03-01T12:{minute}:10Z\",\"eventSource\":\"apigateway.amazonaws.com\",\"eventName\":\"CreateDeployment\","
            + $"\"eventID\":\"{minute}\",\"requestParameters\":{{\"restApiId\":\"a1b2c3d4e5\",\"stageName\":\"prod\"}}}}")];
        _folder.Add("mixed/trail.json", $"{{\"Records\":[{string.Join(',', events)}]}}");

        (int code, string output, string error) = Run("", "analyze", _folder.In("mixed"), "--panel", "change-impact", "--panel", "error-rate-with-changes");

        Assert.Equal((ExitCode.Done, ""), (code, error));
        string[] expected =
        [
            "  time                 count  requestsBefore  requestsAfter  errorRateBefore  errorRateAfter",
            "  2026-03-01 12:42:00      1             600            600               80               0",
            "  2026-03-01 12:30:00      1             600            600                0            73.3",
            "  a1b2c3d4e5 / prod / changes     ...........█...█.............................  peak 1 at 12:30",
            "  a1b2c3d4e5 / prod / error-rate  ...........█████.............................  peak 100 % at 12:30",
        ];
        string[] lines = [.. output.Split('\n').Select(line => line.TrimEnd())];
        Assert.All(expected, line => Assert.Contains(line, lines));
    }

    /// <summary>Two hours of 40 requests a minute, twelve minutes of which fail slowly, and twenty without any.</summary>
    private static string Incident()
    {
        var log = new StringBuilder();
        var start = new DateTimeOffset(2026, 3, 1, 12, 0, 0, TimeSpan.Zero);
        foreach (int minute in Enumerable.Range(0, 120).Where(minute => minute is < 90 or >= 110))
        {
            for (int i = 0; i < 40; i++)
            {
                bool isSlow = minute is >= 30 and < 42;
                string end = isSlow ? "\"504\",\"integrationLatency\":\"4050\",\"integrationError\":\"Timed out\"" : "\"200\",\"integrationLatency\":\"50\"";
                long time = start.AddMinutes(minute).AddSeconds(i).ToUnixTimeMilliseconds();
                log.Append(CultureInfo.InvariantCulture, $"{{\"requestId\":\"r{minute}-{i}\",\"apiId\":\"a1b2c3d4e5\",\"stage\":\"prod\",\"requestTimeEpoch\":\"{time}\",\"status\":{end}}}\n");
            }
        }

        return log.ToString();
    }

    private static (int Code, string Output, string Error) Run(string input, params string[] arguments) =>
        Run(input, Surroundings.PlainWidth, arguments);

    private static (int Code, string Output, string Error) Run(string input, int width, params string[] arguments)
    {
        using var output = new MemoryStream();
        using var error = new StringWriter();
        int code = Apigw.Run(arguments, new Surroundings
        {
            Input = () => new MemoryStream(Encoding.UTF8.GetBytes(input)),
            Output = output,
            Error = error,
            Width = width,
        });
        return (code, Encoding.UTF8.GetString(output.ToArray()), error.ToString());
    }

    /// <summary>The samples, without the page that describes them.</summary>
    private string Samples()
    {
        string target = _folder.In("samples");
        if (!Directory.Exists(target))
        {
            Directory.CreateDirectory(target);
            foreach (string file in Directory.GetFiles(Path.Combine(Root(), "docs", "samples")).Where(file => !file.EndsWith(".md", StringComparison.Ordinal)))
            {
                File.Copy(file, Path.Combine(target, Path.GetFileName(file)));
            }
        }

        return target;
    }

    private static string Root()
    {
        DirectoryInfo? folder = new(AppContext.BaseDirectory);
        while (folder is not null && !File.Exists(Path.Combine(folder.FullName, "ApiGatewayAnalytics.sln")))
        {
            folder = folder.Parent;
        }

        return folder?.FullName ?? throw new InvalidOperationException("The tests run outside the repository.");
    }
}
