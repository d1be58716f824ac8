namespace ApiGatewayAnalytics.Columns;

/// <summary>One field of the records of a source, known by its canonical camelCase name. Immutable.</summary>
/// <param name="Name">The canonical name, as panels, filters and JSON spell it, for example <c>identitySourceIp</c>.</param>
/// <param name="Kind">How its values are read.</param>
/// <param name="Variable">
/// What AWS calls it, for example <c>$context.identity.sourceIp</c>; null for a field that is derived from others.
/// </param>
public sealed record Field(string Name, FieldKind Kind, string? Variable = null);
