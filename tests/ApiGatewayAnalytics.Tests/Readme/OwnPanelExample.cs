#region panel
using ApiGatewayAnalytics.AccessLogs;
using ApiGatewayAnalytics.Panels;

#endregion
namespace ApiGatewayAnalytics.Tests.Readme;

/// <summary>The README's example of a panel of the host's own.</summary>
internal static class OwnPanelExample
{
    public static AnalyticsOptions Options()
    {
        #region panel
        var tenant = new CustomField("tenant", "authorizer.claims.tenant");
        var latency = new PanelDefinition
        {
            Id = "tenants/latency",
            Title = "Latency by Tenant",
            Chart = Chart.Table,
            Unit = "ms",
            Where = [Predicate.Present(AccessLogFields.ResponseLatency)],
            By = [tenant.Field],
            Measure = Measure.PercentilesOf(AccessLogFields.ResponseLatency, 50, 95, 99),
            Order = [OrderTerm.DescendingBy("count")],
            Limit = 20,
        };

        var options = new AnalyticsOptions { Reader = new() { CustomFields = [tenant] } };
        options.Dashboards.Add(new() { Id = "tenants", Title = "Tenants", Panels = [latency] });
        #endregion
        return options;
    }
}
