using ApiGatewayAnalytics.Monitoring;

namespace ApiGatewayAnalytics.Planning;

/// <summary>Where the values of a signal are found.</summary>
/// <param name="Signal">The signal.</param>
/// <param name="Counted">The records counted or measured, by entity.</param>
/// <param name="Of">The records that they are a share of; null where the signal is no rate.</param>
internal sealed record SignalPlan(MonitorSignal Signal, PanelPlan Counted, PanelPlan? Of);
