using System.Text.Json;

namespace ApiGatewayAnalytics.Ingestion;

/// <summary>The members of an enumeration by value, spelt as the JSON of an answer spells them. Thread-safe.</summary>
internal static class KebabCase<T>
    where T : struct, Enum
{
    public static string[] Names { get; } = [.. Enum.GetNames<T>().Select(JsonNamingPolicy.KebabCaseLower.ConvertName)];
}
