using ApiGatewayAnalytics.Panels;
using Event = ApiGatewayAnalytics.CloudTrail.CloudTrailFields;

namespace ApiGatewayAnalytics.Dashboards;

/// <summary>The dashboard <c>audit-events</c>: who changed what, from CloudTrail.</summary>
public static class AuditEvents
{
    /// <summary>Events by whether they succeeded.</summary>
    public static PanelDefinition EventStatus { get; } = new()
    {
        Id = "audit-events/event-status",
        Title = "Event Status",
        Description = "Events by whether they succeeded.",
        Chart = Chart.Pie,
        Source = RecordSource.CloudTrail,
        By = [Event.EventStatus],
        Measure = Measure.Count,
        Order = [.. OrderTerm.CountThenKeys],
    };

    /// <summary>Succeeded and failed events per 15 minutes.</summary>
    public static PanelDefinition EventStatusTrend { get; } = new()
    {
        Id = "audit-events/event-status-trend",
        Title = "Event Status Trend",
        Description = "Succeeded and failed events per 15 minutes.",
        Chart = Chart.Column,
        Source = RecordSource.CloudTrail,
        By = [Event.EventStatus],
        Measure = Measure.Count,
        Interval = PanelInterval.Of(TimeSpan.FromMinutes(15)),
        Fill = ["Failure", "Success"],
    };

    /// <summary>Events per 15 minutes by operation.</summary>
    public static PanelDefinition EventsTrendByEventName { get; } = new()
    {
        Id = "audit-events/events-trend-by-event-name",
        Title = "Events Trend by Event Name",
        Description = "Events per 15 minutes by operation.",
        Chart = Chart.Column,
        Source = RecordSource.CloudTrail,
        By = [Event.EventName],
        Measure = Measure.Count,
        Interval = PanelInterval.Of(TimeSpan.FromMinutes(15)),
    };

    /// <summary>The user agents with most events.</summary>
    public static PanelDefinition TopUserAgents { get; } = new()
    {
        Id = "audit-events/top-user-agents",
        Title = "Top User Agents",
        Description = "The user agents with most events.",
        Chart = Chart.Pie,
        Source = RecordSource.CloudTrail,
        Where = [Predicate.Present(Event.UserAgent)],
        By = [Event.UserAgent],
        Measure = Measure.Count,
        Order = [.. OrderTerm.CountThenKeys],
        Limit = 100,
        Rest = "(other)",
    };

    /// <summary>The users with most events, ten of each kind of identity.</summary>
    public static PanelDefinition TopUsers { get; } = new()
    {
        Id = "audit-events/top-users",
        Title = "Top Users",
        Description = "The users with most events, ten of each kind of identity.",
        Chart = Chart.Table,
        Source = RecordSource.CloudTrail,
        By = [Event.Type, Event.User],
        Measure = Measure.Count,
        Order = [OrderTerm.Ascending("type"), OrderTerm.DescendingBy("count"), OrderTerm.Ascending("user")],
        LimitPer = new GroupLimit(Event.Type, 10),
    };

    /// <summary>The commonest error codes.</summary>
    public static PanelDefinition TopErrorCodes { get; } = new()
    {
        Id = "audit-events/top-error-codes",
        Title = "Top Error Codes",
        Description = "The commonest error codes.",
        Chart = Chart.Table,
        Source = RecordSource.CloudTrail,
        Where = [Predicate.Present(Event.ErrorCode)],
        By = [Event.ErrorCode],
        Measure = Measure.Count,
        Order = [.. OrderTerm.CountThenKeys],
        Limit = 10,
    };

    /// <summary>Failed events by operation.</summary>
    public static PanelDefinition FailedEvents { get; } = new()
    {
        Id = "audit-events/failed-events",
        Title = "Failed Events",
        Description = "Failed events by operation.",
        Chart = Chart.Pie,
        Source = RecordSource.CloudTrail,
        Where = [Predicate.Present(Event.ErrorCode)],
        By = [Event.EventName],
        Measure = Measure.Count,
        Order = [.. OrderTerm.CountThenKeys],
    };

    /// <summary>Succeeded events by operation.</summary>
    public static PanelDefinition SuccessfulEvents { get; } = new()
    {
        Id = "audit-events/successful-events",
        Title = "Successful Events",
        Description = "Succeeded events by operation.",
        Chart = Chart.Pie,
        Source = RecordSource.CloudTrail,
        Where = [Predicate.Absent(Event.ErrorCode)],
        By = [Event.EventName],
        Measure = Measure.Count,
        Order = [.. OrderTerm.CountThenKeys],
    };

    /// <summary>The newest failed events.</summary>
    public static PanelDefinition FailedEventDetails { get; } = new()
    {
        Id = "audit-events/failed-event-details",
        Title = "Failed Event Details",
        Description = "The newest failed events.",
        Chart = Chart.Table,
        Source = RecordSource.CloudTrail,
        Where = [Predicate.Present(Event.ErrorCode)],
        Measure = Measure.Rows(
            DerivedFields.Time, Event.EventName, Event.ErrorCode, Event.ErrorMessage, Event.AwsRegion,
            Event.SourceIpAddress, Event.AccountId, Event.User, Event.Type, Event.RequestId, Event.UserAgent,
            DerivedFields.ApiName),
        Order = [OrderTerm.DescendingBy("time"), OrderTerm.Ascending("requestID")],
        Limit = 100,
    };

    /// <summary>The newest succeeded events.</summary>
    public static PanelDefinition SuccessfulEventDetails { get; } = new()
    {
        Id = "audit-events/successful-event-details",
        Title = "Successful Event Details",
        Description = "The newest succeeded events.",
        Chart = Chart.Table,
        Source = RecordSource.CloudTrail,
        Where = [Predicate.Absent(Event.ErrorCode)],
        Measure = Measure.Rows(
            DerivedFields.Time, Event.EventName, Event.AwsRegion, Event.SourceIpAddress, Event.AccountId, Event.User,
            Event.Type, Event.RequestId, Event.UserAgent, DerivedFields.ApiName),
        Order = [OrderTerm.DescendingBy("time"), OrderTerm.Ascending("requestID")],
        Limit = 100,
    };

    /// <summary>Where succeeded events came from.</summary>
    public static PanelDefinition SuccessfulActivityLocation { get; } = new()
    {
        Id = "audit-events/successful-activity-location",
        Title = "Successful Activity Location",
        Description = "Where succeeded events came from.",
        Chart = Chart.Map,
        Source = RecordSource.CloudTrail,
        Where = [Predicate.Absent(Event.ErrorCode), Predicate.Located(Event.SourceIpAddress)],
        By = [DerivedFields.Country, DerivedFields.Latitude, DerivedFields.Longitude],
        Measure = Measure.Count,
    };

    /// <summary>Where failed events came from.</summary>
    public static PanelDefinition FailureActivityLocation { get; } = new()
    {
        Id = "audit-events/failure-activity-location",
        Title = "Failure Activity Location",
        Description = "Where failed events came from.",
        Chart = Chart.Map,
        Source = RecordSource.CloudTrail,
        Where = [Predicate.Present(Event.ErrorCode), Predicate.Located(Event.SourceIpAddress)],
        By = [DerivedFields.Country, DerivedFields.Latitude, DerivedFields.Longitude],
        Measure = Measure.Count,
    };

    /// <summary>Events from addresses that a threat list knows with high confidence.</summary>
    public static PanelDefinition ThreatsByCallerIp { get; } = new()
    {
        Id = "audit-events/threats-by-caller-ip",
        Title = "Threat Table based on Caller IP Address",
        Description = "Events from addresses that a threat list knows with high confidence.",
        Chart = Chart.Table,
        Source = RecordSource.CloudTrail,
        Where = [Predicate.ThreatHigh(Event.SourceIpAddress)],
        By = [Event.SourceIpAddress, Event.EventName, DerivedFields.ThreatType, DerivedFields.Actor, DerivedFields.Confidence],
        Measure = Measure.Count,
        Order = [.. OrderTerm.CountThenKeys],
        Limit = 100,
        Rest = "(other)",
    };

    /// <summary>Events by AWS region.</summary>
    public static PanelDefinition EventsByRegion { get; } = new()
    {
        Id = "audit-events/events-by-region",
        Title = "Events by Region",
        Description = "Events by AWS region.",
        Chart = Chart.Pie,
        Source = RecordSource.CloudTrail,
        By = [Event.AwsRegion],
        Measure = Measure.Count,
        Order = [.. OrderTerm.CountThenKeys],
    };

    /// <summary>Events by the account that received them.</summary>
    public static PanelDefinition EventsByRecipientAccount { get; } = new()
    {
        Id = "audit-events/events-by-recipient-account",
        Title = "Events by Recipient Account",
        Description = "Events by the account that received them.",
        Chart = Chart.Table,
        Source = RecordSource.CloudTrail,
        Where = [Predicate.Present(Event.RecipientAccountId)],
        By = [Event.RecipientAccountId],
        Measure = Measure.Count,
        Order = [.. OrderTerm.CountThenKeys],
    };

    /// <summary>The commonest reasons of failed events.</summary>
    public static PanelDefinition TopFailureReasons { get; } = new()
    {
        Id = "audit-events/top-failure-reasons",
        Title = "Top Failure Reasons",
        Description = "The commonest reasons of failed events.",
        Chart = Chart.Table,
        Source = RecordSource.CloudTrail,
        Where = [Predicate.Present(Event.ErrorCode)],
        By = [Event.EventName, Event.ErrorCode, Event.ErrorMessage],
        Measure = Measure.Count,
        Order = [.. OrderTerm.CountThenKeys],
        Limit = 20,
    };

    /// <summary>The dashboard.</summary>
    public static DashboardDefinition Dashboard { get; } = new()
    {
        Id = "audit-events",
        Title = "Audit Events",
        Source = RecordSource.CloudTrail,
        Filters = [Event.Account, Event.Region, DerivedFields.ApiName],
        Panels =
        [
            EventStatus, EventStatusTrend, EventsTrendByEventName, TopUserAgents, TopUsers, TopErrorCodes, FailedEvents,
            SuccessfulEvents, FailedEventDetails, SuccessfulEventDetails, SuccessfulActivityLocation,
            FailureActivityLocation, ThreatsByCallerIp, EventsByRegion, EventsByRecipientAccount, TopFailureReasons,
        ],
    };
}
