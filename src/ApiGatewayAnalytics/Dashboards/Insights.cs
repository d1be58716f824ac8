using System.Collections.Immutable;
using ApiGatewayAnalytics.CloudWatchMetrics;
using ApiGatewayAnalytics.Columns;
using ApiGatewayAnalytics.Panels;
using Derived = ApiGatewayAnalytics.AccessLogs.DerivedAccessLogFields;
using Log = ApiGatewayAnalytics.AccessLogs.AccessLogFields;

namespace ApiGatewayAnalytics.Dashboards;

/// <summary>
/// The panels of Insights, which say where time goes, who is to blame, who calls and what is called, which logs are missing and what changes
/// did. They take more of a log than
/// the other dashboards, so they are not among <see cref="DashboardCatalog.All"/>: a host adds the dashboard, and the tool does
/// where it is asked for.
/// </summary>
public static class Insights
{
    /// <summary>The text that stands for requests which met no route.</summary>
    private const string Unmatched = "(unmatched)";

    private static readonly Figure[] s_reconciled = [Figure.Requests, Figure.Records, Figure.Missing, Figure.Surplus];

    /// <summary>What takes effect by itself. Resources and methods of REST APIs do when they are deployed.</summary>
    private static readonly ImmutableArray<string> s_changes =
    [
        "CreateDeployment", "UpdateDeployment", "DeleteDeployment", "CreateStage", "UpdateStage", "DeleteStage",
        "CreateRoute", "UpdateRoute", "DeleteRoute", "CreateIntegration", "UpdateIntegration", "DeleteIntegration", "ImportApi", "ReimportApi",
    ];

    /// <summary>The time from request to response by route.</summary>
    public static PanelDefinition ResponseLatencyByRoute { get; } =
        LatencyByRoute("response-latency", "Response Latency by Route", "The time from request to response by route, preflights left out.", Log.ResponseLatency);

    /// <summary>The time in AWS WAF by route.</summary>
    public static PanelDefinition WafLatencyByRoute { get; } =
        LatencyByRoute("waf-latency", "WAF Latency by Route", "The time in AWS WAF by route, preflights left out.", Log.WafLatency);

    /// <summary>The time of authentication by route.</summary>
    public static PanelDefinition AuthenticateLatencyByRoute { get; } =
        LatencyByRoute("authenticate-latency", "Authentication Latency by Route", "The time of authentication by route, preflights left out.", Log.AuthenticateLatency);

    /// <summary>The time of the authorizer by route.</summary>
    public static PanelDefinition AuthorizerLatencyByRoute { get; } =
        LatencyByRoute("authorizer-latency", "Authorizer Latency by Route", "The time of the authorizer by route, preflights left out.", Log.AuthorizerLatency);

    /// <summary>The time of authorization by route.</summary>
    public static PanelDefinition AuthorizeLatencyByRoute { get; } =
        LatencyByRoute("authorize-latency", "Authorization Latency by Route", "The time of authorization by route, preflights left out.", Log.AuthorizeLatency);

    /// <summary>The time of the back end by route.</summary>
    public static PanelDefinition IntegrationLatencyByRoute { get; } =
        LatencyByRoute("integration-latency", "Integration Latency by Route", "The time of the back end by route, preflights left out.", Log.IntegrationLatency);

    /// <summary>What the gateway itself took, by route.</summary>
    public static PanelDefinition GatewayOverheadByRoute { get; } = LatencyByRoute(
        "gateway-overhead", "Gateway Overhead by Route", "What is left of the response latency without the phases, by route, preflights left out.", Derived.GatewayOverhead);

    /// <summary>What the gateway itself took per hour.</summary>
    public static PanelDefinition GatewayOverheadTrend { get; } = new()
    {
        Id = "insights/gateway-overhead-trend",
        Title = "Gateway Overhead Trend",
        Description = "The mean of what is left of the response latency without the phases, per hour, preflights left out.",
        Chart = Chart.Line,
        Unit = "ms",
        Where = [Predicate.Absent(Derived.Preflight), Predicate.Present(Derived.GatewayOverhead)],
        Measure = Measure.Mean(Derived.GatewayOverhead),
        Interval = PanelInterval.Of(TimeSpan.FromHours(1)),
    };

    /// <summary>The requests whose phases are longer than their response, by route.</summary>
    public static PanelDefinition PhasesLongerThanResponse { get; } = LatencyByRoute(
        "phase-excess",
        "Phases Longer than the Response by Route",
        "By how much the phases of requests are longer than their response: of those the gateway's overhead is not known.",
        Derived.PhaseExcess);

    /// <summary>Failed requests by who made them fail.</summary>
    public static PanelDefinition FaultsByParty { get; } = new()
    {
        Id = "insights/faults-by-party",
        Title = "Faults by Party",
        Description = "Requests with status 400 and above by the one party that made each of them fail.",
        Chart = Chart.Pie,
        Where = [Predicate.Present(Derived.FaultParty)],
        By = [Derived.FaultParty],
        Measure = Measure.Count,
        Order = [.. OrderTerm.CountThenKeys],
    };

    /// <summary>Failed requests per hour by who made them fail.</summary>
    public static PanelDefinition FaultTrend { get; } = new()
    {
        Id = "insights/fault-trend",
        Title = "Fault Trend by Party",
        Description = "Requests with status 400 and above per hour by the one party that made each of them fail.",
        Chart = Chart.Column,
        Where = [Predicate.Present(Derived.FaultParty)],
        By = [Derived.FaultParty],
        Measure = Measure.Count,
        Interval = PanelInterval.Of(TimeSpan.FromHours(1)),
    };

    /// <summary>The routes with most requests that failed by the client.</summary>
    public static PanelDefinition ClientFaultsByRoute { get; } = FaultsByRoute("client", "Client");

    /// <summary>The routes with most requests that AWS WAF blocked.</summary>
    public static PanelDefinition WafFaultsByRoute { get; } = FaultsByRoute("waf", "WAF");

    /// <summary>The routes with most requests that failed at authentication.</summary>
    public static PanelDefinition AuthenticationFaultsByRoute { get; } = FaultsByRoute("authentication", "Authentication");

    /// <summary>The routes with most requests that an authorizer or a policy refused, or failed to judge.</summary>
    public static PanelDefinition AuthorizerFaultsByRoute { get; } = FaultsByRoute("authorizer", "Authorizer");

    /// <summary>The routes with most requests over a throttle or quota.</summary>
    public static PanelDefinition ThrottleFaultsByRoute { get; } = FaultsByRoute("throttle", "Throttle and Quota");

    /// <summary>The routes with most requests that failed by the configuration of the gateway.</summary>
    public static PanelDefinition GatewayFaultsByRoute { get; } = FaultsByRoute("gateway", "Gateway Configuration");

    /// <summary>The routes with most requests whose back end could not be called or understood.</summary>
    public static PanelDefinition IntegrationFaultsByRoute { get; } = FaultsByRoute("integration", "Integration");

    /// <summary>The routes with most requests that the back end answered with an error.</summary>
    public static PanelDefinition BackendFaultsByRoute { get; } = FaultsByRoute("backend", "Back End");

    /// <summary>Who called most.</summary>
    public static PanelDefinition ConsumersByRequests { get; } = ByConsumer(
        "requests", "Requests", "Requests by API key, principal, token, Cognito identity or IAM user.", Predicate.Present(Derived.Consumer));

    /// <summary>Whose requests failed most.</summary>
    public static PanelDefinition ConsumersByErrors { get; } = ByConsumer(
        "errors", "Errors", "Requests with status 400 and above by consumer.", Predicate.Present(Derived.Consumer), Predicate.Present(Derived.FaultParty));

    /// <summary>Whose requests were too many.</summary>
    public static PanelDefinition ConsumersByThrottling { get; } = ByConsumer(
        "throttling", "Throttling", "Requests that were answered with 429 by consumer.", Predicate.EqualTo(Log.Status, "429"), Predicate.Present(Derived.Consumer));

    /// <summary>How long consumers wait.</summary>
    public static PanelDefinition ConsumerLatency { get; } =
        ByConsumer("latency", "Latency", "The time from request to response by consumer.", Predicate.Present(Log.ResponseLatency), Predicate.Present(Derived.Consumer)) with
        {
            Unit = "ms",
            Measure = Measure.PercentilesOf(Log.ResponseLatency, 50, 95, 99),
        };

    /// <summary>The routes that were called most.</summary>
    public static PanelDefinition RoutesByRequests { get; } = new()
    {
        Id = "insights/routes-by-requests",
        Title = "Routes by Requests",
        Description = "Requests by route; those that met none are (unmatched).",
        Chart = Chart.Table,
        Where = [Predicate.Present(Derived.Route)],
        By = [DerivedFields.ApiName, Log.Stage, Derived.Route],
        Measure = Measure.Count,
        Order = [.. OrderTerm.CountThenKeys],
        Limit = 100,
        Rest = "(other)",
    };

    /// <summary>The routes whose requests failed most.</summary>
    public static PanelDefinition RoutesByErrors { get; } = RoutesByRequests with
    {
        Id = "insights/routes-by-errors",
        Title = "Routes by Errors",
        Description = "Requests with status 400 and above by route.",
        Where = [Predicate.Present(Derived.Route), Predicate.Present(Derived.FaultParty)],
    };

    /// <summary>When each route was called last.</summary>
    public static PanelDefinition RoutesNotSeenAnyMore { get; } = new()
    {
        Id = "insights/routes-not-seen-any-more",
        Title = "Routes Not Seen Any More",
        Description = "When each route was called last, in seconds since 1970; those not called for longest come first.",
        Chart = Chart.Table,
        Unit = "s since 1970",
        Where = [Predicate.Present(Derived.Route), Predicate.Present(Derived.EpochSeconds)],
        By = [DerivedFields.ApiName, Log.Stage, Derived.Route],
        Measure = Measure.Max(Derived.EpochSeconds),
        Order = [OrderTerm.Ascending("max"), OrderTerm.Ascending("keys")],
        Limit = 100,
    };

    /// <summary>What was asked for where there is no route.</summary>
    public static PanelDefinition UnmatchedPaths { get; } = new()
    {
        Id = "insights/unmatched-paths",
        Title = "Unmatched Paths",
        Description = "The paths of requests that met no route: what scanners look for, and routes that are missing.",
        Chart = Chart.Table,
        Where = [Predicate.EqualTo(Derived.Route, Unmatched), Predicate.Present(Log.Path)],
        By = [DerivedFields.ApiName, Log.Stage, Log.Path],
        Measure = Measure.Count,
        Order = [.. OrderTerm.CountThenKeys],
        Limit = 100,
        Rest = "(other)",
    };

    /// <summary>The requests that datapoints count and access logs lack.</summary>
    public static PanelDefinition MissingLogs { get; } = Reconciled(
        "missing-logs", "Missing Logs", "Requests that CloudWatch counts and access logs lack, minute by minute.", Chart.SingleValue, MetricScope.Api, Figure.Missing) with
    {
        By = [],
    };

    /// <summary>Requests by CloudWatch and by access logs, by API.</summary>
    public static PanelDefinition LogsAgainstMetrics { get; } = Reconciled(
        "logs-against-metrics",
        "Logs against Metrics by API",
        "The requests that CloudWatch counts of each REST and HTTP API, the records of its access logs, and what each lacks, minute by minute.",
        Chart.Table,
        MetricScope.Api,
        s_reconciled) with
    {
        Order = [OrderTerm.DescendingBy("missing"), OrderTerm.Ascending("keys")],
    };

    /// <summary>The same by stage, since logging is set up by stage.</summary>
    public static PanelDefinition LogsAgainstMetricsByStage { get; } = Reconciled(
        "logs-against-metrics-by-stage",
        "Logs against Metrics by Stage",
        "The same by stage, since logging is set up by stage.",
        Chart.Table,
        MetricScope.Stage,
        s_reconciled) with
    {
        By = [Log.Account, Log.Region, DerivedFields.ApiName, Log.Stage],
        Order = [OrderTerm.DescendingBy("missing"), OrderTerm.Ascending("keys")],
    };

    /// <summary>Requests by CloudWatch and by access logs, over time.</summary>
    public static PanelDefinition LogsAgainstMetricsTrend { get; } = Reconciled(
        "logs-against-metrics-trend",
        "Logs against Metrics Trend",
        "The requests that CloudWatch counts of each API over time, and the records of its access logs.",
        Chart.Line,
        MetricScope.Api,
        Figure.Requests,
        Figure.Records) with
    {
        By = [DerivedFields.ApiName],
        Interval = PanelInterval.Auto,
        Limit = 10,
    };

    /// <summary>The requests of each minute that access logs lack.</summary>
    public static PanelDefinition MissingLogsPerMinute { get; } = Reconciled(
        "missing-logs-per-minute",
        "Missing Logs per Minute",
        "By how many the requests that CloudWatch counts exceed the records of access logs, for each minute and API in which they do.",
        Chart.Column,
        MetricScope.Api,
        Figure.Missing) with
    {
        By = [DerivedFields.ApiName],
        Interval = PanelInterval.Of(TimeSpan.FromMinutes(1)),
        Limit = 10,
    };

    /// <summary>Changes of APIs, with errors and latency before and after.</summary>
    public static PanelDefinition ChangeImpact { get; } = Changed(
        "change-impact",
        "Change Impact",
        "Deployments and changes of stages and routes, with requests, share of 5xx and 95th percentile of the response latency 15 minutes before and after.",
        Chart.Table,
        Figure.Requests,
        Figure.ErrorRate,
        Figure.P95) with
    {
        By = [Log.Account, Log.Region, DerivedFields.ApiName, Log.Stage],
        Order = [OrderTerm.DescendingBy("time"), OrderTerm.Ascending("keys")],
        Limit = 100,
    };

    /// <summary>The share of 5xx of APIs that were changed, with when that was.</summary>
    public static PanelDefinition ErrorRateWithChanges { get; } = Changed(
        "error-rate-with-changes", "Error Rate with Changes", "The share of 5xx over time of each API and stage that was changed, with how often that was.", Chart.Line, Figure.ErrorRate) with
    {
        Unit = "percent",
        Interval = PanelInterval.Auto,
        Limit = 10,
    };

    /// <summary>The response latency of APIs that were changed, with when that was.</summary>
    public static PanelDefinition LatencyWithChanges { get; } = Changed(
        "latency-with-changes",
        "Latency with Changes",
        "The 95th percentile of the response latency over time of each API and stage that was changed, with how often that was.",
        Chart.Line,
        Figure.P95) with
    {
        Unit = "ms",
        Interval = PanelInterval.Auto,
        Limit = 10,
    };

    /// <summary>The dashboard.</summary>
    public static DashboardDefinition Dashboard { get; } = new()
    {
        Id = "insights",
        Title = "Insights",
        Panels =
        [
            ResponseLatencyByRoute, WafLatencyByRoute, AuthenticateLatencyByRoute, AuthorizerLatencyByRoute, AuthorizeLatencyByRoute,
            IntegrationLatencyByRoute, GatewayOverheadByRoute, GatewayOverheadTrend, PhasesLongerThanResponse, FaultsByParty, FaultTrend,
            ClientFaultsByRoute, WafFaultsByRoute, AuthenticationFaultsByRoute, AuthorizerFaultsByRoute, ThrottleFaultsByRoute,
            GatewayFaultsByRoute, IntegrationFaultsByRoute, BackendFaultsByRoute, ConsumersByRequests, ConsumersByErrors,
            ConsumersByThrottling, ConsumerLatency, RoutesByRequests, RoutesByErrors, RoutesNotSeenAnyMore, UnmatchedPaths,
            MissingLogs, LogsAgainstMetrics, LogsAgainstMetricsByStage, LogsAgainstMetricsTrend, MissingLogsPerMinute,
            ChangeImpact, ErrorRateWithChanges, LatencyWithChanges,
        ],
    };

    private static PanelDefinition LatencyByRoute(string name, string title, string description, Field latency) => new()
    {
        Id = $"insights/{name}-by-route",
        Title = title,
        Description = description,
        Chart = Chart.Table,
        Unit = "ms",
        Where = [Predicate.Absent(Derived.Preflight), Predicate.Present(latency)],
        By = [DerivedFields.ApiName, Log.Stage, Derived.Route],
        Measure = Measure.PercentilesOf(latency, 50, 95, 99),
        Order = [.. OrderTerm.CountThenKeys],
        Limit = 100,
        Rest = "(other)",
    };

    private static PanelDefinition FaultsByRoute(string party, string title) => new()
    {
        Id = $"insights/{party}-faults-by-route",
        Title = $"{title} Faults by Route",
        Description = $"The routes with most failures that are attributed to the party {party}.",
        Chart = Chart.Table,
        Where = [Predicate.EqualTo(Derived.FaultParty, party)],
        By = [DerivedFields.ApiName, Log.Stage, Derived.Route],
        Measure = Measure.Count,
        Order = [.. OrderTerm.CountThenKeys],
        Limit = 10,
    };

    private static PanelDefinition ByConsumer(string name, string title, string description, params ReadOnlySpan<Predicate> where) => new()
    {
        Id = $"insights/consumers-by-{name}",
        Title = $"Consumers by {title}",
        Description = description,
        Chart = Chart.Table,
        Where = [.. where],
        By = [Derived.ConsumerKind, Derived.Consumer],
        Measure = Measure.Count,
        Order = [.. OrderTerm.CountThenKeys],
        Limit = 100,
        Rest = "(other)",
    };

    private static PanelDefinition Reconciled(
        string name, string title, string description, Chart chart, MetricScope scope, params ReadOnlySpan<Figure> figures) => new()
        {
            Id = $"insights/{name}",
            Title = title,
            Description = description,
            Chart = chart,
            By = [Log.Account, Log.Region, DerivedFields.ApiName],
            Measure = Measure.Count,
            Counterpart = Counterpart.Datapoints(scope, figures),
        };

    private static PanelDefinition Changed(string name, string title, string description, Chart chart, params ReadOnlySpan<Figure> figures) => new()
    {
        Id = $"insights/{name}",
        Title = title,
        Description = description,
        Chart = chart,
        By = [DerivedFields.ApiName, Log.Stage],
        Measure = Measure.Count,
        Counterpart = Counterpart.Changes(TimeSpan.FromMinutes(15), s_changes, figures),
    };
}
