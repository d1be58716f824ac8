using System.Collections.Immutable;
using ApiGatewayAnalytics.AccessLogs;
using ApiGatewayAnalytics.Columns;

namespace ApiGatewayAnalytics.CloudWatchMetrics;

/// <summary>
/// The fields of a datapoint of the namespace <c>AWS/ApiGateway</c> that panels group by and filters ask for. See
/// https://docs.aws.amazon.com/apigateway/latest/developerguide/api-gateway-metrics-and-dimensions.html.
/// </summary>
public static class MetricFields
{
    /// <summary>The account that owns the API.</summary>
    public static Field Account => AccessLogFields.Account;

    /// <summary>The AWS region.</summary>
    public static Field Region => AccessLogFields.Region;

    /// <summary>The identifier of an HTTP or WebSocket API, which is the dimension ApiId; REST APIs are known by their name.</summary>
    public static Field ApiId => AccessLogFields.ApiId;

    /// <summary>The dimension Stage.</summary>
    public static Field Stage => AccessLogFields.Stage;

    /// <summary>The dimension Resource of a REST or HTTP API, or the path of its route key.</summary>
    public static Field Resource { get; } = new("resource", FieldKind.Text, "Resource");

    /// <summary>The dimension Method of a REST or HTTP API, or the method of its route key.</summary>
    public static Field Method { get; } = new("method", FieldKind.Text, "Method");

    /// <summary>The dimension Route of an HTTP or WebSocket API.</summary>
    public static Field Route { get; } = new("route", FieldKind.Text, "Route");

    /// <summary>What is measured, for example <c>IntegrationLatency</c>.</summary>
    public static Field Metric { get; } = new("metric", FieldKind.Text, "MetricName");

    internal static Field ApiNameDimension { get; } = new("apiNameDimension", FieldKind.Text, "ApiName");

    internal static Field Unit { get; } = new("unit", FieldKind.Text);

    /// <summary>Texts first, in the order of <see cref="MetricColumns"/>; then numbers.</summary>
    internal static ImmutableArray<Field> All { get; } =
    [
        Account, Region, ApiId, Stage, ApiNameDimension, Resource, Method, Route, Metric, Unit,
        new("percentiles", FieldKind.Text),
        new("metricNumber", FieldKind.Number), new("scope", FieldKind.Number), new("period", FieldKind.Number),
        new("sampleCount", FieldKind.Number), new("sum", FieldKind.Number), new("minimum", FieldKind.Number), new("maximum", FieldKind.Number),
    ];
}
