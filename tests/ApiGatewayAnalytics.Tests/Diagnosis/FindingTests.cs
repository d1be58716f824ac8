using ApiGatewayAnalytics.AccessLogs;
using ApiGatewayAnalytics.Dashboards;
using ApiGatewayAnalytics.Diagnosis;
using ApiGatewayAnalytics.Panels;

namespace ApiGatewayAnalytics.Tests.Diagnosis;

public sealed class FindingTests
{
    private const string Sound = """{"requestId":"c32152f0-ea24-4c41-9260-717c7e19d976","extendedRequestId":"x=","requestTimeEpoch":"1768435471035","resourcePath":"/a","status":"200"}""" + "\n";

    [Fact]
    public void ASoundLogHasNone()
    {
        LogDiagnosis diagnosis = Diagnoses.Of(Sound);

        Assert.Empty(diagnosis.Findings);
        Assert.Equal([ApiKind.Rest], diagnosis.Kinds.ToArray());
    }

    [Fact]
    public void RepairsAreCountedWithTheirCause()
    {
        LogDiagnosis diagnosis = Diagnoses.Of(
            """
            {"requestId":"a=","requestTimeEpoch":1768435471035,"routeKey":"GET /a","status":200,"integrationLatency":5}
            {"requestId":"b=","requestTimeEpoch":1768435471035,"routeKey":"GET /a","status":500,"integrationLatency":-}
            {"requestId":"c=","requestTimeEpoch":1768435471035,"routeKey":"GET /a","status":500,"integrationLatency":-}

            """);

        DiagnosisFinding finding = Assert.Single(diagnosis.Findings);
        Assert.Equal((FindingKind.BrokenQuoting, 2), (finding.Kind, finding.Records));
        Assert.Contains("2 bare-value", finding.Message, StringComparison.Ordinal);
        Assert.Equal(2, Assert.Single(diagnosis.Layouts).Repaired);
    }

    [Fact]
    public void ALayoutOfRepairedRecordsAloneDoesNotCountBesideAnother()
    {
        string broken = """{"requestId":"c32152f0-ea24-4c41-9260-717c7e19d976","requestTimeEpoch":"1768435471035","resourcePath":"/a","x":"a"b"}""" + "\n";

        Assert.Equal(PanelFeed.Fed, Diagnoses.Of(Sound + broken).Panel("access-logs-overview/request-status-code").Feed);
        Assert.Equal(PanelFeed.NotFed, Diagnoses.Of(broken).Panel("access-logs-overview/request-status-code").Feed);
    }

    [Theory]
    [InlineData("""{"requestTimeEpoch":"1768435471035","resourcePath":"/a","status":"200"}""", 1)]
    [InlineData("""{"requestId":"c32152f0-ea24-4c41-9260-717c7e19d976","requestTimeEpoch":"1768435471035","resourcePath":"/a","status":"200"}""", 1)]
    [InlineData("""{"extendedRequestId":"x=","requestTimeEpoch":"1768435471035","resourcePath":"/a","status":"200"}""", 1)]
    [InlineData("""{"requestId":"a=","requestTimeEpoch":"1768435471","routeKey":"GET /a","status":"200"}""", 0)]
    [InlineData("""{"requestId":"a=","requestTimeEpoch":"1768435471035","connectionId":"c","status":"200"}""", 0)]
    public void RequestIdsAreMissedWhereTheyDiffer(string record, int findings) =>
        Assert.Equal(findings, Diagnoses.Of(record).Findings.Count(finding => finding.Kind == FindingKind.MissingRequestId));

    [Theory]
    [InlineData("\"requestTime\":\"15/Jan/2026:00:00:14 +0000\"", 1)]
    [InlineData("\"requestTime\":\"2026-01-15T00:00:14.123Z\"", 0)]
    [InlineData("\"requestTime\":\"1768435471035\"", 0)]
    [InlineData("\"requestTime\":\"15/Jan/2026:00:00:14 +0000\",\"requestTimeEpoch\":\"-\"", 0)]
    public void SecondsAreMissedWhereNothingFinerIsLogged(string time, int findings) =>
        Assert.Equal(findings, Diagnoses.Of($$"""{"requestId":"a=","routeKey":"GET /a","status":"200",{{time}}}""").Findings.Count(finding => finding.Kind == FindingKind.TimeInSeconds));

    [Fact]
    public void KeysOfNestedObjectsAreNamedByTheirPath()
    {
        LogDiagnosis diagnosis = Diagnoses.Of("""{"requestId":"a=","requestTimeEpoch":"1768435471","routeKey":"GET /a","status":"200","own":{"tenant":"t","identity":{"x":"1"}},"z":"-"}""");

        Assert.Equal(["own.tenant", "own.identity.x", "z"], Assert.Single(diagnosis.Layouts).UnmappedKeys.ToArray());
        Assert.DoesNotContain("tenant", diagnosis.Findings.Single().Message, StringComparison.Ordinal);
    }

    [Fact]
    public void RejectedRecordsAreNamedByReason()
    {
        LogDiagnosis diagnosis = Diagnoses.Of(Sound + "nonsense\n{\"status\":\"200\"}\n");

        DiagnosisFinding finding = Assert.Single(diagnosis.Findings);
        Assert.Equal((FindingKind.Rejected, 2), (finding.Kind, finding.Records));
        Assert.Contains("1 not-json", finding.Message, StringComparison.Ordinal);
        Assert.Contains("1 no-time", finding.Message, StringComparison.Ordinal);
    }

    [Fact]
    public void EndlesslyManyLayoutsAreBounded()
    {
        string log = string.Concat(Enumerable.Range(0, 500).Select(i =>
            $$"""{"requestId":"a=","requestTimeEpoch":"1768435471","routeKey":"GET /a","status":"200","k{{i}}":"1"}""" + "\n"));
        LogDiagnosis diagnosis = Diagnoses.Of(log);

        Assert.Equal(500, diagnosis.Ingestion.Accepted);
        Assert.Equal(64, diagnosis.Layouts.Length);
        Assert.Contains("64 or more", diagnosis.Findings.Single(finding => finding.Kind == FindingKind.MixedTemplates).Message, StringComparison.Ordinal);
    }

    [Fact]
    public void AnEmptyLogFeedsCountsAtMost()
    {
        LogDiagnosis diagnosis = Diagnoses.Of("");

        Assert.Empty(diagnosis.Kinds);
        Assert.Empty(diagnosis.Findings);
        Assert.Equal("total-requests", diagnosis.Panels(PanelFeed.Fed));
        Assert.Equal(3, diagnosis.Templates.Length);
    }

    [Fact]
    public void TheKindCanBeGiven()
    {
        LogDiagnosis diagnosis = Diagnoses.Of(Sound, new AccessLogDoctorOptions { Kind = ApiKind.WebSocket });

        Assert.Equal([ApiKind.WebSocket], diagnosis.Kinds.ToArray());
        Assert.Equal(PanelFeed.NotAvailable, diagnosis.Panel("access-logs-overview/avg-response-time").Feed);
        Assert.Equal(ApiKind.WebSocket, Assert.Single(diagnosis.Templates).Kind);
    }

    [Fact]
    public void PanelsOfMetricsAreJudgedAsFarAsTheyAreDerived()
    {
        LogDiagnosis diagnosis = Diagnoses.OfSample("http-console.log");
        PanelDiagnosis calls = diagnosis.Panel("http-overview/api-calls");
        PanelDiagnosis latency = diagnosis.Panel("http-overview/average-latency-trend");

        Assert.Equal((PanelFeed.OtherSource, PanelFeed.Fed, 1_500L), (calls.Feed, calls.Derived!.Feed, calls.Derived.Records));
        Assert.Equal(PanelFeed.NotFed, latency.Derived!.Feed);
        Assert.Contains(AccessLogFields.ResponseLatency, latency.Derived.Missing);
        Assert.Equal(PanelFeed.Partly, diagnosis.Panel("http-overview/api-calls-by-api-name").Derived!.Feed);
        Assert.Equal(PanelFeed.NotAvailable, diagnosis.Panel("rest-overview/api-calls").Derived!.Feed);
        Assert.Null(diagnosis.Panel("rest-overview/cache-hit-rate-trend").Derived);
        Assert.Null(diagnosis.Panel("websocket-overview/" + DashboardCatalog.All.Single(one => one.Id == "websocket-overview").Panels[0].Id.Split('/')[1]).Derived);
        Assert.Null(diagnosis.Panel("audit-events/event-status").Derived);
    }

    [Fact]
    public void PanelsOfOtherSourcesAreNotFedByAccessLogs()
    {
        var panel = new PanelDefinition
        {
            Id = "own/other",
            Title = "Other",
            Chart = Chart.SingleValue,
            Measure = Measure.Count,
            Source = (RecordSource)int.MaxValue,
        };
        LogDiagnosis diagnosis = Diagnoses.Of(Sound, new AccessLogDoctorOptions { Dashboards = [new() { Id = "own", Title = "Own", Panels = [panel] }] });

        Assert.Equal(PanelFeed.OtherSource, diagnosis.Panel("own/other").Feed);
        Assert.True(diagnosis.IsAllFed);
    }

    [Fact]
    public void TheMessageInQuotesFeedsTheMessage()
    {
        LogDiagnosis diagnosis = Diagnoses.Of("""{"requestId":"a=","requestTimeEpoch":"1768435471","routeKey":"GET /a","status":"200","errorMessageString":"-"}""");

        Assert.Equal(PanelFeed.Fed, diagnosis.Panel("access-logs-errors/top-10-error-messages").Feed);
    }

    [Fact]
    public void TheEnvelopeGivesTheAccount()
    {
        const string Record = """{\"requestId\":\"a=\",\"requestTimeEpoch\":\"1768435471\",\"routeKey\":\"GET /a\",\"apiId\":\"a\",\"domainName\":\"d\",\"responseLatency\":\"5\"}""";
        string log = $$"""{"messageType":"DATA_MESSAGE","owner":"123456789012","logGroup":"g","logStream":"s","subscriptionFilters":["f"],"logEvents":[{"id":"1","timestamp":1768435471035,"message":"{{Record}}"}]}""";
        LogDiagnosis diagnosis = Diagnoses.Of(log);

        Assert.Equal(1, diagnosis.Ingestion.Accepted);
        Assert.Equal(PanelFeed.Fed, diagnosis.Panel("access-logs-overview/response-latency").Feed);
    }
}
