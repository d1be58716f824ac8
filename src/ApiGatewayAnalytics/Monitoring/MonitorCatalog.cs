using System.Collections.Immutable;
using ApiGatewayAnalytics.AccessLogs;
using ApiGatewayAnalytics.Panels;

namespace ApiGatewayAnalytics.Monitoring;

/// <summary>The monitors that come along, declared over access logs and, where they can be, metrics of CloudWatch. Immutable; a changed one is a copy made by <c>with</c>.</summary>
public static class MonitorCatalog
{
    private static readonly TimeSpan s_window = TimeSpan.FromMinutes(5);

    /// <summary>At least 5 % of requests answered with 500-599.</summary>
    public static MonitorDefinition HighServerErrors { get; } = new()
    {
        Id = "high-server-errors",
        Title = "High Server Errors",
        Description = "The gateway or what is behind it fails.",
        Signal = MonitorSignal.Rate(Predicate.StatusClass(AccessLogFields.Status, 5)).OrMetrics("5XXError", "5xx", "ExecutionError"),
        Comparison = MonitorComparison.AtLeast,
        Threshold = 5,
        Window = s_window,
        Severity = MonitorSeverity.Critical,
    };

    /// <summary>At least 5 % of requests answered with 400-499.</summary>
    public static MonitorDefinition HighClientErrors { get; } = new()
    {
        Id = "high-client-errors",
        Title = "High Client Errors",
        Description = "Many requests are refused: a broken client, a changed API, throttling or scanning.",
        Signal = MonitorSignal.Rate(Predicate.StatusClass(AccessLogFields.Status, 4)).OrMetrics("4XXError", "4xx", "ClientError"),
        Comparison = MonitorComparison.AtLeast,
        Threshold = 5,
        Window = s_window,
    };

    /// <summary>The 90th percentile of <c>integrationLatency</c> is at least 2,000 ms.</summary>
    public static MonitorDefinition HighIntegrationLatency { get; } = new()
    {
        Id = "high-integration-latency",
        Title = "High Integration Latency",
        Description = "What is behind the gateway answers slowly.",
        Signal = MonitorSignal.PercentileOf(AccessLogFields.IntegrationLatency, 90).OrMetrics("IntegrationLatency"),
        Comparison = MonitorComparison.AtLeast,
        Threshold = 2_000,
        Window = s_window,
    };

    /// <summary>The 90th percentile of <c>responseLatency</c> of REST and HTTP APIs is at least 2,500 ms.</summary>
    public static MonitorDefinition HighLatency { get; } = new()
    {
        Id = "high-latency",
        Title = "High Latency",
        Description = "Callers of a REST or HTTP API wait long.",
        Signal = MonitorSignal.PercentileOf(
            AccessLogFields.ResponseLatency, 90, Predicate.Absent(AccessLogFields.ConnectionId), Predicate.Absent(AccessLogFields.EventType))
            .OrMetrics("Latency"),
        Comparison = MonitorComparison.AtLeast,
        Threshold = 2_500,
        Window = s_window,
    };

    /// <summary>More than 5 % of requests failed with an <c>authorizerError</c>.</summary>
    public static MonitorDefinition HighAuthorizerErrors { get; } = new()
    {
        Id = "high-authorizer-errors",
        Title = "High Authorizer Errors",
        Description = "The authorizer fails or refuses.",
        Signal = MonitorSignal.Rate(Predicate.Failed(AccessLogFields.Status), Predicate.Present(AccessLogFields.AuthorizerError)),
        Comparison = MonitorComparison.Above,
        Threshold = 5,
        Window = s_window,
    };

    /// <summary>More than 5 % of requests failed with an <c>integrationError</c>.</summary>
    public static MonitorDefinition HighIntegrationErrors { get; } = new()
    {
        Id = "high-integration-errors",
        Title = "High Integration Errors",
        Description = "The integration could not be reached or answered wrongly.",
        Signal = MonitorSignal.Rate(Predicate.Failed(AccessLogFields.Status), Predicate.Present(AccessLogFields.IntegrationError)),
        Comparison = MonitorComparison.Above,
        Threshold = 5,
        Window = s_window,
        Severity = MonitorSeverity.Critical,
    };

    /// <summary>More than 5 % of requests failed because AWS WAF blocked them.</summary>
    public static MonitorDefinition HighWafErrors { get; } = new()
    {
        Id = "high-waf-errors",
        Title = "High WAF Errors",
        Description = "AWS WAF blocks much: an attack, or a rule that catches the wrong ones.",
        Signal = MonitorSignal.Rate(Predicate.Failed(AccessLogFields.Status), Predicate.BlockedByWaf),
        Comparison = MonitorComparison.Above,
        Threshold = 5,
        Window = s_window,
    };

    /// <summary>The 90th percentile of <c>wafLatency</c> is above 1,000 ms.</summary>
    public static MonitorDefinition HighWafLatency { get; } = new()
    {
        Id = "high-waf-latency",
        Title = "High WAF Latency",
        Description = "AWS WAF takes long to decide.",
        Signal = MonitorSignal.PercentileOf(AccessLogFields.WafLatency, 90),
        Comparison = MonitorComparison.Above,
        Threshold = 1_000,
        Window = s_window,
    };

    /// <summary>At most one request in 10 minutes for an API and stage that had some before.</summary>
    public static MonitorDefinition LowTraffic { get; } = new()
    {
        Id = "low-traffic",
        Title = "Low Traffic",
        Description = "Requests ceased to come, or logs did.",
        Signal = MonitorSignal.Count().OrMetrics("Count", "ConnectCount", "MessageCount"),
        Comparison = MonitorComparison.AtMost,
        Threshold = 1,
        Window = TimeSpan.FromMinutes(10),
    };

    /// <summary>All monitors that come along.</summary>
    public static ImmutableArray<MonitorDefinition> All { get; } =
    [
        HighServerErrors, HighClientErrors, HighIntegrationLatency, HighLatency, HighAuthorizerErrors, HighIntegrationErrors,
        HighWafErrors, HighWafLatency, LowTraffic,
    ];
}
