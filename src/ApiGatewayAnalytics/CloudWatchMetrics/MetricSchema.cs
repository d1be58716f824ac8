using ApiGatewayAnalytics.Columns;

namespace ApiGatewayAnalytics.CloudWatchMetrics;

/// <summary>The schema of datapoints.</summary>
internal static class MetricSchema
{
    public static RecordSchema Default { get; } = new(MetricFields.All)
    {
        Entity = [MetricFields.Account, MetricFields.Region, MetricFields.ApiId, MetricFields.Stage],
    };
}
