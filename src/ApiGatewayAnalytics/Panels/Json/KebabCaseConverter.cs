using System.Text.Json;
using System.Text.Json.Serialization;

namespace ApiGatewayAnalytics.Panels;

/// <summary>Writes an enum the way the panel catalog spells it: <c>single-value</c>.</summary>
internal sealed class KebabCaseConverter<T>() : JsonStringEnumConverter<T>(JsonNamingPolicy.KebabCaseLower)
    where T : struct, Enum;
