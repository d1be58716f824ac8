using System.Text.Json;
using System.Text.Json.Nodes;

namespace ApiGatewayAnalytics.Tests.Reference;

/// <summary>The slow reference against answers computed by hand: one panel of each kind over a dozen records.</summary>
public class ReferencePanelsTests
{
    private static readonly string[] s_kinds = ["value", "rows", "series"];

    /// <summary>Two APIs a1, a2 and requests without any; 06:00 to 07:10 on the first of February, three requests in the second hour.</summary>
    private const string Log = """
        {"time":"2024-02-01T06:00:10Z","requestId":"r01","apiId":"a1","stage":"prod","ip":"192.0.2.1","status":200,"responseLatency":100,"integrationLatency":80,"path":"/a","userAgent":"x"}
        {"time":"2024-02-01T06:00:20Z","requestId":"r02","apiId":"a1","stage":"prod","ip":"192.0.2.1","status":200,"responseLatency":300,"integrationLatency":100,"path":"/a","userAgent":"y"}
        {"time":"2024-02-01T06:01:00Z","requestId":"r03","apiId":"a1","stage":"prod","ip":"192.0.2.2","status":200,"responseLatency":200,"integrationLatency":90,"path":"/b","userAgent":"y"}
        {"time":"2024-02-01T06:10:00Z","requestId":"r04","apiId":"a2","stage":"test","ip":"192.0.2.3","status":200,"responseLatency":300,"integrationLatency":200,"path":"/a","userAgent":"z"}
        {"time":"2024-02-01T06:20:00Z","requestId":"-","apiId":"a2","stage":"test","ip":"192.0.2.2","status":500,"responseLatency":300,"path":"/a","userAgent":"-","errorMessage":"boom"}
        {"time":"2024-02-01T06:30:00Z","requestId":"r06","apiId":"a1","stage":"prod","ip":"192.0.2.10","status":403,"responseLatency":5,"path":"/b","errorMessage":"Forbidden","errorResponseType":"WAF_FILTERED","userAgent":"x"}
        {"time":"2024-02-01T06:40:00Z","requestId":"r07","stage":"prod","ip":"192.0.2.10","status":404,"path":"/c","userAgent":"x"}
        {"time":"2024-02-01T06:50:00Z","requestId":"r08","stage":"prod","ip":"-","status":304,"path":"/c","userAgent":"x"}
        {"time":"2024-02-01T07:00:00.000Z","requestId":"r09","apiId":"a2","stage":"test","ip":"192.0.2.1","status":200,"responseLatency":40,"path":"/a","userAgent":"z"}
        {"time":"2024-02-01T07:05:00.250Z","requestId":"r10","apiId":"a1","stage":"prod","ip":"192.0.2.1","status":"-","path":"/a","userAgent":"z"}
        {"time":"2024-02-01T07:10:30Z","requestId":"r11","apiId":"a1","stage":"prod","ip":"192.0.2.4","status":500,"path":"/a","errorMessage":"boom","userAgent":"w"}
        """;

    [Fact]
    public void ACountHasTheWholeRangeOfFiles() => Check("access-logs-overview/total-requests", """
        {"id":"access-logs-overview/total-requests","title":"Total Requests","chart":"single-value","unit":"count",
         "range":{"from":"2024-02-01T06:00:00.000Z","to":"2024-02-01T07:11:00.000Z"},"status":"ok","exact":true,"value":11,"previous":null}
        """);

    [Fact]
    public void ARangeIsHalfOpenAndHasAPreviousValue() => Check("access-logs-overview/total-requests", """
        {"id":"access-logs-overview/total-requests","title":"Total Requests","chart":"single-value","unit":"count",
         "range":{"from":"2024-02-01T07:00:00.000Z","to":"2024-02-01T07:06:00.000Z"},"status":"ok","exact":true,"value":2,"previous":null}
        """, new() { From = At("07:00:00"), To = At("07:05:01") });

    [Fact]
    public void APreviousValueIsThatOfTheRangeBefore() => Check("access-logs-overview/avg-response-time", """
        {"id":"access-logs-overview/avg-response-time","title":"Avg Response Time for REST and HTTP API","chart":"single-value","unit":"ms",
         "range":{"from":"2024-02-01T06:30:00.000Z","to":"2024-02-01T07:00:00.000Z"},"status":"ok","exact":true,"value":5,"previous":240}
        """, new() { From = At("06:30:00"), To = At("07:00:00") });

    [Fact]
    public void AMeanWithoutValuesIsNull() => Check("access-logs-overview/avg-response-size", """
        {"id":"access-logs-overview/avg-response-size","title":"Avg Response Size for REST and HTTP API","chart":"single-value","unit":"bytes",
         "range":{"from":"2024-02-01T06:00:00.000Z","to":"2024-02-01T07:11:00.000Z"},"status":"ok","exact":true,"value":null,"previous":null}
        """);

    [Fact]
    public void TiesOfATopListGoOnThroughTheKeys() => CheckRows("access-logs-overview/top-10-client-ips", ["identitySourceIp", "count"], """
        [["192.0.2.1",4],["192.0.2.10",2],["192.0.2.2",2],["192.0.2.3",1],["192.0.2.4",1]]
        """);

    [Fact]
    public void ALackingKeyIsAGroupOfItsOwn() => CheckRows("access-logs-errors/top-10-failed-apis", ["apiName", "count"], """
        [[null,2],["a1",2],["a2",1]]
        """);

    [Fact]
    public void IdsWithOneNameAreOneRow() => CheckRows("access-logs-overview/response-latency", ["account", "region", "apiName", "mean"], """
        [["1","eu","orders",177.85714285714286]]
        """, new() { ApiNames = new Dictionary<string, string> { ["a1"] = "orders", ["a2"] = "orders" } });

    [Fact]
    public void KeysAscendWithoutAnOrder() => CheckRows("access-logs-overview/average-integration-latency", ["account", "region", "apiName", "mean"], """
        [["1","eu","a1",90],["1","eu","a2",200]]
        """);

    [Fact]
    public void RecordsOfOneValueGoOnThroughTheRequestNullFirst() => CheckRows(
        "access-logs-overview/top-10-slowest-requests", ["requestId", "apiName", "domainName", "stage", "path", "responseLatency"], """
        [[null,"a2",null,"test","/a",300],["r02","a1",null,"prod","/a",300],["r04","a2",null,"test","/a",300],["r03","a1",null,"prod","/b",200],
         ["r01","a1",null,"prod","/a",100],["r09","a2",null,"test","/a",40],["r06","a1",null,"prod","/b",5]]
        """);

    [Fact]
    public void TheNewestRecordsComeFirst() => CheckRows(
        "access-logs-overview/recent-100-successful-requests", ["time", "apiName", "requestId", "domainName", "stage", "httpMethod", "path", "status", "routeKey"], """
        [["2024-02-01T07:00:00.000Z","a2","r09",null,"test",null,"/a","200",null],["2024-02-01T06:10:00.000Z","a2","r04",null,"test",null,"/a","200",null]]
        """, new() { From = At("06:02:00"), To = At("07:11:00") });

    [Fact]
    public void PercentilesAreOfTheNearestRank() => CheckRows(
        "access-logs-overview/percentile-response-latency", ["apiName", "domainName", "stage", "path", "count", "p50", "p95", "p99"], """
        [["a2",null,"test","/a",3,300,300,300],["a1",null,"prod","/a",2,100,300,300],["a1",null,"prod","/b",2,5,200,200]]
        """, expectRelativeError: true);

    [Fact]
    public void KeysPastTheLimitAreOneRowAtTheEnd()
    {
        var entry = CatalogGrammar.Entry("access-logs-overview/percentile-response-latency") with { Limit = 1 };
        var rows = new ReferencePanels(Records(), new()).Answer(entry)["rows"]!;

        Assert.True((bool)rows["otherRow"]!);
        Same("""[["a2",null,"test","/a",3,300,300,300],["(other)","(other)","(other)","(other)",4,100,300,300]]""", rows["rows"]!);
    }

    [Fact]
    public void BlockedByWafNeedsNoCode() => CheckRows(
        "access-logs-errors/top-waf-block-errors",
        ["apiName", "domainName", "stage", "httpMethod", "path", "wafError", "wafStatus", "wafResponseCode", "webaclArn", "errorMessage", "errorResponseType", "status", "count"],
        """[["a1",null,"prod",null,"/b",null,null,null,null,"Forbidden","WAF_FILTERED","403",1]]""");

    [Fact]
    public void ATrendLeavesEmptyBucketsOut() => CheckSeries("access-logs-overview/request-trend-by-status-code", """
        {"interval":"PT1H","columns":["status"],"series":[
         {"key":["200"],"shift":null,"points":[["2024-02-01T06:00:00.000Z",4],["2024-02-01T07:00:00.000Z",1]]},
         {"key":["304"],"shift":null,"points":[["2024-02-01T06:00:00.000Z",1]]},
         {"key":["403"],"shift":null,"points":[["2024-02-01T06:00:00.000Z",1]]},
         {"key":["404"],"shift":null,"points":[["2024-02-01T06:00:00.000Z",1]]},
         {"key":["500"],"shift":null,"points":[["2024-02-01T06:00:00.000Z",1],["2024-02-01T07:00:00.000Z",1]]}]}
        """);

    [Fact]
    public void APointCarriesTheStartOfItsBucketEvenBeforeTheRange() => CheckSeries("access-logs-errors/api-status-trend", """
        {"interval":"PT1H","columns":["status"],"series":[{"key":["304"],"shift":null,"points":[["2024-02-01T06:00:00.000Z",1]]}]}
        """, new() { From = At("06:45:00"), To = At("07:00:00") });

    [Fact]
    public void ATrendMergesKeysPastTheLimit()
    {
        var entry = CatalogGrammar.Entry("access-logs-overview/request-trend-by-user-agent") with { Limit = 2 };
        Same("""
            {"interval":"PT1H","columns":["identityUserAgent"],"series":[
             {"key":["x"],"shift":null,"points":[["2024-02-01T06:00:00.000Z",4]]},
             {"key":["z"],"shift":null,"points":[["2024-02-01T06:00:00.000Z",1],["2024-02-01T07:00:00.000Z",2]]},
             {"key":["(other)"],"shift":null,"points":[["2024-02-01T06:00:00.000Z",2],["2024-02-01T07:00:00.000Z",1]],"other":true}]}
            """, new ReferencePanels(Records()).Answer(entry)["series"]!);
    }

    [Fact]
    public void OnlyWideTrendsFallBackToDaysAfterTwentySixHours()
    {
        var records = Records("""{"time":"2024-01-31T03:00:00Z","status":200,"userAgent":"x"}""" + "\n" + Log);
        var panels = new ReferencePanels(records);

        Assert.Equal("PT1H", (string?)panels.Answer(CatalogGrammar.Entry("access-logs-overview/request-trend-by-status-code"))["series"]!["interval"]);
        var wide = panels.Answer(CatalogGrammar.Entry("access-logs-overview/request-trend-by-user-agent"))["series"]!;
        Assert.Equal("P1D", (string?)wide["interval"]);
        Same("""{"key":["x"],"shift":null,"points":[["2024-01-31T00:00:00.000Z",1],["2024-02-01T00:00:00.000Z",4]]}""", wide["series"]![1]!);
    }

    [Fact]
    public void ARangeIsWidenedToWhatIsKept()
    {
        var records = Records("""
            {"time":"2024-01-30T03:10:00Z","status":200,"path":"/a"}
            {"time":"2024-01-30T03:20:00Z","status":500,"path":"/a"}
            {"time":"2024-02-01T06:00:00Z","status":500,"path":"/a"}
            """);
        var panels = new ReferencePanels(records, new() { From = At("03:12:00").AddDays(-2), To = At("06:01:00"), RoundToKept = true });

        Check("access-logs-errors/failed-requests", "2024-01-30T03:00:00.000Z", "2024-02-01T06:01:00.000Z");
        Check("access-logs-errors/recent-errors", "2024-01-30T00:00:00.000Z", "2024-02-01T06:01:00.000Z");

        void Check(string id, string from, string to) =>
            Same($$"""{"from":"{{from}}","to":"{{to}}"}""", panels.Answer(CatalogGrammar.Entry(id))["range"]!);
    }

    [Fact]
    public void APreviousValueNeedsTheMinutesAtItsEnds()
    {
        const string Old = """{"time":"2024-01-30T03:10:00Z","status":200}""" + "\n";
        var entry = CatalogGrammar.Entry("access-logs-overview/total-requests");
        var kept = new ReferencePanels(Records(Old + Log), new() { From = At("03:15:00").AddDays(-2), To = At("03:30:00").AddDays(-2) });
        var gone = new ReferencePanels(Records(Old + Log), new() { From = At("03:14:00").AddDays(-2), To = At("03:29:00").AddDays(-2) });

        Assert.Equal(1L, (long)kept.Answer(entry)["previous"]!);
        Assert.Null(gone.Answer(entry)["previous"]);
    }

    [Fact]
    public void AMapWithoutLocationsIsNotConfigured()
    {
        var panel = new ReferencePanels(Records()).Answer(CatalogGrammar.Entry("access-logs-overview/client-ip-location"));

        Assert.Equal("not-configured", (string?)panel["status"]);
        Assert.NotEmpty((string)panel["reason"]!);
        Same("""{"columns":["country","latitude","longitude","count"],"rows":[],"otherRow":false}""", panel["rows"]!);
    }

    [Fact]
    public void AMapCountsByPlace() => CheckRows("access-logs-errors/client-ip-location-on-error", ["country", "latitude", "longitude", "count"], """
        [["DE",null,null,1],["DE",52.5,13.25,2]]
        """, new()
    {
        Locate = address => address switch { "192.0.2.10" => new("DE", 52.5, 13.25), "192.0.2.2" => new("DE", null, null), _ => null },
    });

    [Fact]
    public void FiltersIgnoreCaseAndNeverMatchAbsenceButByAStar()
    {
        Assert.Equal(6, Total(new() { Filters = new Dictionary<string, string> { ["apiName"] = "ORD*" }, ApiNames = new Dictionary<string, string> { ["a1"] = "orders" } }));
        Assert.Equal(9, Total(new() { Filters = new Dictionary<string, string> { ["apiId"] = "a*" } }));
        Assert.Equal(11, Total(new() { Filters = new Dictionary<string, string> { ["apiId"] = "*", ["account"] = "1" } }));
        Assert.Equal(3, Total(new() { Filters = new Dictionary<string, string> { ["stage"] = "TEST" } }));
        Assert.Throws<ArgumentException>(() => Total(new() { Filters = new Dictionary<string, string> { ["path"] = "/a" } }));
    }

    [Fact]
    public void WithoutRecordsThereIsNoData()
    {
        var panels = new ReferencePanels(Records(), new() { Filters = new Dictionary<string, string> { ["stage"] = "none" } });

        var value = panels.Answer(CatalogGrammar.Entry("access-logs-errors/failed-requests"));
        Assert.Equal("no-data", (string?)value["status"]);
        Assert.True(value.ContainsKey("value") && value["value"] is null);
        Assert.Empty(panels.Answer(CatalogGrammar.Entry("access-logs-errors/recent-errors"))["rows"]!["rows"]!.AsArray());
        Assert.Equal(0L, (long)new ReferencePanels(Records("""{"time":"2024-02-01T06:00:00Z","status":200}""")).Answer(CatalogGrammar.Entry("access-logs-errors/failed-requests"))["value"]!);
    }

    [Fact]
    public void FilledKeysComparisonsAndSeveralMeasuresFollowTheGrammar()
    {
        var entry = CatalogEntry.Parse(JsonDocument.Parse("""
            {"id":"x/y","title":"T","chart":"line","by":["status"],"measure":[{"kind":"count"},{"kind":"mean","field":"responseLatency"}],
             "interval":"15m","fill":["200"],"compareWith":["1d"],"scale":2}
            """).RootElement);
        var records = Records("""
            {"time":"2024-02-01T06:03:00Z","status":500,"responseLatency":7}
            {"time":"2024-01-31T06:20:00Z","status":500,"responseLatency":1}
            """);
        Same("""
            {"interval":"PT15M","columns":["status","measure"],"series":[
             {"key":["200","count"],"shift":null,"points":[["2024-02-01T06:00:00.000Z",0],["2024-02-01T06:15:00.000Z",0]]},
             {"key":["200","mean"],"shift":null,"points":[]},
             {"key":["500","count"],"shift":null,"points":[["2024-02-01T06:00:00.000Z",2]]},
             {"key":["500","mean"],"shift":null,"points":[["2024-02-01T06:00:00.000Z",14]]},
             {"key":["500","count"],"shift":"1d","points":[["2024-02-01T06:15:00.000Z",2]]},
             {"key":["500","mean"],"shift":"1d","points":[["2024-02-01T06:15:00.000Z",2]]}]}
            """, new ReferencePanels(records, new() { From = At("06:00:00"), To = At("06:30:00") }).Answer(entry)["series"]!);
    }

    [Fact]
    public void LimitsPerKeyAndDistinctTuplesFollowTheGrammar()
    {
        var entry = CatalogEntry.Parse(JsonDocument.Parse("""
            {"id":"x/y","title":"T","chart":"table","by":["stage","path"],"measure":{"kind":"distinct","of":["identitySourceIp"]},
             "order":["stage desc","count desc"],"limitPer":{"key":"stage","limit":2}}
            """).RootElement);
        Same("""[["test","/a",3],["prod","/a",2],["prod","/b",2]]""", new ReferencePanels(Records()).Answer(entry)["rows"]!["rows"]!);
    }

    [Fact]
    public void TextsAreOrderedByCodePoint()
    {
        var records = Records("""
            {"time":"2024-02-01T06:00:00Z","ip":"\ud83d\ude00"}
            {"time":"2024-02-01T06:00:00Z","ip":"\uff5e"}
            {"time":"2024-02-01T06:00:00Z","ip":"a"}
            {"time":"2024-02-01T06:00:00Z","ip":"A"}
            """);
        var rows = new ReferencePanels(records).Answer(CatalogGrammar.Entry("access-logs-overview/top-10-client-ips"))["rows"]!["rows"]!.AsArray();
        Assert.Equal(["A", "a", "\uff5e", "\ud83d\ude00"], rows.Select(row => (string)row![0]!));
    }

    [Fact]
    public void ALongKeyIsCutAtACharacter()
    {
        var agent = "x" + new string('\u00e9', 600);
        var records = Records($$"""{"time":"2024-02-01T06:00:00Z","userAgent":"{{agent}}"}""" + "\n" + $$"""{"time":"2024-02-01T06:00:00Z","userAgent":"{{agent}}y"}""");
        var rows = new ReferencePanels(records).Answer(CatalogGrammar.Entry("access-logs-overview/top-10-user-agents"))["rows"]!["rows"]!.AsArray();

        Assert.Equal((1 + 511, 2L), (((string)rows.Single()![0]!).Length, (long)rows.Single()![1]!));
    }

    [Fact]
    public void EveryPanelAnswersWithExactlyOneKindOfData()
    {
        var panels = ReferencePanels.All(Records());

        Assert.Equal(CatalogGrammar.Entries.Select(entry => entry.Id), panels.Select(panel => (string)panel["id"]!));
        Assert.All(panels, panel => Assert.Single(s_kinds, panel.ContainsKey));
    }

    private static IReadOnlyList<ReferenceRecord> Records(string log = Log) =>
        ReferenceReader.Read(System.Text.Encoding.UTF8.GetBytes(log), new ReferenceOrigin("1", "eu"));

    private static DateTimeOffset At(string time) => DateTimeOffset.Parse($"2024-02-01T{time}Z", null);

    private static long Total(ReferenceQuery query) =>
        (long)new ReferencePanels(Records(), query).Answer(CatalogGrammar.Entry("access-logs-overview/total-requests"))["value"]!;

    private static void Check(string id, string expected, ReferenceQuery? query = null) =>
        Same(expected, new ReferencePanels(Records(), query).Answer(CatalogGrammar.Element(id)));

    private static void CheckRows(string id, string[] columns, string expected, ReferenceQuery? query = null, bool expectRelativeError = false)
    {
        var panel = new ReferencePanels(Records(), query).Answer(CatalogGrammar.Element(id));
        Assert.Equal(expectRelativeError, panel.ContainsKey("relativeError"));
        Assert.Equal(columns, panel["rows"]!["columns"]!.AsArray().Select(column => (string)column!));
        Assert.False((bool)panel["rows"]!["otherRow"]!);
        Same(expected, panel["rows"]!["rows"]!);
    }

    private static void CheckSeries(string id, string expected, ReferenceQuery? query = null) =>
        Same(expected, new ReferencePanels(Records(), query).Answer(CatalogGrammar.Element(id))["series"]!);

    private static void Same(string expected, JsonNode actual) => Assert.Equal(JsonNode.Parse(expected)!.ToJsonString(), actual.ToJsonString());
}
