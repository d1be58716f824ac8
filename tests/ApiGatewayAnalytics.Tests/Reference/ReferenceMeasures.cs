using System.Text.Json.Nodes;

namespace ApiGatewayAnalytics.Tests.Reference;

/// <summary>Measures over a plain list of records: everything is kept, sorted and counted.</summary>
internal static class ReferenceMeasures
{
    /// <summary>The columns that the measures of an entry give.</summary>
    public static string[] Columns(CatalogEntry entry) => entry.Measures.SelectMany(measure => measure.Kind switch
    {
        "percentiles" => measure.Percentiles.Select(p => $"p{p}").Prepend("count"),
        "distinct" => ["count"],
        _ => new[] { measure.Kind },
    }).ToArray();

    /// <summary>One value per column; null where no record has the measured value.</summary>
    public static double?[] Values(CatalogEntry entry, IReadOnlyCollection<ReferenceRecord> records, ReferenceSelection selection) =>
        entry.Measures.SelectMany(measure => Values(measure, records, selection).Select(value => value * (entry.Scale ?? 1))).ToArray();

    /// <summary>A whole number without fraction and exponent, as it stands in JSON.</summary>
    public static JsonNode? Json(double? value) => value is null
        ? null
        : value == Math.Floor(value.Value) && Math.Abs(value.Value) < 9e15 ? JsonValue.Create((long)value.Value) : JsonValue.Create(value.Value);

    private static IEnumerable<double?> Values(CatalogMeasure measure, IReadOnlyCollection<ReferenceRecord> records, ReferenceSelection selection)
    {
        if (measure.Kind == "count")
            return [records.Count];
        if (measure.Kind == "distinct")
            return [records.Select(record => selection.Key(record, measure.Of)).Distinct(ReferenceOrdering.Instance).Count()];

        var values = records.Select(record => record.Number(measure.Field!)).Where(value => value is not null).Select(value => value!.Value).ToList();
        return measure.Kind switch
        {
            "sum" => [(double)Sum(values)],
            "mean" => [values.Count == 0 ? null : (double)Sum(values) / values.Count],
            "max" => [values.Count == 0 ? null : values.Max()],
            "percentiles" => Percentiles(measure, values),
            _ => throw new NotSupportedException(measure.Kind),
        };
    }

    private static Int128 Sum(List<long> values) => values.Aggregate((Int128)0, (sum, value) => sum + value);

    /// <summary>Nearest rank: the value at rank ceil(p * n / 100) of the sorted values.</summary>
    private static IEnumerable<double?> Percentiles(CatalogMeasure measure, List<long> values)
    {
        values.Sort();
        return measure.Percentiles
            .Select(p => values.Count == 0 ? (double?)null : values[(int)((((long)p * values.Count) + 99) / 100) - 1])
            .Prepend(values.Count);
    }
}
