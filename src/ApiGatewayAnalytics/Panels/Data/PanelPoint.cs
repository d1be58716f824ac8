using System.Text.Json.Serialization;

namespace ApiGatewayAnalytics.Panels;

/// <summary>One bucket of a series.</summary>
/// <param name="Time">The start of the bucket, a multiple of the interval in UTC, even where that lies before the range.</param>
/// <param name="Value">What was computed of the records of the bucket that lie in the range.</param>
[JsonConverter(typeof(PanelPointConverter))]
public readonly record struct PanelPoint(DateTimeOffset Time, double Value);
