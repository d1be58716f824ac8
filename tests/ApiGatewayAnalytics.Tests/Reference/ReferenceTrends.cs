using System.Text.Json.Nodes;

namespace ApiGatewayAnalytics.Tests.Reference;

/// <summary>Trends: groups cut into buckets, with rest, comparisons and filled keys.</summary>
internal static class ReferenceTrends
{
    private static readonly ReferenceOrdering s_order = ReferenceOrdering.Instance;

    public static JsonObject Series(
        CatalogEntry entry, (long From, long To)? range, List<ReferenceRecord> matching, List<(string Shift, long By, List<ReferenceRecord> Records)> shifted,
        long newest, ReferenceSelection selection, ReferenceQuery query)
    {
        var oldestRead = (range?.From ?? newest) - shifted.Select(comparison => comparison.By).DefaultIfEmpty(0).Max();
        var width = query.Interval is { } used ? (long)System.Xml.XmlConvert.ToTimeSpan(used).TotalMilliseconds : ReferenceRetention.Interval(entry.Interval!, range?.From ?? 0, range?.To ?? 0, oldestRead, newest, ReferenceRetention.IsWide(entry));
        var measures = ReferenceMeasures.Columns(entry);
        var series = new List<(object?[]? Key, JsonObject Json)>();

        var shown = Heaviest(entry, matching, selection, query);
        foreach (var (shift, by, records) in shifted.Prepend((Shift: (string?)null!, By: 0, Records: matching)))
        {
            var groups = new Dictionary<object?[], List<ReferenceRecord>>(s_order);
            var rest = new List<ReferenceRecord>();
            if (shift is null && range is not null)
                entry.Fill.ToList().ForEach(name => groups.Add([name], []));
            foreach (var record in records)
            {
                var key = selection.Key(record, entry.By);
                if (shown?.Contains(key) == false)
                    rest.Add(record);
                else if (groups.TryGetValue(key, out var group))
                    group.Add(record);
                else
                    groups.Add(key, [record]);
            }

            foreach (var (key, group) in groups)
                Add(key, group, entry.Fill.Count > 0 && key is [string name] && entry.Fill.Contains(name));
            if (entry.Rest is not null && rest.Count > 0)
                Add(null, rest, isFilled: false);

            void Add(object?[]? key, List<ReferenceRecord> members, bool isFilled)
            {
                var buckets = members.GroupBy(record => ReferenceRetention.Floor(record.Time + by, width)).ToDictionary(bucket => bucket.Key, bucket => bucket.ToList());
                for (var bucket = ReferenceRetention.Floor(range!.Value.From, width); isFilled && shift is null && bucket < range.Value.To; bucket += width)
                    buckets.TryAdd(bucket, []);
                var points = buckets.OrderBy(bucket => bucket.Key)
                    .Select(bucket => (bucket.Key, Values: ReferenceMeasures.Values(entry, bucket.Value, selection))).ToList();
                for (var i = 0; i < measures.Length; i++)
                    series.Add((key, One(entry, key, shift, measures, i, points)));
            }
        }

        // The sort is stable: main before comparisons, measures in their order.
        var ordered = series.OrderBy(item => item.Key is null).ThenBy(item => item.Key ?? [], s_order).Select(item => (JsonNode?)item.Json);
        return new JsonObject
        {
            ["interval"] = ReferenceRetention.Duration(width),
            ["columns"] = ReferencePanels.Row(entry.By.Concat(measures.Length > 1 ? ["measure"] : []).Select(column => (JsonNode?)column)),
            ["series"] = new JsonArray(ordered.ToArray()),
        };
    }

    /// <summary>The keys within the limit, heaviest over the whole range first; null where there is no limit.</summary>
    private static HashSet<object?[]>? Heaviest(CatalogEntry entry, List<ReferenceRecord> matching, ReferenceSelection selection, ReferenceQuery query)
    {
        if (entry.Limit is not { } limit || query.WithoutLimits)
            return null;
        return matching.GroupBy(record => selection.Key(record, entry.By), s_order)
            .OrderByDescending(group => ReferenceMeasures.Values(entry, group.ToList(), selection)[0]).ThenBy(group => group.Key, s_order)
            .Take(limit).Select(group => group.Key).ToHashSet(s_order);
    }

    private static JsonObject One(
        CatalogEntry entry, object?[]? key, string? shift, string[] measures, int measure, List<(long Time, double?[] Values)> points)
    {
        var names = key is null ? entry.By.Select(_ => (JsonNode?)entry.Rest) : key.Select(ReferencePanels.Json);
        var json = new JsonObject
        {
            ["key"] = ReferencePanels.Row(names.Concat(measures.Length > 1 ? [measures[measure]] : [])),
            ["shift"] = shift,
            ["points"] = new JsonArray(points.Where(point => point.Values[measure] is not null)
                .Select(point => (JsonNode?)new JsonArray(ReferenceSelection.Format(point.Time), ReferenceMeasures.Json(point.Values[measure]))).ToArray()),
        };
        if (key is null)
            json["other"] = true;
        return json;
    }
}
