namespace ApiGatewayAnalytics.Panels;

/// <summary>The telemetry that a dashboard is computed from.</summary>
public enum RecordSource
{
    /// <summary>API Gateway access logs.</summary>
    AccessLog,
}
