namespace ApiGatewayAnalytics.Cli.Running;

/// <summary>What <c>apigw generate</c> was asked for.</summary>
internal readonly record struct TrafficRequest(long Records, long Seed, string Layout, int Apis, int Paths, int Days)
{
    /// <summary>Whether CloudTrail events are wanted instead of access logs.</summary>
    public bool IsTrail { get; init; }

    /// <summary>How CloudWatch metrics are written; null where they are not wanted.</summary>
    public string? MetricEncoding { get; init; }
}
