namespace ApiGatewayAnalytics.Panels;

/// <summary>The telemetry that a dashboard is computed from.</summary>
public enum RecordSource
{
    /// <summary>API Gateway access logs.</summary>
    AccessLog,

    /// <summary>AWS CloudTrail events: who changed what.</summary>
    CloudTrail,

    /// <summary>CloudWatch metrics of the namespace <c>AWS/ApiGateway</c>.</summary>
    Metrics,
}
