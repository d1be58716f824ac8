using System.Globalization;
using System.Text;
using System.Text.Json;
using ApiGatewayAnalytics.Synthetic;

namespace ApiGatewayAnalytics.Tests.Reference.Metrics;

/// <summary>
/// What the catalog says of panels of metrics, computed the slow and obvious way over a list of datapoints: no states, no steps, no code
/// of the library. The outcome is text, so that it can be compared.
/// </summary>
internal sealed class MetricReference
{
    private static readonly string[] s_ofWebSockets = ["ConnectCount", "MessageCount", "ClientError", "IntegrationError", "ExecutionError"];
    private static readonly int[] s_widths = [1, 5, 15, 60, 360, 1440];

    private readonly SyntheticDatapoint[] _points;
    private readonly IReadOnlyDictionary<string, string> _names;
    private readonly HashSet<string> _webSockets;
    private readonly HashSet<string> _detailed;

    public MetricReference(IEnumerable<SyntheticDatapoint> points, IReadOnlyDictionary<string, string> names)
    {
        _names = names;
        _points =
        [
            .. points.GroupBy(point => $"{point.Account} {point.Region} {point.Metric} {string.Join(',', point.Dimensions.OrderBy(d => d.Key, StringComparer.Ordinal))} {point.Time:O} {point.Period}")
                .Select(same => same.OrderByDescending(point => point.SampleCount).ThenByDescending(point => point.Sum).First()),
        ];
        _webSockets = [.. _points.Where(point => s_ofWebSockets.Contains(point.Metric)).Select(ApiOf)];
        _detailed = [.. _points.Where(point => Dimension(point, "Resource") is not null).Select(HourOf)];
    }

    public string Answer(JsonElement dashboard, JsonElement panel, DateTimeOffset from, DateTimeOffset to, IReadOnlyDictionary<string, string> filters, DateTimeOffset newest)
    {
        SyntheticDatapoint[] inRange = [.. _points.Where(point => point.Time >= from && point.Time < to && Passes(point, filters))];
        if (inRange.Length == 0)
        {
            return "no-data";
        }

        JsonElement measure = MetricCatalog.Measures(panel)[0];
        string kind = MetricCatalog.Text(measure, "kind");
        string[] by = kind == "distinct" ? MetricCatalog.Texts(measure, "of") : MetricCatalog.Texts(panel, "by");
        double scale = panel.TryGetProperty("scale", out JsonElement factor) ? factor.GetDouble() : 1;
        if (panel.TryGetProperty("interval", out JsonElement interval))
        {
            return Series(dashboard, panel, from, to, filters, newest, by, scale, interval.GetString()!);
        }

        SyntheticDatapoint[] points = [.. inRange.Where(point => IsOf(point, dashboard, panel))];
        if (kind == "distinct")
        {
            return $"value {points.Select(point => Key(point, by)).Distinct().Count()}";
        }

        string[] metrics = MetricCatalog.Texts(panel, "metric");
        if (by.Length == 0)
        {
            return $"value {Number(points.Length == 0 && kind == "sum" ? 0 : Value(points, kind, metrics, scale))}";
        }

        var rows = points.GroupBy(point => Key(point, by)).OrderBy(group => group.Key, StringComparer.Ordinal)
            .Select(group => kind == "percentiles" ? $"{group.Key} {Percentiles([.. group])}" : $"{group.Key} {Number(Value([.. group], kind, metrics, scale))}");
        return "rows\n" + string.Join('\n', rows);
    }

    private string Series(
        JsonElement dashboard, JsonElement panel, DateTimeOffset from, DateTimeOffset to, IReadOnlyDictionary<string, string> filters, DateTimeOffset newest,
        string[] by, double scale, string interval)
    {
        TimeSpan[] shifts = [TimeSpan.Zero, .. MetricCatalog.Texts(panel, "compareWith").Select(shift => TimeSpan.FromDays(int.Parse(shift[..^1], CultureInfo.InvariantCulture)))];
        double minutes = (to - from).TotalMinutes;
        int width = interval == "auto" ? s_widths.FirstOrDefault(known => Math.Ceiling(minutes / known) <= 120, 1440) : int.Parse(interval[..^1], CultureInfo.InvariantCulture);
        double age = (newest - from + shifts.Max()).TotalMinutes;
        int kept = age < 26 * 60 ? 1 : age < 9 * 1440 ? 15 : age < 35 * 1440 ? 60 : 1440;
        width = s_widths.First(known => known >= width && known >= kept);
        JsonElement[] measures = MetricCatalog.Measures(panel);
        var series = new List<(string Key, string Text)>();
        foreach (TimeSpan shift in shifts)
        {
            SyntheticDatapoint[] points =
            [
                .. _points.Where(point => point.Time >= from - shift && point.Time < to - shift && Passes(point, filters) && IsOf(point, dashboard, panel)),
            ];
            foreach (IGrouping<string, SyntheticDatapoint> group in points.GroupBy(point => Key(point, by)).OrderBy(group => group.Key, StringComparer.Ordinal))
            {
                foreach (JsonElement measure in measures)
                {
                    string kind = MetricCatalog.Text(measure, "kind");
                    var buckets = group.GroupBy(point => Floor(point.Time + shift, width)).OrderBy(bucket => bucket.Key)
                        .Select(bucket => (bucket.Key, Value: Value([.. bucket], kind, MetricCatalog.Texts(panel, "metric"), scale)))
                        .Where(bucket => bucket.Value is not null)
                        .Select(bucket => $"{bucket.Key:MM-ddTHH:mm}={Number(bucket.Value)}")
                        .ToArray();
                    if (buckets.Length > 0)
                    {
                        string label = shift == TimeSpan.Zero ? "" : $" -{shift.TotalDays}d";
                        series.Add((group.Key, $"{group.Key}{(measures.Length > 1 ? "|" + kind : "")}{label}: {string.Join(' ', buckets)}"));
                    }
                }
            }
        }

        return $"series {width}\n" + string.Join('\n', series.OrderBy(one => one.Key, StringComparer.Ordinal).Select(one => one.Text));
    }

    private static double? Value(SyntheticDatapoint[] points, string kind, string[] metrics, double scale)
    {
        switch (kind)
        {
            case "sum":
                return points.Sum(point => point.Sum) * scale;
            case "mean":
                double count = points.Sum(point => point.SampleCount);
                return count > 0 ? points.Sum(point => point.Sum) / count * scale : null;
            case "max":
                return points.Max(point => point.Maximum) * scale;
            default:
                double requests = points.Where(point => point.Metric == metrics[^1]).Sum(point => point.Sum);
                return requests > 0 ? points.Where(point => point.Metric != metrics[^1]).Sum(point => point.Sum) / requests * scale : null;
        }
    }

    private static string Percentiles(SyntheticDatapoint[] points)
    {
        var text = new StringBuilder(Number(points.Sum(point => point.SampleCount)));
        double[] averages = [.. points.Select(point => point.Sum / point.SampleCount).Order()];
        foreach (int percent in (int[])[50, 95, 99])
        {
            var carried = points.SelectMany(point => point.Percentiles.Where(pair => pair.Key == percent).Select(pair => (pair.Value, point.SampleCount))).ToArray();
            double value = carried.Length > 0
                ? carried.Sum(one => one.Value * one.SampleCount) / carried.Sum(one => one.SampleCount)
                : averages[(int)Math.Ceiling(percent * averages.Length / 100.0) - 1];
            text.Append(' ').Append(Number(value));
        }

        return text.ToString();
    }

    private bool IsOf(SyntheticDatapoint point, JsonElement dashboard, JsonElement panel)
    {
        string scope = Dimension(point, "Stage") is null ? "api" : Dimension(point, "Resource") is null && Dimension(point, "Route") is null ? "stage" : "route";
        string kind = KindOf(point);
        return MetricCatalog.Texts(panel, "metric").Contains(point.Metric)
            && scope == MetricCatalog.Text(panel, "scope")
            && MetricCatalog.Text(dashboard, "apiKind").Split('+').Contains(kind)
            && !(kind == "HTTP" && Dimension(point, "Route") is not null && _detailed.Contains(HourOf(point)));
    }

    private string KindOf(SyntheticDatapoint point) =>
        Dimension(point, "ApiName") is not null ? "REST" : _webSockets.Contains(ApiOf(point)) ? "WEBSOCKET" : "HTTP";

    private bool Passes(SyntheticDatapoint point, IReadOnlyDictionary<string, string> filters) => filters.All(filter =>
        KeyOf(point, filter.Key) is { } text
            ? System.Text.RegularExpressions.Regex.IsMatch(
                text, "^" + System.Text.RegularExpressions.Regex.Escape(filter.Value).Replace("\\*", ".*", StringComparison.Ordinal) + "$", System.Text.RegularExpressions.RegexOptions.IgnoreCase)
            : filter.Value == "*");

    private string Key(SyntheticDatapoint point, string[] by) => string.Join('\u0001', by.Select(key => KeyOf(point, key) ?? "\0"));

    private string? KeyOf(SyntheticDatapoint point, string key)
    {
        string? route = Dimension(point, "Route");
        string? http = route is not null && KindOf(point) == "HTTP" ? route : null;
        return key switch
        {
            "account" => point.Account,
            "region" => point.Region,
            "apiId" => Dimension(point, "ApiId"),
            "apiName" => Dimension(point, "ApiName") ?? (_names.TryGetValue(Dimension(point, "ApiId")!, out string? name) ? name : Dimension(point, "ApiId")),
            "stage" => Dimension(point, "Stage"),
            "resource" => http is not null ? http[(http.IndexOf(' ') + 1)..] : Dimension(point, "Resource"),
            "method" => http is not null ? http.Contains(' ') ? http[..http.IndexOf(' ')] : null : Dimension(point, "Method"),
            _ => route,
        };
    }

    private static string? Dimension(SyntheticDatapoint point, string name) => point.Dimensions.FirstOrDefault(dimension => dimension.Key == name).Value;

    private static string ApiOf(SyntheticDatapoint point) => $"{point.Account} {point.Region} {Dimension(point, "ApiId")}";

    private static string HourOf(SyntheticDatapoint point) => $"{ApiOf(point)} {Dimension(point, "Stage")} {point.Time:yyyy-MM-ddTHH}";

    private static DateTimeOffset Floor(DateTimeOffset time, int minutes) => new(time.Ticks - (time.Ticks % TimeSpan.FromMinutes(minutes).Ticks), TimeSpan.Zero);

    public static string Number(double? value) => value is { } number ? number.ToString("G9", CultureInfo.InvariantCulture) : "null";
}
