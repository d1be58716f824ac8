using ApiGatewayAnalytics.AccessLogs;
using ApiGatewayAnalytics.Diagnosis;

namespace ApiGatewayAnalytics.Tests.Diagnosis;

/// <summary>The sample logs of the documentation, against what their templates say when read by a person.</summary>
public sealed class SampleDiagnosisTests
{
    private const string ConsoleFed =
        "total-requests avg-response-size top-10-client-ips request-trend-by-status-code distribution-by-protocol distribution-by-method "
        + "client-ip-location request-status-code request-trend-by-method request-trend-by-protocol failed-requests "
        + "top-10-client-ips-by-errors api-status-trend distribution-by-api-status client-ip-location-on-error";

    private const string ConsolePartly = "top-10-apis-by-response-size recent-100-successful-requests recent-errors top-20-failed-requests";

    [Fact]
    public void TheFullLogOfRestApisLacksOnlyTheAccount()
    {
        LogDiagnosis diagnosis = Diagnoses.OfSample("rest-full.log");

        Assert.Equal([ApiKind.Rest], diagnosis.Kinds.ToArray());
        Assert.Equal("response-latency average-integration-latency waf-latency", diagnosis.Panels(PanelFeed.Partly));
        Assert.Equal("", diagnosis.Panels(PanelFeed.NotFed) + diagnosis.Panels(PanelFeed.NotAvailable));
        Assert.Equal("accountId", diagnosis.MissingVariables());
        Assert.False(diagnosis.IsAllFed);
        Assert.Equal("ApiKeyInClear UnmappedKeys", diagnosis.FindingKinds());
        LayoutDiagnosis layout = Assert.Single(diagnosis.Layouts);
        Assert.Equal((600, 0, LayoutShape.Json), (layout.Records, layout.Repaired, layout.Shape));
        Assert.Equal(["authorizerProperty"], layout.UnmappedKeys.ToArray());

        // Always "-", and logged all the same.
        FieldDiagnosis wafError = diagnosis.Fields.Single(field => field.Field == AccessLogFields.WafError);
        Assert.Equal((600, 0, 1), (wafError.Records, wafError.Values, wafError.Panels));
    }

    [Fact]
    public void TheConsoleLogOfHttpApisFeedsCountsOnly()
    {
        LogDiagnosis diagnosis = Diagnoses.OfSample("http-console.log");

        Assert.Equal([ApiKind.Http], diagnosis.Kinds.ToArray());
        Assert.Equal(ConsoleFed, diagnosis.Panels(PanelFeed.Fed));
        Assert.Equal(ConsolePartly, diagnosis.Panels(PanelFeed.Partly));
        Assert.Equal("waf-latency percentile-waf-latency top-waf-block-errors", diagnosis.Panels(PanelFeed.NotAvailable));
        Assert.Equal(43 - 15 - 4 - 3, diagnosis.Panels(PanelFeed.NotFed).Split(' ').Length);
        Assert.Equal(
            "accountId apiId authorizer.error authorizer.principalId domainName error.message error.responseType identity.userAgent "
            + "integration.error integration.latency integration.status path responseLatency stage",
            diagnosis.MissingVariables());
        Assert.Equal("TimeInSeconds", diagnosis.FindingKinds());
    }

    [Fact]
    public void TheCommonLogFormatOfRestApisFeedsCountsOnly()
    {
        LogDiagnosis diagnosis = Diagnoses.OfSample("clf.log");

        Assert.Equal([ApiKind.Rest], diagnosis.Kinds.ToArray());
        Assert.Equal(ConsoleFed, diagnosis.Panels(PanelFeed.Fed));
        Assert.Equal(ConsolePartly, diagnosis.Panels(PanelFeed.Partly));
        Assert.Equal("", diagnosis.Panels(PanelFeed.NotAvailable));
        Assert.Equal(
            "accountId apiId authorizer.error authorizer.principalId domainName error.message error.responseType identity.userAgent "
            + "integration.error integration.latency integration.status path responseLatency stage waf.error waf.latency waf.status "
            + "wafResponseCode webaclArn",
            diagnosis.MissingVariables());
        Assert.Equal("TimeInSeconds", diagnosis.FindingKinds());
        Assert.Equal(LayoutShape.Clf, Assert.Single(diagnosis.Layouts).Shape);
    }

    [Fact]
    public void TheFullLogOfWebSocketApisFeedsAllThatTheyHave()
    {
        LogDiagnosis diagnosis = Diagnoses.OfSample("websocket.log");

        Assert.Equal([ApiKind.WebSocket], diagnosis.Kinds.ToArray());
        Assert.True(diagnosis.IsAllFed);
        Assert.Equal(
            "avg-response-size avg-response-time top-10-slowest-requests distribution-by-protocol distribution-by-method "
            + "top-10-apis-by-response-size response-latency percentile-response-latency request-trend-by-method request-trend-by-protocol",
            diagnosis.Panels(PanelFeed.NotAvailable));
        Assert.Equal("ApiKeyInClear", diagnosis.FindingKinds());
    }

    [Fact]
    public void TheSubscriptionOfHttpApisFeedsAllThatTheyHave()
    {
        LogDiagnosis diagnosis = Diagnoses.OfSample("subscription.json.gz");

        Assert.Equal([ApiKind.Http], diagnosis.Kinds.ToArray());
        Assert.True(diagnosis.IsAllFed);
        Assert.Equal("waf-latency percentile-waf-latency top-waf-block-errors", diagnosis.Panels(PanelFeed.NotAvailable));
        Assert.Equal("UnmappedKeys", diagnosis.FindingKinds());
        Assert.Equal(["authorizerProperty", "authorizerClaimsProperty"], Assert.Single(diagnosis.Layouts).UnmappedKeys.ToArray());
    }

    [Fact]
    public void AllSampleLogsTogetherAreFiveLayoutsOfThreeKinds()
    {
        var doctor = new AccessLogDoctor();
        foreach (string file in Directory.GetFiles(Diagnoses.PathOf("")).Where(file => !file.Contains("cloudtrail") && !file.Contains("metrics")))
        {
            using FileStream stream = File.OpenRead(file);
            doctor.Read(stream, file);
        }

        LogDiagnosis diagnosis = doctor.Diagnose();

        Assert.Equal([ApiKind.Http, ApiKind.Rest, ApiKind.WebSocket], diagnosis.Kinds.ToArray());
        Assert.Equal([1500, 1000, 600, 600, 150], diagnosis.Layouts.Select(layout => layout.Records));
        Assert.Equal(3850, diagnosis.Ingestion.Accepted);
        Assert.Equal("ApiKeyInClear TimeInSeconds MixedTemplates UnmappedKeys", diagnosis.FindingKinds());
        Assert.Equal(3, diagnosis.Templates.Length);

        // The rows of REST and of HTTP in full, those of the console without; those of WebSocket have no response latency.
        PanelDiagnosis latency = diagnosis.Panel("access-logs-overview/avg-response-time");
        Assert.Equal((PanelFeed.Partly, 1200), (latency.Feed, latency.Records));
        PanelDiagnosis stages = diagnosis.Panel("access-logs-overview/distribution-of-stage");
        Assert.Equal((PanelFeed.Partly, 1350), (stages.Feed, stages.Records));
        Assert.Equal(PanelFeed.Fed, diagnosis.Panel("access-logs-overview/top-10-client-ips").Feed);
    }
}
