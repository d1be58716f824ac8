using System.Collections.Immutable;
using ApiGatewayAnalytics.AccessLogs;

namespace ApiGatewayAnalytics.CloudWatchMetrics;

/// <summary>The sets of dimensions that datapoints of an API have, by its kind.</summary>
internal static class MetricDimensions
{
    public const string Stage = "Stage";

    /// <summary>What an API is called by.</summary>
    public static string ApiOf(ApiKind kind) => kind == ApiKind.Rest ? "ApiName" : "ApiId";

    /// <summary>The sets of a scope; of the routes of HTTP APIs there are two, of which either will do.</summary>
    public static ImmutableArray<ImmutableArray<string>> Of(ApiKind kind, MetricScope scope)
    {
        string api = ApiOf(kind);
        ImmutableArray<string> resource = [api, Stage, "Resource", "Method"];
        ImmutableArray<string> route = [api, Stage, "Route"];
        return (scope, kind) switch
        {
            (MetricScope.Api, _) => [[api]],
            (MetricScope.Stage, _) => [[api, Stage]],
            (_, ApiKind.Rest) => [resource],
            (_, ApiKind.WebSocket) => [route],
            _ => [route, resource],
        };
    }
}
