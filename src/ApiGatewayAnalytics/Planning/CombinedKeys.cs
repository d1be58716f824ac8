using System.Text.Json;
using ApiGatewayAnalytics.AccessLogs;
using ApiGatewayAnalytics.Columns;
using ApiGatewayAnalytics.Ingestion;
using ApiGatewayAnalytics.Panels;

namespace ApiGatewayAnalytics.Planning;

/// <summary>What panels that combine two sources can group by: what both tell of an API.</summary>
internal static class CombinedKeys
{
    public static Field[] All { get; } = [AccessLogFields.Account, AccessLogFields.Region, DerivedFields.ApiName, AccessLogFields.ApiId, AccessLogFields.Stage];

    /// <summary>What a panel calls its columns of figures.</summary>
    public static IEnumerable<string> ColumnsOf(Counterpart counterpart, bool isTrend) =>
        counterpart.Source == RecordSource.Metrics || isTrend
            ? counterpart.Figures.Select(NameOf)
            : counterpart.Figures.SelectMany(figure => new[] { $"{CamelOf(figure)}Before", $"{CamelOf(figure)}After" });

    public static string NameOf(Figure figure) => KebabCase<Figure>.Names[(int)figure];

    private static string CamelOf(Figure figure) => JsonNamingPolicy.CamelCase.ConvertName($"{figure}");
}
