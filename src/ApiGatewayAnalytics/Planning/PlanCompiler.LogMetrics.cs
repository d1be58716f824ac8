using System.Collections.Immutable;
using ApiGatewayAnalytics.AccessLogs;
using ApiGatewayAnalytics.Columns;
using ApiGatewayAnalytics.Panels;

namespace ApiGatewayAnalytics.Planning;

/// <content>What panels of metrics are derived from.</content>
internal sealed partial class PlanCompiler
{
    /// <summary>Minutes per step of files by route. Finer ones would take more memory than all panels of access logs.</summary>
    private const int RouteInterval = 60;

    /// <summary>The states that panels of metrics are derived from. Routes are few, so they are kept as long as what has few keys.</summary>
    private LogMetricStates AddLogMetrics(PanelDefinition panel, DashboardDefinition dashboard)
    {
        KeySource[] api = [KeySource.Entity, Key(AccessLogFields.ApiKind)];
        KeySource error = Key(AccessLogFields.ErrorClass);
        KeySource[] route = [Key(AccessLogFields.RouteKey), Key(AccessLogFields.HttpMethod), Key(AccessLogFields.ResourcePath)];
        MeasurePlan latency = SumOf(AccessLogFields.ResponseLatency);
        MeasurePlan integration = SumOf(AccessLogFields.IntegrationLatency);
        ImmutableArray<MeasurePlan> sums = [new(MeasureKind.Count, MeasurePlan.NoField), latency, integration, SumOf(AccessLogFields.DataProcessed)];
        return new LogMetricStates(
            Add([.. api, error], sums, 1),
            Add([.. api], [latency with { Kind = MeasureKind.Percentiles }, integration with { Kind = MeasureKind.Percentiles }], 60),
            Add([.. api, error, .. route], sums, RouteInterval));

        KeySource Key(Field field)
        {
            int number = Capture(field);
            return new(field.Kind == FieldKind.Status ? KeySourceKind.Status : KeySourceKind.Text, number);
        }

        MeasurePlan SumOf(Field field) => new(MeasureKind.Sum, Capture(field));

        PanelPlan Add(ImmutableArray<KeySource> keys, ImmutableArray<MeasurePlan> measures, int interval)
        {
            bool isOfRoutes = keys.Contains(route[^1]);
            _groups.Add(new GroupPlan
            {
                Selection = SelectionOf([]),
                Keys = keys,
                LeadKey = isOfRoutes ? keys.Length - 1 : 0,
                Measures = measures,
                IsWide = false,
                IsApart = isOfRoutes,
                IsMedium = isOfRoutes,
                FinestInterval = interval,
            });
            return new PanelPlan
            {
                Definition = panel,
                Dashboard = dashboard,
                State = _groups.Count - 1,
                Keys = [.. LogMetricStates.EntityParts.Select(part => new PanelKey(0, part)), .. Enumerable.Range(1, keys.Length - 1).Select(column => new PanelKey(column, null))],
            };
        }
    }
}
