using ApiGatewayAnalytics.AccessLogs;
using ApiGatewayAnalytics.Columns;
using ApiGatewayAnalytics.Dashboards;
using ApiGatewayAnalytics.Panels;
using ApiGatewayAnalytics.Planning;
using ApiGatewayAnalytics.Tests.Engine;

namespace ApiGatewayAnalytics.Tests.Planning;

/// <summary>Declarations that cannot work are refused when they are made or when an engine is, never while reading.</summary>
public sealed class PanelMistakesTests
{
    private static readonly Field s_foreign = new("foreign", FieldKind.Text);

    private static readonly Dictionary<string, PanelDefinition> s_mistakes = new()
    {
        ["Title"] = ModelPanels.Total with { Title = " " },
        ["Limit of 0"] = ModelPanels.ByStatus with { Limit = 0 },
        ["Rest without a Limit"] = ModelPanels.ByStatus with { Rest = "(other)" },
        ["a column twice"] = ModelPanels.ByStatus with { By = [AccessLogFields.Path, AccessLogFields.Path] },
        ["needs an Order and a Limit"] = ModelPanels.Newest with { Limit = null },
        ["which is not one of its columns"] = ModelPanels.Newest with { Order = [OrderTerm.Ascending("path")] },
        ["must be the time or a number"] = ModelPanels.Newest with { Order = [OrderTerm.Ascending("requestId")] },
        ["'stage', which"] = ModelPanels.Newest with { Order = [OrderTerm.Ascending("time"), OrderTerm.Ascending("stage")] },
        ["counts distinct"] = ModelPanels.DistinctTenants with { By = [AccessLogFields.Stage] },
        ["percentiles over time"] = ModelPanels.Latency with { Interval = PanelInterval.Auto },
        ["groups by time"] = ModelPanels.ByStatus with { By = [DerivedFields.Time] },
        ["the field 'foreign'"] = ModelPanels.ByStatus with { By = [s_foreign] },
        ["field 'foreign', which"] = ModelPanels.Total with { Where = [Predicate.Absent(s_foreign)] },
        ["orders by 'nonsense'"] = ModelPanels.ByStatus with { Order = [OrderTerm.DescendingBy("nonsense")] },
        ["orders by 'sum'"] = ModelPanels.ByStatus with { Order = [OrderTerm.DescendingBy("sum")] },
        ["'status' is a status"] = ModelPanels.Total with { Where = [Predicate.EqualTo(new Field("status", FieldKind.Text), "200")] },
        ["'path' is a text"] = ModelPanels.CostAtAll with { Measure = Measure.Sum(new Field("path", FieldKind.Number)) },
        ["'latitude'"] = ModelPanels.CostAtAll with { Measure = Measure.Mean(DerivedFields.Latitude) },
        ["'country'"] = ModelPanels.Total with { Where = [Predicate.Present(DerivedFields.Country)] },
        ["'time'"] = ModelPanels.DistinctTenants with { Measure = Measure.Distinct(DerivedFields.Time) },
        ["'apiName'"] = ModelPanels.Total with { Where = [Predicate.EqualTo(DerivedFields.ApiName, "x"), Predicate.Present(AccessLogFields.Path)] },
    };

    public static TheoryData<string> Mistakes => [.. s_mistakes.Keys];

    [Theory]
    [MemberData(nameof(Mistakes))]
    public void AreReported(string mistake)
    {
        PanelDefinition panel = s_mistakes[mistake];
        AnalyticsOptions options = ModelPanels.Options(EngineMode.Live);
        options.Dashboards[0] = ModelPanels.Dashboard with { Panels = [panel] };
        var exception = Assert.Throws<ArgumentException>(() => new AnalyticsEngine(options));
        Assert.Contains(mistake, exception.Message, StringComparison.Ordinal);
        Assert.Contains(panel.Id, exception.Message, StringComparison.Ordinal);
        exception = Assert.Throws<ArgumentException>(() => panel.CreateAggregator(ModelPanels.Reader));
        Assert.Contains(mistake, exception.Message, StringComparison.Ordinal);
    }

    [Fact]
    public void OfDashboardsAreReported()
    {
        AnalyticsOptions options = ModelPanels.Options(EngineMode.Live);
        options.Dashboards.Add(ModelPanels.Dashboard with { Filters = [AccessLogFields.Path] });
        var exception = Assert.Throws<ArgumentException>(() => new AnalyticsEngine(options));
        Assert.Contains("Panel 'model/total' is declared 2 times", exception.Message, StringComparison.Ordinal);
        Assert.Contains("Dashboard 'model' is declared 2 times", exception.Message, StringComparison.Ordinal);
        Assert.Contains("'path'", exception.Message, StringComparison.Ordinal);
    }

    [Fact]
    public void MeasuresAndPredicatesRefuseWhatTheyCannotDo()
    {
        Assert.Throws<ArgumentException>(() => Measure.Sum(AccessLogFields.Path));
        Assert.Throws<ArgumentException>(() => Measure.Mean(AccessLogFields.Status));
        Assert.Throws<ArgumentOutOfRangeException>(() => Measure.PercentilesOf(AccessLogFields.ResponseLatency, 0));
        Assert.Throws<ArgumentOutOfRangeException>(() => Measure.PercentilesOf(AccessLogFields.ResponseLatency, 101));
        Assert.Throws<ArgumentOutOfRangeException>(() => Measure.PercentilesOf(AccessLogFields.ResponseLatency, 50, 50));
        Assert.Throws<ArgumentException>(() => Measure.Rows());
        Assert.Throws<ArgumentException>(() => Measure.Distinct());
        Assert.Throws<ArgumentException>(() => Predicate.Failed(AccessLogFields.Path));
        Assert.Throws<ArgumentException>(() => Predicate.EqualTo(AccessLogFields.Path, ""));
    }

    [Fact]
    public void APanelMayBeCalledTotal()
    {
        AnalyticsOptions options = ModelPanels.Options(EngineMode.Files);
        options.Dashboards[0] = ModelPanels.Dashboard with { Panels = [ModelPanels.Total with { Id = "total" }] };
        var clock = new ManualClock(new(2026, 3, 1, 0, 0, 0, TimeSpan.Zero));
        var engine = new AnalyticsEngine(options, clock);
        engine.Ingest(ModelRecord.Lines([ModelRecord.Random(new Random(1), clock.Now)]), new IngestionSource("log"));
        Assert.Equal(1, ((ValueData)engine.GetPanel("total")).Value);
        Assert.Equal(PanelStatus.NoData, (ModelPanels.Total with { Id = "total" }).CreateAggregator().Snapshot().Status);
    }

    [Fact]
    public void ThePlanSharesStates()
    {
        AggregationPlan plan = PlanCompiler.Compile([AccessLogsOverview.Dashboard, AccessLogsErrors.Dashboard], AccessLogSchema.Default, isSliced: true, 60, []);
        Assert.InRange(plan.Groups.Length + plan.Rows.Length, 1, plan.Panels.Count - 10);
        Assert.Equal(43, plan.Panels.Count);
        Assert.Empty(PanelMistakes.Of(DashboardCatalog.All, new TelemetrySources(new AnalyticsOptions(), TimeProvider.System, new ApiNameBook([], null)).SchemaOf));
        Assert.False(plan.Captured[AccessLogSchema.Default.IndexOf("identityApiKey")]);
        Assert.All(DerivedAccessLogFields.All, field => Assert.False(plan.Captured[AccessLogSchema.Default.IndexOf(field.Name)]));
    }
}
