using System.Text;
using ApiGatewayAnalytics.CloudWatchMetrics;

namespace ApiGatewayAnalytics.Timeline;

/// <summary>The filters of a question, and the keys of series as panels name them. Immutable; for one question.</summary>
internal sealed class MetricFilter
{
    private readonly TextPattern?[] _patterns = new TextPattern?[MetricKeys.All.Length];
    private readonly TextPattern? _metric;
    private readonly bool _asksOther;
    private readonly Func<string, string?> _apiNames;

    /// <param name="filters">Patterns by key, exact or with <c>*</c>; a field that datapoints lack is absent.</param>
    /// <param name="apiNames">The name of an API by its identifier; null where none is known.</param>
    public MetricFilter(IEnumerable<KeyValuePair<string, string>> filters, Func<string, string?> apiNames)
    {
        _apiNames = apiNames;
        foreach ((string field, string pattern) in filters)
        {
            var matched = new TextPattern(pattern);
            IsFiltered = true;
            if (MetricKeys.All.Any(key => key.Name == field))
            {
                _patterns[MetricKeys.NumberOf(field)] = matched;
            }
            else if (field == MetricFields.Metric.Name)
            {
                _metric = matched;
            }
            else
            {
                // A field that datapoints lack is absent.
                _asksOther |= !matched.Matches(default(ReadOnlySpan<byte>));
            }
        }
    }

    public bool IsFiltered { get; }

    /// <summary>Whether resources, methods or routes are asked for.</summary>
    public bool HasRouteFilter => Has(MetricKeys.Resource) || Has(MetricKeys.Method) || Has(MetricKeys.Route);

    public bool Has(int key) => _patterns[key] is not null;

    /// <summary>Whether a text passes the filter of its key.</summary>
    public bool Passes(int key, ReadOnlySpan<byte> text) => _patterns[key]?.Matches(text) ?? true;

    /// <summary>Whether all keys of a series pass.</summary>
    public bool Passes(MetricSeriesTable table, int series)
    {
        if (_asksOther || (_metric is not null && !_metric.Matches(Encoding.UTF8.GetBytes(ApiMetric.All[table.MetricOf(series)].Name))))
        {
            return false;
        }

        for (int key = 0; IsFiltered && key < _patterns.Length; key++)
        {
            if (_patterns[key] is { } pattern && !pattern.Matches(KeyOf(table, series, key)))
            {
                return false;
            }
        }

        return true;
    }

    /// <summary>The name of an API: the identifier itself where none is known.</summary>
    public ReadOnlySpan<byte> NameOf(ReadOnlySpan<byte> apiId) =>
        !apiId.IsEmpty && _apiNames(Encoding.UTF8.GetString(apiId)) is { } name ? Encoding.UTF8.GetBytes(name) : apiId;

    /// <summary>A key of a series; empty where it is absent.</summary>
    public ReadOnlySpan<byte> KeyOf(MetricSeriesTable table, int series, int key)
    {
        switch (key)
        {
            case MetricKeys.Account:
                return table.Text(series, MetricPart.Account);
            case MetricKeys.Region:
                return table.Text(series, MetricPart.Region);
            case MetricKeys.ApiId:
                return table.Text(series, MetricPart.ApiId);
            case MetricKeys.Stage:
                return table.Text(series, MetricPart.Stage);
            case MetricKeys.ApiName:
                ReadOnlySpan<byte> name = table.Text(series, MetricPart.ApiName);
                return name.IsEmpty ? NameOf(table.Text(series, MetricPart.ApiId)) : name;
        }

        ReadOnlySpan<byte> route = table.Text(series, MetricPart.Route);
        ReadOnlySpan<byte> resource = table.Text(series, MetricPart.Resource);
        ReadOnlySpan<byte> method = table.Text(series, MetricPart.Method);
        if (key == MetricKeys.Route)
        {
            return route.IsEmpty && !resource.IsEmpty ? (byte[])[.. method, (byte)' ', .. resource] : route;
        }

        if (!route.IsEmpty && !table.IsOfWebSocket(series))
        {
            MetricKeys.SplitRoute(route, out method, out resource);
        }

        return key == MetricKeys.Method ? method : resource;
    }
}
