using ApiGatewayAnalytics.Monitoring;
using ApiGatewayAnalytics.Panels;

namespace ApiGatewayAnalytics.Planning;

/// <summary>What one monitor asks.</summary>
/// <param name="Definition">The monitor.</param>
/// <param name="Counted">What is counted or measured.</param>
/// <param name="Of">What it is a share of; null where the monitor is no rate.</param>
internal sealed record MonitorQuestion(MonitorDefinition Definition, PanelDefinition Counted, PanelDefinition? Of);
