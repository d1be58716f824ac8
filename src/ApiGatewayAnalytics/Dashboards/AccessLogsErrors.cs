using ApiGatewayAnalytics.Panels;
using Log = ApiGatewayAnalytics.AccessLogs.AccessLogFields;

namespace ApiGatewayAnalytics.Dashboards;

/// <summary>The dashboard <c>access-logs-errors</c>: what fails, for whom, and why.</summary>
public static class AccessLogsErrors
{
    /// <summary>Requests whose status is outside 200-299.</summary>
    public static PanelDefinition FailedRequests { get; } = new()
    {
        Id = "access-logs-errors/failed-requests",
        Title = "Failed Requests",
        Description = "Requests whose status is outside 200-299.",
        Chart = Chart.SingleValue,
        Where = [Predicate.Failed(Log.Status)],
        Measure = Measure.Count,
    };

    /// <summary>The APIs with most failed requests.</summary>
    public static PanelDefinition TopFailedApis { get; } = new()
    {
        Id = "access-logs-errors/top-10-failed-apis",
        Title = "Top 10 Failed APIs",
        Description = "The APIs with most failed requests.",
        Chart = Chart.Bar,
        Where = [Predicate.Failed(Log.Status)],
        By = [DerivedFields.ApiName],
        Measure = Measure.Count,
        Order = [.. OrderTerm.CountThenKeys],
        Limit = 10,
    };

    /// <summary>The addresses with most failed requests.</summary>
    public static PanelDefinition TopClientIpsByErrors { get; } = new()
    {
        Id = "access-logs-errors/top-10-client-ips-by-errors",
        Title = "Top 10 Client IPs by Errors",
        Description = "The addresses with most failed requests.",
        Chart = Chart.Bar,
        Where = [Predicate.Failed(Log.Status), Predicate.Present(Log.IdentitySourceIp)],
        By = [Log.IdentitySourceIp],
        Measure = Measure.Count,
        Order = [.. OrderTerm.CountThenKeys],
        Limit = 10,
    };

    /// <summary>The commonest error messages of failed requests.</summary>
    public static PanelDefinition TopErrorMessages { get; } = new()
    {
        Id = "access-logs-errors/top-10-error-messages",
        Title = "Top 10 Error Messages",
        Description = "The commonest error messages of failed requests.",
        Chart = Chart.Bar,
        Where = [Predicate.Failed(Log.Status), Predicate.Present(Log.ErrorMessage)],
        By = [Log.ErrorMessage],
        Measure = Measure.Count,
        Order = [.. OrderTerm.CountThenKeys],
        Limit = 10,
    };

    /// <summary>Failed requests per hour by the type of the gateway response.</summary>
    public static PanelDefinition ErrorResponseTypeTrend { get; } = new()
    {
        Id = "access-logs-errors/error-response-type-trend",
        Title = "Error Response Type Trend",
        Description = "Failed requests per hour by the type of the gateway response.",
        Chart = Chart.Column,
        Where = [Predicate.Failed(Log.Status), Predicate.Present(Log.ErrorResponseType)],
        By = [Log.ErrorResponseType],
        Measure = Measure.Count,
        Interval = PanelInterval.Of(TimeSpan.FromHours(1)),
    };

    /// <summary>Requests by the type of the gateway response.</summary>
    public static PanelDefinition DistributionByErrorResponseType { get; } = new()
    {
        Id = "access-logs-errors/distribution-by-error-response-type",
        Title = "Distribution by Error Response Type",
        Description = "Requests by the type of the gateway response.",
        Chart = Chart.Pie,
        Where = [Predicate.Present(Log.ErrorResponseType)],
        By = [Log.ErrorResponseType],
        Measure = Measure.Count,
        Order = [.. OrderTerm.CountThenKeys],
    };

    /// <summary>Failed requests per hour by status.</summary>
    public static PanelDefinition ApiStatusTrend { get; } = new()
    {
        Id = "access-logs-errors/api-status-trend",
        Title = "API Status Trend",
        Description = "Failed requests per hour by status.",
        Chart = Chart.Column,
        Where = [Predicate.Failed(Log.Status)],
        By = [Log.Status],
        Measure = Measure.Count,
        Interval = PanelInterval.Of(TimeSpan.FromHours(1)),
    };

    /// <summary>Failed requests by status.</summary>
    public static PanelDefinition DistributionByApiStatus { get; } = new()
    {
        Id = "access-logs-errors/distribution-by-api-status",
        Title = "Distribution by API Status",
        Description = "Failed requests by status.",
        Chart = Chart.Pie,
        Where = [Predicate.Failed(Log.Status)],
        By = [Log.Status],
        Measure = Measure.Count,
        Order = [.. OrderTerm.CountThenKeys],
    };

    /// <summary>Where the callers of failed requests are.</summary>
    public static PanelDefinition ClientIpLocationOnError { get; } = new()
    {
        Id = "access-logs-errors/client-ip-location-on-error",
        Title = "Client IP Location on Error",
        Description = "Where the callers of failed requests are.",
        Chart = Chart.Map,
        Where = [Predicate.Failed(Log.Status), Predicate.Located(Log.IdentitySourceIp)],
        By = [DerivedFields.Country, DerivedFields.Latitude, DerivedFields.Longitude],
        Measure = Measure.Count,
    };

    /// <summary>What authorizers refused, and why.</summary>
    public static PanelDefinition TopAuthorizerErrors { get; } = new()
    {
        Id = "access-logs-errors/top-authorizer-errors",
        Title = "Top Authorizer Errors",
        Description = "What authorizers refused, and why.",
        Chart = Chart.Table,
        Where = [Predicate.Failed(Log.Status), Predicate.Present(Log.AuthorizerError)],
        By =
        [
            DerivedFields.ApiName, Log.DomainName, Log.Stage, Log.HttpMethod, Log.Path, Log.AuthorizerError, Log.AuthorizerPrincipalId,
            Log.ErrorMessage, Log.ErrorResponseType, Log.Status,
        ],
        Measure = Measure.Count,
        Order = [.. OrderTerm.CountThenKeys],
        Limit = 100,
    };

    /// <summary>What back ends failed at, and why.</summary>
    public static PanelDefinition TopIntegrationErrors { get; } = new()
    {
        Id = "access-logs-errors/top-integration-errors",
        Title = "Top Integration Errors",
        Description = "What back ends failed at, and why.",
        Chart = Chart.Table,
        Where = [Predicate.Present(Log.IntegrationError)],
        By =
        [
            DerivedFields.ApiName, Log.DomainName, Log.Stage, Log.IntegrationError, Log.IntegrationStatus, Log.ErrorMessage,
            Log.ErrorResponseType, Log.Status,
        ],
        Measure = Measure.Count,
        Order = [.. OrderTerm.CountThenKeys],
        Limit = 100,
    };

    /// <summary>What AWS WAF blocked.</summary>
    public static PanelDefinition TopWafBlockErrors { get; } = new()
    {
        Id = "access-logs-errors/top-waf-block-errors",
        Title = "Top WAF Block Errors for REST and WebSocket API",
        Description = "What AWS WAF blocked.",
        Chart = Chart.Table,
        Where = [Predicate.Failed(Log.Status), Predicate.BlockedByWaf],
        By =
        [
            DerivedFields.ApiName, Log.DomainName, Log.Stage, Log.HttpMethod, Log.Path, Log.WafError, Log.WafStatus,
            Log.WafResponseCode, Log.WebaclArn, Log.ErrorMessage, Log.ErrorResponseType, Log.Status,
        ],
        Measure = Measure.Count,
        Order = [.. OrderTerm.CountThenKeys],
        Limit = 100,
    };

    /// <summary>The newest failed requests.</summary>
    public static PanelDefinition RecentErrors { get; } = new()
    {
        Id = "access-logs-errors/recent-errors",
        Title = "Recent Errors",
        Description = "The newest failed requests.",
        Chart = Chart.Table,
        Where = [Predicate.Failed(Log.Status)],
        Measure = Measure.Rows(
            DerivedFields.Time, Log.RequestId, DerivedFields.ApiName, Log.DomainName, Log.Stage, Log.HttpMethod, Log.Path,
            Log.ErrorMessage, Log.ErrorResponseType, Log.Status, Log.ResponseLatency, Log.ResponseLength),
        Order = [OrderTerm.DescendingBy("time"), OrderTerm.Ascending("requestId")],
        Limit = 100,
    };

    /// <summary>The requests that fail most.</summary>
    public static PanelDefinition TopFailedRequests { get; } = new()
    {
        Id = "access-logs-errors/top-20-failed-requests",
        Title = "Top 20 Failed Requests",
        Description = "The requests that fail most.",
        Chart = Chart.Table,
        Where = [Predicate.Failed(Log.Status)],
        By = [DerivedFields.ApiName, Log.DomainName, Log.Stage, Log.HttpMethod, Log.Path, Log.Status, Log.ErrorResponseType],
        Measure = Measure.Count,
        Order = [.. OrderTerm.CountThenKeys],
        Limit = 20,
    };

    /// <summary>Failed requests per hour of the commonest error messages.</summary>
    public static PanelDefinition ErrorMessageTrend { get; } = new()
    {
        Id = "access-logs-errors/error-message-trend",
        Title = "Error Message Trend",
        Description = "Failed requests per hour of the commonest error messages.",
        Chart = Chart.Column,
        Where = [Predicate.Failed(Log.Status), Predicate.Present(Log.ErrorMessage)],
        By = [Log.ErrorMessage],
        Measure = Measure.Count,
        Interval = PanelInterval.Of(TimeSpan.FromHours(1)),
        Limit = 10,
        Rest = "(other)",
    };

    /// <summary>The newest requests that an authorizer refused.</summary>
    public static PanelDefinition RecentAuthorizerErrors { get; } = new()
    {
        Id = "access-logs-errors/recent-authorizer-errors",
        Title = "Recent Authorizer Errors",
        Description = "The newest requests that an authorizer refused.",
        Chart = Chart.Table,
        Where = [Predicate.Failed(Log.Status), Predicate.Present(Log.AuthorizerError)],
        Measure = Measure.Rows(
            DerivedFields.Time, Log.RequestId, DerivedFields.ApiName, Log.DomainName, Log.Stage, Log.HttpMethod, Log.Path,
            Log.AuthorizerError, Log.AuthorizerPrincipalId, Log.Status),
        Order = [OrderTerm.DescendingBy("time"), OrderTerm.Ascending("requestId")],
        Limit = 100,
    };

    /// <summary>Who calls without a token, or calls what is not there.</summary>
    public static PanelDefinition MissingAuthenticationTokenErrors { get; } = new()
    {
        Id = "access-logs-errors/missing-authentication-token-errors",
        Title = "Missing Authentication Token Errors",
        Description = "Who calls without a token, or calls what is not there.",
        Chart = Chart.Table,
        Where = [Predicate.EqualTo(Log.ErrorResponseType, "MISSING_AUTHENTICATION_TOKEN")],
        By = [DerivedFields.ApiName, Log.DomainName, Log.Stage, Log.HttpMethod, Log.Path, Log.IdentitySourceIp],
        Measure = Measure.Count,
        Order = [.. OrderTerm.CountThenKeys],
        Limit = 100,
    };

    /// <summary>The newest requests without a token.</summary>
    public static PanelDefinition RecentMissingAuthenticationTokenErrors { get; } = new()
    {
        Id = "access-logs-errors/recent-missing-authentication-token-errors",
        Title = "Recent Missing Authentication Token Errors",
        Description = "The newest requests without a token.",
        Chart = Chart.Table,
        Where = [Predicate.EqualTo(Log.ErrorResponseType, "MISSING_AUTHENTICATION_TOKEN")],
        Measure = Measure.Rows(
            DerivedFields.Time, Log.RequestId, DerivedFields.ApiName, Log.DomainName, Log.Stage, Log.HttpMethod, Log.Path,
            Log.IdentitySourceIp, Log.IdentityUserAgent),
        Order = [OrderTerm.DescendingBy("time"), OrderTerm.Ascending("requestId")],
        Limit = 100,
    };

    /// <summary>The dashboard.</summary>
    public static DashboardDefinition Dashboard { get; } = new()
    {
        Id = "access-logs-errors",
        Title = "Access Logs - Errors",
        Panels =
        [
            FailedRequests, TopFailedApis, TopClientIpsByErrors, TopErrorMessages, ErrorResponseTypeTrend,
            DistributionByErrorResponseType, ApiStatusTrend, DistributionByApiStatus, ClientIpLocationOnError, TopAuthorizerErrors,
            TopIntegrationErrors, TopWafBlockErrors, RecentErrors, TopFailedRequests, ErrorMessageTrend, RecentAuthorizerErrors,
            MissingAuthenticationTokenErrors, RecentMissingAuthenticationTokenErrors,
        ],
    };
}
