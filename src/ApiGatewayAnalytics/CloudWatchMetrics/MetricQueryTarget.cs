using System.Collections.Immutable;
using ApiGatewayAnalytics.AccessLogs;

namespace ApiGatewayAnalytics.CloudWatchMetrics;

/// <summary>An API whose metrics are asked for. Immutable.</summary>
/// <param name="Kind">Its kind, which decides what it is called by and which metrics it has.</param>
/// <param name="Api">The name of a REST API, the identifier of an HTTP or WebSocket API.</param>
/// <param name="Stages">The stages that are asked for beside the API as a whole.</param>
public sealed record MetricQueryTarget(ApiKind Kind, string Api, ImmutableArray<string> Stages)
{
    /// <summary>The metrics that APIs of a kind have.</summary>
    internal static ImmutableArray<string> MetricsOf(ApiKind kind) => kind switch
    {
        ApiKind.Rest => ["Count", "4XXError", "5XXError", "Latency", "IntegrationLatency", "CacheHitCount", "CacheMissCount"],
        ApiKind.Http => ["Count", "4xx", "5xx", "Latency", "IntegrationLatency", "DataProcessed"],
        _ => ["ConnectCount", "MessageCount", "ClientError", "IntegrationError", "ExecutionError", "IntegrationLatency"],
    };

    internal IEnumerable<ImmutableArray<KeyValuePair<string, string>>> DimensionSets
    {
        get
        {
            var api = KeyValuePair.Create(MetricDimensions.ApiOf(Kind), Api);
            yield return [api];
            foreach (string stage in Stages.IsDefault ? [] : Stages)
            {
                yield return [api, KeyValuePair.Create(MetricDimensions.Stage, stage)];
            }
        }
    }
}
