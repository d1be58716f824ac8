using System.Collections.Immutable;
using ApiGatewayAnalytics.AccessLogs;
using ApiGatewayAnalytics.CloudWatchMetrics;
using ApiGatewayAnalytics.Columns;
using ApiGatewayAnalytics.Panels;

namespace ApiGatewayAnalytics.Dashboards;

/// <summary>What the panels of one dashboard of metrics have in common, so that their declarations say what they differ in.</summary>
internal sealed class MetricPanels(string dashboard, MetricScope scope, params ImmutableArray<ApiKind> kinds)
{
    public static ImmutableArray<Field> ByApi { get; } = [MetricFields.Account, MetricFields.Region, DerivedFields.ApiName];

    public static ImmutableArray<Field> ByStage { get; } = [.. ByApi, MetricFields.Stage];

    public static ImmutableArray<Field> ByResource { get; } = [DerivedFields.ApiName, MetricFields.Stage, MetricFields.Resource, MetricFields.Method];

    public static ImmutableArray<Field> ByRoute { get; } = [DerivedFields.ApiName, MetricFields.Stage, MetricFields.Route];

    public static ImmutableArray<TimeSpan> DayAndWeekBefore { get; } = [TimeSpan.FromDays(1), TimeSpan.FromDays(7)];

    public PanelDefinition Of(string id, string title, Chart chart, Measure measure, params ImmutableArray<string> metrics) => new()
    {
        Id = $"{dashboard}/{id}",
        Title = title,
        Chart = chart,
        Source = RecordSource.Metrics,
        Metrics = metrics,
        Scope = scope,
        ApiKinds = kinds,
        Measure = measure,
    };
}
