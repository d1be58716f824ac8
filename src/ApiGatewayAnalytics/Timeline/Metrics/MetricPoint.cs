namespace ApiGatewayAnalytics.Timeline;

/// <summary>What a datapoint, or a step of them, says.</summary>
/// <param name="Count">How many samples.</param>
/// <param name="Sum">Their sum.</param>
/// <param name="Maximum">The largest; NaN where it is unknown.</param>
internal readonly record struct MetricPoint(double Count, double Sum, double Maximum);
