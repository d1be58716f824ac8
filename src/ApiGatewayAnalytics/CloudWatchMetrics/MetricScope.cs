namespace ApiGatewayAnalytics.CloudWatchMetrics;

/// <summary>
/// The set of dimensions of a datapoint. CloudWatch publishes a request once in each set, so the sets overlap: one is read, two are
/// never added. JSON spells them in kebab-case.
/// </summary>
public enum MetricScope
{
    /// <summary>ApiName or ApiId alone.</summary>
    Api,

    /// <summary>And Stage.</summary>
    Stage,

    /// <summary>And Stage, with Resource and Method or with Route; only where detailed metrics are on.</summary>
    Route,
}
