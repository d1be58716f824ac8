using ApiGatewayAnalytics.Monitoring;

namespace ApiGatewayAnalytics.Planning;

/// <summary>Where the values of a monitor are found.</summary>
/// <param name="Definition">The monitor.</param>
/// <param name="Counted">The records counted or measured, by entity.</param>
/// <param name="Of">The records that they are a share of; null where the monitor is no rate.</param>
internal sealed record MonitorPlan(MonitorDefinition Definition, PanelPlan Counted, PanelPlan? Of);
