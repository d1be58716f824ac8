namespace ApiGatewayAnalytics.Synthetic;

/// <summary>How CloudWatch metrics are written.</summary>
public enum SyntheticMetricEncoding
{
    /// <summary>A metric stream in JSON, one object per line.</summary>
    Json,

    /// <summary>A metric stream in OpenTelemetry 0.7: requests in protobuf, each behind its length.</summary>
    OpenTelemetry07,

    /// <summary>A metric stream in OpenTelemetry 1.0.</summary>
    OpenTelemetry10,

    /// <summary>The output of <c>aws cloudwatch get-metric-data</c>, which is read together with its queries.</summary>
    GetMetricData,
}
