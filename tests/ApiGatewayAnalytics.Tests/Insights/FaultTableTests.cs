using System.Globalization;
using System.Text;
using ApiGatewayAnalytics.AccessLogs;
using ApiGatewayAnalytics.Panels;
using ApiGatewayAnalytics.Tests.AccessLogs;
using ApiGatewayAnalytics.Tests.Parity;
using ApiGatewayAnalytics.Tests.Reference;

namespace ApiGatewayAnalytics.Tests.Insights;

/// <summary>The decision table of docs/insights.md: on the page, in the reference and in the library it is the same.</summary>
public sealed class FaultTableTests
{
    private static readonly string[] s_parties = ["client", "waf", "authentication", "authorizer", "throttle", "gateway", "integration", "backend"];

    private static readonly PanelDefinition s_derived = new()
    {
        Id = "test/derived",
        Title = "Derived",
        Chart = Chart.Table,
        Measure = Measure.Rows(
            AccessLogFields.RequestId, AccessLogFields.Status, DerivedAccessLogFields.FaultParty, DerivedAccessLogFields.Route, DerivedAccessLogFields.Consumer,
            DerivedAccessLogFields.ConsumerKind, DerivedAccessLogFields.Preflight, DerivedAccessLogFields.GatewayOverhead,
            DerivedAccessLogFields.PhaseExcess, DerivedAccessLogFields.EpochSeconds, DerivedFields.Time),
        Order = [OrderTerm.DescendingBy("time"), OrderTerm.Ascending("requestId")],
        Limit = 100_000,
    };

    /// <summary>For each row of the table records that it decides: status and members.</summary>
    public static TheoryData<int, string> Examples => new()
    {
        { 1, """{"status":"403","wafResponseCode":"WAF_BLOCK","error.responseType":"THROTTLED"}""" },
        { 1, """{"status":"403","wafResponseCode":"WAF_ALLOW","error.responseType":"WAF_FILTERED"}""" },
        { 1, """{"status":"418","waf.status":"403","integration.status":"500"}""" },
        { 2, """{"status":"429","error.responseType":"THROTTLED"}""" },
        { 2, """{"status":"403","error.responseType":"QUOTA_EXCEEDED","authorizer.status":"403"}""" },
        { 3, """{"status":"403","error.responseType":"EXPIRED_TOKEN"}""" },
        { 3, """{"status":"403","error.responseType":"INVALID_SIGNATURE"}""" },
        { 3, """{"status":"400","error.responseType":"INVALID_API_KEY","wafResponseCode":"WAF_ALLOW","waf.status":"403"}""" },
        { 4, """{"status":"403","error.responseType":"MISSING_AUTHENTICATION_TOKEN","resourcePath":"/.env"}""" },
        { 5, """{"status":"403","error.responseType":"MISSING_AUTHENTICATION_TOKEN","resourceId":"abc"}""" },
        { 5, """{"status":"403","error.responseType":"MISSING_AUTHENTICATION_TOKEN","authenticate.status":"403"}""" },
        { 6, """{"status":"401","error.responseType":"UNAUTHORIZED"}""" },
        { 6, """{"status":"403","error.responseType":"ACCESS_DENIED","authenticate.error":"x"}""" },
        { 6, """{"status":"500","error.responseType":"AUTHORIZER_FAILURE"}""" },
        { 7, """{"status":"500","error.responseType":"API_CONFIGURATION_ERROR","integration.error":"x"}""" },
        { 7, """{"status":"500","error.responseType":"AUTHORIZER_CONFIGURATION_ERROR","authorizer.status":"500"}""" },
        { 8, """{"status":"504","error.responseType":"INTEGRATION_FAILURE","integration.status":"500"}""" },
        { 8, """{"status":"504","error.responseType":"INTEGRATION_TIMEOUT"}""" },
        { 9, """{"status":"400","error.responseType":"BAD_REQUEST_BODY"}""" },
        { 9, """{"status":"400","error.responseType":"BAD_REQUEST_PARAMETERS"}""" },
        { 9, """{"status":"413","error.responseType":"REQUEST_TOO_LARGE"}""" },
        { 9, """{"status":"404","error.responseType":"RESOURCE_NOT_FOUND"}""" },
        { 9, """{"status":"415","error.responseType":"UNSUPPORTED_MEDIA_TYPE"}""" },
        { 10, """{"status":"500","waf.status":"500","integration.error":"x"}""" },
        { 10, """{"status":"500","error.responseType":"DEFAULT_5XX","waf.error":"x"}""" },
        { 11, """{"status":"403","authenticate.status":"403","authorizer.status":"403"}""" },
        { 11, """{"status":"403","wafResponseCode":"WAF_ALLOW","waf.error":"x","authenticate.error":"x"}""" },
        { 12, """{"status":"403","authorizer.status":"403","integration.status":"500"}""" },
        { 12, """{"status":"500","authorizer.integrationStatus":"500"}""" },
        { 12, """{"status":"500","authorizer.status":"200","authorizer.error":"x"}""" },
        { 13, """{"status":"403","authorize.status":"403"}""" },
        { 13, """{"status":"403","error.responseType":"DEFAULT_4XX","authorize.error":"x"}""" },
        { 14, """{"status":"502","integration.error":"x","integration.status":"200"}""" },
        { 14, """{"status":"429","integration.error":"x","integration.status":"500"}""" },
        { 15, """{"status":"500","integration.status":"500","integration.integrationStatus":"200"}""" },
        { 15, """{"status":"404","integration.status":"503"}""" },
        { 15, """{"status":"429","integration.status":"429"}""" },
        { 16, """{"status":"429"}""" },
        { 16, """{"status":"429","integration.status":"200"}""" },
        { 17, """{"status":"404","integration.status":"404"}""" },
        { 17, """{"status":"401","integration.status":"200"}""" },
        { 18, """{"status":"502","integration.status":"200","error.message":"x"}""" },
        { 18, """{"status":"500","integration.status":"403"}""" },
        { 19, """{"status":"500","integration.integrationStatus":"429"}""" },
        { 19, """{"status":"404","integration.integrationStatus":"403","integration.latency":"7"}""" },
        { 20, """{"status":"401","integration.latency":"0"}""" },
        { 21, """{"status":"500","integration.latency":"12","error.message":"x"}""" },
        { 22, """{"status":"401","error.message":"Unauthorized"}""" },
        { 23, """{"status":"403","error.responseType":"DEFAULT_4XX"}""" },
        { 24, """{"status":"404","routeKey":"$default"}""" },
        { 24, """{"status":"400"}""" },
        { 24, """{"status":"499"}""" },
        { 25, """{"status":"502"}""" },
        { 25, """{"status":"503"}""" },
        { 25, """{"status":"504","error.message":"x"}""" },
        { 26, """{"status":"500","error.message":"Internal server error"}""" },
        { 27, """{"status":"500"}""" },
        { 27, """{"status":"599","error.responseType":"OF_THE_FUTURE"}""" },
    };

    [Fact]
    public void ThePageHasTheRowsOfTheReference()
    {
        string[][] rows =
        [
            .. File.ReadAllLines(Path.Combine(RepositoryFolder.Root, "docs", "insights.md"))
                .Select(line => line.Split('|', StringSplitOptions.TrimEntries))
                .Where(cells => cells.Length == 5 && int.TryParse(cells[1], CultureInfo.InvariantCulture, out _)),
        ];
        Assert.Equal(
            ReferenceInsights.Faults.Select((fault, index) => $"{index + 1} {fault.Party}"),
            rows.Select(row => $"{row[1]} {row[3]}"));
        Assert.Equal(s_parties.Order(StringComparer.Ordinal), rows.Select(row => row[3]).Distinct().Order(StringComparer.Ordinal));
    }

    [Fact]
    public void EveryRowHasAnExample() =>
        Assert.Equal(
            Enumerable.Range(1, ReferenceInsights.Faults.Count),
            Examples.Select(example => (int)example[0]).Distinct());

    [Theory]
    [MemberData(nameof(Examples))]
    public void ARowDecides(int row, string members)
    {
        byte[] log = Encoding.UTF8.GetBytes($"{{\"requestTimeEpoch\":\"1772573000000\",\"requestId\":\"r\",\"path\":\"/\",{members[1..]}\n");
        ReferenceRecord record = Comparison.Read(log).Records.Single();
        Assert.Equal(row, ReferenceInsights.Row(record) + 1);
        Assert.Equal(ReferenceInsights.Faults[row - 1].Party, Derived(log).Single()[2]);
    }

    [Theory]
    [InlineData("200")]
    [InlineData("101")]
    [InlineData("304")]
    [InlineData("399")]
    [InlineData("-")]
    public void WhatDidNotFailHasNoParty(string status)
    {
        byte[] log = Encoding.UTF8.GetBytes(
            $$"""{"requestTimeEpoch":"1772573000000","requestId":"r","path":"/","status":"{{status}}","wafResponseCode":"WAF_BLOCK","integration.error":"x"}""" + "\n");
        Assert.Null(Derived(log).Single()[2]);
    }

    /// <summary>Record by record, so that two errors cannot make up for one another in a count.</summary>
    [Theory]
    [InlineData(EngineMode.Files)]
    [InlineData(EngineMode.Live)]
    public void EveryFailedRequestHasExactlyOneParty(EngineMode mode)
    {
        byte[] log = FuzzedLog.Json(77, 6_000);
        List<ReferenceRecord> records = Comparison.Read(log).Records;
        Dictionary<string, ReferenceRecord> byId = records.ToDictionary(record => record.Text("requestId")!);
        string?[][] rows = Derived(log, mode);
        Assert.Equal(records.Count, rows.Length);
        string[] fields = [.. s_derived.Measure.Columns.Select(column => column.Name)];
        foreach (string?[] row in rows)
        {
            ReferenceRecord record = byId[row[0]!];
            Assert.Equal(fields[..^1].Select(field => record[field] is long number ? ((double)number).ToString(CultureInfo.InvariantCulture) : record[field]), row[..^1]);
            bool hasFailed = row[1] is { } status && int.Parse(status, CultureInfo.InvariantCulture) >= 400;
            Assert.Equal(hasFailed, row[2] is not null);
            Assert.True(row[2] is null || s_parties.Contains(row[2]));
        }

        // The log is of use: each row decides of some records.
        Assert.Equal(ReferenceInsights.Faults.Count, records.Select(ReferenceInsights.Row).Where(row => row is not null).Distinct().Count());
    }

    private static string?[][] Derived(byte[] log, EngineMode mode = EngineMode.Files)
    {
        var options = new AnalyticsOptions { Mode = mode };
        options.Dashboards.Clear();
        options.Dashboards.Add(new DashboardDefinition { Id = "test", Title = "Test", Panels = [s_derived] });
        var clock = new FixedClock(DateTimeOffset.FromUnixTimeMilliseconds(1_772_673_000_000));
        var engine = new AnalyticsEngine(options, mode == EngineMode.Live ? clock : FixedClock.In2026);
        engine.Ingest(log, new IngestionSource("log"));
        var data = Assert.IsType<RowsData>(engine.GetPanel(s_derived.Id, new PanelQuery { Last = TimeSpan.FromDays(3) }));
        return [.. data.Rows.Rows.Select(row => row.Select(cell => cell.Text ?? cell.Number?.ToString(CultureInfo.InvariantCulture)).ToArray())];
    }
}
