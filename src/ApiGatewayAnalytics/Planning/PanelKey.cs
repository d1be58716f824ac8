namespace ApiGatewayAnalytics.Planning;

/// <summary>Where a key of a panel is among the keys of its state.</summary>
/// <param name="Column">The key of the state.</param>
/// <param name="Part">Which part of the entity it is; null for a key that is taken as it is.</param>
internal sealed record PanelKey(int Column, EntityPart? Part);
