using ApiGatewayAnalytics.Monitoring;
using ApiGatewayAnalytics.Panels;

namespace ApiGatewayAnalytics.Planning;

/// <summary>What one signal asks.</summary>
/// <param name="Signal">The signal.</param>
/// <param name="Counted">What is counted or measured.</param>
/// <param name="Of">What it is a share of; null where the signal is no rate.</param>
internal sealed record SignalQuestion(MonitorSignal Signal, PanelDefinition Counted, PanelDefinition? Of);
