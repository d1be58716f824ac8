using ApiGatewayAnalytics.Monitoring;

namespace ApiGatewayAnalytics.Query;

/// <summary>A change of an API in a minute.</summary>
/// <param name="Minute">The minute.</param>
/// <param name="Subject">Whose: its identifier, or its name where the event tells no identifier; without a stage, all of them.</param>
/// <param name="Name">The operation.</param>
/// <param name="Count">How often it was made.</param>
internal sealed record Change(long Minute, MonitorSubject Subject, string Name, long Count);
