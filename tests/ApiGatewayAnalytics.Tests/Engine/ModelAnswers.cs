using System.Globalization;
using ApiGatewayAnalytics.Aggregation;
using ApiGatewayAnalytics.Panels;

namespace ApiGatewayAnalytics.Tests.Engine;

/// <summary>The answers of <see cref="ModelPanels"/> by LINQ, in words, beside the engine's own in the same words.</summary>
internal static class ModelAnswers
{
    /// <summary>What the engine answered.</summary>
    public static string Describe(PanelData data) => data switch
    {
        ValueData value => Number(value.Value),
        RowsData rows => string.Join('\n', rows.Rows.Rows.Select(row => string.Join(' ', row.Select(Cell)))),
        SeriesData series => string.Join('\n', series.Series.Series.SelectMany(
            one => one.Points.Select(point => $"{string.Join(' ', one.Key.Select(key => key ?? "null"))} {point.Time:s} {Number(point.Value)}"))),
        _ => throw new ArgumentOutOfRangeException(nameof(data)),
    };

    /// <summary>What is right, for the records that count in the range that the engine stated.</summary>
    public static string Expect(PanelData data, IReadOnlyList<ModelRecord> records)
    {
        string id = data.Id["model/".Length..];
        if (records.Count == 0)
            return data is ValueData ? "null" : "";
        return id switch
        {
            "total" => $"{records.Count}",
            "by-status" => Rows(records.GroupBy(record => Text(record.Status)).OrderBy(Key, StringComparer.Ordinal).Select(group => $"{group.Key} {group.Count()}")),
            "top-addresses" => Rows(records.Where(record => record.Address is not null).GroupBy(record => record.Address!)
                .OrderByDescending(group => group.Count()).ThenBy(Key, StringComparer.Ordinal).Take(7).Select(group => $"{group.Key} {group.Count()}")),
            "status-trend" => Trend((SeriesData)data, records, record => Text(record.Status), bucket => bucket.Count()),
            "latency" => Percentiles(records.Select(record => record.Latency), 50, 90, 99),
            "latency-by-api" => Rows(records.Where(record => record.Latency is not null).GroupBy(record => record.ApiId!).OrderBy(Key, StringComparer.Ordinal)
                .Select(group => $"{group.Key} {Percentiles(group.Select(record => record.Latency), 50, 95)}")),
            "newest" => Rows(records.OrderByDescending(record => record.Time).ThenBy(record => record.Id, StringComparer.Ordinal)
                .ThenBy(record => record.Status ?? -1).Take(5)
                .Select(record => $"{record.Time.UtcDateTime.ToString("yyyy-MM-ddTHH:mm:ss.fffZ", CultureInfo.InvariantCulture)} {record.Id} {Text(record.Status)}")),
            "by-tenant" => Rows(records.GroupBy(record => record.Tenant ?? "").OrderBy(Key, StringComparer.Ordinal).Select(group => $"{Shown(group.Key)} {group.Count()}")),
            "cost-of-tenants" => Rows(Costly(records).OrderByDescending(group => group.Sum(record => record.Cost)).ThenBy(Key, StringComparer.Ordinal).Take(3)
                .Select(group => $"{Shown(group.Key)} {group.Sum(record => record.Cost)}")),
            "cost-at-all" => $"{records.Sum(record => record.Cost ?? 0)}",
            "dearest-by-tenant" => Rows(Costly(records).OrderBy(Key, StringComparer.Ordinal).Select(group => $"{Shown(group.Key)} {group.Max(record => record.Cost)}")),
            "distinct-tenants" => $"{records.Where(record => record.Tenant is not null).Select(record => (record.Tenant, record.Status)).Distinct().Count()}",
            "mean-cost-trend" => Trend(
                (SeriesData)data, records.Where(record => record.Cost is not null), record => record.Stage ?? "null", bucket => bucket.Average(record => record.Cost!.Value)),
            "dearest" => Rows(records.Where(record => record.Status == 200).OrderByDescending(record => record.Cost ?? -1)
                .ThenByDescending(record => record.Tenant ?? "", StringComparer.Ordinal).ThenBy(record => record.Id, StringComparer.Ordinal).Take(9)
                .Select(record => $"{record.Id} {record.Tenant ?? "null"} {Number(record.Cost)}")),
            "cost-percentiles" => Percentiles(records.Select(record => record.Cost), 10, 50, 100),
            _ => throw new ArgumentOutOfRangeException(nameof(data), id, "Unknown panel."),
        };
    }

    private static IEnumerable<IGrouping<string, ModelRecord>> Costly(IEnumerable<ModelRecord> records) =>
        records.Where(record => record.Cost is not null).GroupBy(record => record.Tenant ?? "");

    private static string Trend(SeriesData data, IEnumerable<ModelRecord> records, Func<ModelRecord, string> key, Func<IEnumerable<ModelRecord>, double> measure)
    {
        long width = (long)data.Series.Interval.TotalSeconds;
        return Rows(records
            .GroupBy(record => (Key: key(record), Bucket: record.Time.ToUnixTimeSeconds() / width * width))
            .OrderBy(bucket => bucket.Key.Key == "null" ? "" : bucket.Key.Key, StringComparer.Ordinal).ThenBy(bucket => bucket.Key.Bucket)
            .Select(bucket => $"{bucket.Key.Key} {DateTimeOffset.FromUnixTimeSeconds(bucket.Key.Bucket):s} {Number(measure(bucket))}"));
    }

    private static string Percentiles(IEnumerable<long?> values, params int[] percentiles)
    {
        long[] sorted = [.. values.Where(value => value is not null).Select(value => value!.Value).Order()];
        return sorted.Length == 0 ? "" : $"{sorted.Length} " + string.Join(' ', percentiles.Select(percentile => Number(
            LogLinear.ValueOf(LogLinear.BucketOf(sorted[(int)Math.Ceiling(percentile * sorted.Length / 100m) - 1])))));
    }

    private static string Key(IGrouping<string, ModelRecord> group) => group.Key == "null" ? "" : group.Key;

    private static string Rows(IEnumerable<string> lines) => string.Join('\n', lines);

    private static string Text(int? status) => status is { } value ? $"{value}" : "null";

    private static string Shown(string key) => key.Length == 0 ? "null" : key;

    private static string Cell(PanelValue cell) => cell.Text ?? Number(cell.Number);

    private static string Number(double? number) => number is { } value ? value.ToString("G12", CultureInfo.InvariantCulture) : "null";
}
