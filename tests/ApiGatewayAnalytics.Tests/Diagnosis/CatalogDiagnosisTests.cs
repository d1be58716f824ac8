using System.Buffers;
using ApiGatewayAnalytics.AccessLogs;
using ApiGatewayAnalytics.Dashboards;
using ApiGatewayAnalytics.Diagnosis;
using ApiGatewayAnalytics.Synthetic;
using ApiGatewayAnalytics.Tests.CloudTrail;
using ApiGatewayAnalytics.Tests.CloudWatchMetrics;

namespace ApiGatewayAnalytics.Tests.Diagnosis;

/// <summary>Every panel that there is, those of Insights among them, against a template that has all and against one that has next to nothing.</summary>
public sealed class CatalogDiagnosisTests
{
    private const string Lean = """{"requestId":"a=","requestTimeEpoch":"1768435471035","resourcePath":"/a"}""" + "\n";

    private static readonly AccessLogDoctorOptions s_all = new() { Dashboards = [.. DashboardCatalog.All, .. DashboardCatalog.OnRequest] };

    /// <summary>The kind, its traffic, and the panels of Insights that its APIs cannot feed.</summary>
    public static TheoryData<ApiKind, SyntheticLayout, string> Kinds => new()
    {
        { ApiKind.Rest, SyntheticLayout.Rest, "" },
        { ApiKind.Http, SyntheticLayout.Http, "waf-latency-by-route authenticate-latency-by-route authorizer-latency-by-route authorize-latency-by-route waf-faults-by-route" },
        {
            ApiKind.WebSocket,
            SyntheticLayout.WebSocket,
            "response-latency-by-route gateway-overhead-by-route gateway-overhead-trend phase-excess-by-route consumers-by-latency unmatched-paths "
            + "missing-logs logs-against-metrics logs-against-metrics-by-stage logs-against-metrics-trend missing-logs-per-minute latency-with-changes"
        },
    };

    [Theory]
    [MemberData(nameof(Kinds))]
    public void ATemplateForAllPanelsFeedsThem(ApiKind kind, SyntheticLayout layout, string unavailable)
    {
        RecommendedTemplate template = RecommendedTemplate.For(kind, s_all);
        Assert.Empty(template.LeftOut);
        var writer = new SyntheticRequestWriter(template.Text);
        var log = new ArrayBufferWriter<byte>();
        foreach (SyntheticRequest request in Diagnoses.Traffic.Requests(layout))
        {
            writer.WriteLine(request, log);
        }

        LogDiagnosis diagnosis = Diagnoses.Of(log.WrittenSpan.ToArray(), s_all);

        Assert.Equal([kind], diagnosis.Kinds.ToArray());
        Assert.Equal("", diagnosis.Panels(PanelFeed.NotFed) + diagnosis.Panels(PanelFeed.Partly));
        string found = OfInsights(diagnosis, PanelFeed.NotAvailable);
        Assert.True(unavailable == found, found);
    }

    [Fact]
    public void ATemplateWithNextToNothingFeedsWhatAsksForNoMore()
    {
        LogDiagnosis diagnosis = Diagnoses.Of(Lean, s_all);

        Assert.Equal("", OfInsights(diagnosis, PanelFeed.Fed));
        Assert.Equal("routes-by-requests routes-not-seen-any-more", OfInsights(diagnosis, PanelFeed.Partly));
        Assert.Equal("", OfInsights(diagnosis, PanelFeed.NotAvailable));
        Assert.Equal("status", Missing(diagnosis, "faults-by-party"));
        Assert.Equal("status wafResponseCode waf.status apiId stage", Missing(diagnosis, "waf-faults-by-route"));
        Assert.Equal("status error.responseType error.message apiId stage", Missing(diagnosis, "gateway-faults-by-route"));
        Assert.Equal("responseLatency waf.latency authenticate.latency authorizer.latency authorize.latency integration.latency", Missing(diagnosis, "gateway-overhead-trend"));
        Assert.Equal("identity.apiKeyId authorizer.principalId authorizer.claims.sub identity.cognitoIdentityId identity.userArn", Missing(diagnosis, "consumers-by-requests"));
        Assert.Equal("apiId stage", Missing(diagnosis, "routes-by-requests"));
        Assert.Equal("apiId", Missing(diagnosis, "missing-logs"));
        Assert.Equal("apiId accountId domainName stage status responseLatency", Missing(diagnosis, "change-impact"));

        // What is missing can be logged.
        Assert.All(diagnosis.Dashboards.SelectMany(dashboard => dashboard.Panels).SelectMany(panel => panel.Missing), field => Assert.NotNull(field.Variable));
        Assert.All(diagnosis.Fields, field => Assert.NotNull(field.Field.Variable));
    }

    [Fact]
    public void RecordsOfOtherSourcesAreNoBrokenLogs()
    {
        byte[] log = SyntheticLog.ToArray(Diagnoses.Traffic, SyntheticLayout.Rest);
        LogDiagnosis alone = Diagnoses.Of(log);
        var doctor = new AccessLogDoctor();
        doctor.Read(new MemoryStream(log));
        foreach (byte[] other in new[]
        {
            TrailInputs.Wrap(TrailInputs.Events(30), "lines"),
            Datapoints.Encode(new SyntheticMetrics { Minutes = 3 }.Generate(), SyntheticMetricEncoding.Json),
            Datapoints.Encode(new SyntheticMetrics { Minutes = 3 }.Generate(), SyntheticMetricEncoding.OpenTelemetry10),
        })
        {
            long before = Others(doctor);
            doctor.Read(new MemoryStream(other));
            Assert.True(Others(doctor) > before);
        }

        LogDiagnosis mixed = doctor.Diagnose();
        Assert.Empty(mixed.Ingestion.Rejected);
        Assert.Equal(alone.Ingestion.Accepted, mixed.Ingestion.Accepted);
        Assert.Equal(alone.FindingKinds(), mixed.FindingKinds());
        Assert.Equal(alone.Panels(PanelFeed.Fed), mixed.Panels(PanelFeed.Fed));
        Assert.Single(mixed.Layouts);
    }

    private static long Others(AccessLogDoctor doctor) => doctor.Diagnose().Ingestion.Skipped.GetValueOrDefault("other-source");

    private static string OfInsights(LogDiagnosis diagnosis, PanelFeed feed) => string.Join(' ', diagnosis.Dashboards
        .Single(dashboard => dashboard.Dashboard.Id == "insights").Panels
        .Where(panel => panel.Feed == feed)
        .Select(panel => panel.Panel.Id.Split('/')[1]));

    private static string Missing(LogDiagnosis diagnosis, string panel) =>
        string.Join(' ', diagnosis.Panel($"insights/{panel}").Missing.Select(field => field.Variable!["$context.".Length..]));
}
