using ApiGatewayAnalytics.AccessLogs;
using ApiGatewayAnalytics.Columns;
using ApiGatewayAnalytics.Panels;

namespace ApiGatewayAnalytics.Tests.Engine;

/// <summary>A host's own dashboard, over fields of its own.</summary>
internal static class ModelPanels
{
    public static CustomField Tenant { get; } = new("tenant");

    public static CustomField Cost { get; } = new("cost", FieldKind.Number);

    public static AccessLogReaderOptions Reader { get; } = new() { CustomFields = [Tenant, Cost] };

    public static PanelDefinition Total { get; } = New("total", Measure.Count);

    public static PanelDefinition ByStatus { get; } = New("by-status", Measure.Count) with { By = [AccessLogFields.Status] };

    public static PanelDefinition TopAddresses { get; } = New("top-addresses", Measure.Count) with
    {
        Where = [Predicate.Present(AccessLogFields.IdentitySourceIp)],
        By = [AccessLogFields.IdentitySourceIp],
        Order = [OrderTerm.DescendingBy("count"), OrderTerm.Ascending("keys")],
        Limit = 7,
    };

    public static PanelDefinition StatusTrend { get; } = New("status-trend", Measure.Count) with
    {
        By = [AccessLogFields.Status],
        Interval = PanelInterval.Auto,
    };

    public static PanelDefinition Latency { get; } = New("latency", Measure.PercentilesOf(AccessLogFields.ResponseLatency, 50, 90, 99));

    public static PanelDefinition LatencyByApi { get; } = New("latency-by-api", Measure.PercentilesOf(AccessLogFields.ResponseLatency, 50, 95)) with
    {
        By = [AccessLogFields.ApiId],
    };

    public static PanelDefinition Newest { get; } = New("newest", Measure.Rows(DerivedFields.Time, AccessLogFields.RequestId, AccessLogFields.Status)) with
    {
        Order = [OrderTerm.DescendingBy("time")],
        Limit = 5,
    };

    public static PanelDefinition ByTenant { get; } = New("by-tenant", Measure.Count) with { By = [Tenant.Field] };

    public static PanelDefinition CostOfTenants { get; } = New("cost-of-tenants", Measure.Sum(Cost.Field)) with
    {
        By = [Tenant.Field],
        Order = [OrderTerm.DescendingBy("sum")],
        Limit = 3,
    };

    public static PanelDefinition CostAtAll { get; } = New("cost-at-all", Measure.Sum(Cost.Field));

    public static PanelDefinition DearestByTenant { get; } = New("dearest-by-tenant", Measure.Max(Cost.Field)) with { By = [Tenant.Field] };

    public static PanelDefinition DistinctTenants { get; } = New("distinct-tenants", Measure.Distinct(Tenant.Field, AccessLogFields.Status)) with
    {
        Where = [Predicate.Present(Tenant.Field)],
    };

    public static PanelDefinition MeanCostTrend { get; } = New("mean-cost-trend", Measure.Mean(Cost.Field)) with
    {
        By = [AccessLogFields.Stage],
        Interval = PanelInterval.Of(TimeSpan.FromHours(1)),
    };

    public static PanelDefinition Dearest { get; } = New("dearest", Measure.Rows(AccessLogFields.RequestId, Tenant.Field, Cost.Field)) with
    {
        Where = [Predicate.EqualTo(AccessLogFields.Status, "200")],
        Order = [OrderTerm.DescendingBy("cost"), OrderTerm.DescendingBy("tenant")],
        Limit = 9,
    };

    public static PanelDefinition CostPercentiles { get; } = New("cost-percentiles", Measure.PercentilesOf(Cost.Field, 10, 50, 100));

    public static DashboardDefinition Dashboard { get; } = new()
    {
        Id = "model",
        Title = "Model",
        Panels =
        [
            Total, ByStatus, TopAddresses, StatusTrend, Latency, LatencyByApi, Newest, ByTenant, CostOfTenants, CostAtAll, DearestByTenant,
            DistinctTenants, MeanCostTrend, Dearest, CostPercentiles,
        ],
    };

    public static AnalyticsOptions Options(EngineMode mode)
    {
        var options = new AnalyticsOptions { Mode = mode, Reader = Reader };
        options.Dashboards.Clear();
        options.Dashboards.Add(Dashboard);
        return options;
    }

    private static PanelDefinition New(string id, Measure measure) => new()
    {
        Id = $"model/{id}",
        Title = id,
        Chart = Chart.Table,
        Measure = measure,
    };
}
