using System.Text.Json.Nodes;

namespace ApiGatewayAnalytics.Tests.Reference;

/// <summary>The counts of a keyed answer: by key, in a trend by key and bucket; what the rest row holds stands apart.</summary>
internal sealed record PanelCounts(IReadOnlyDictionary<string, long> Counts, long Other)
{
    /// <summary>Between key and bucket; no JSON text holds it.</summary>
    private const char Separator = '\n';

    public static PanelCounts Of(JsonNode panel)
    {
        var counts = new Dictionary<string, long>();
        var other = 0L;
        if (panel["rows"] is { } table)
        {
            var columns = table["columns"]!.AsArray().Select(column => (string)column!).ToList();
            var position = columns.IndexOf("count");
            var rows = table["rows"]!.AsArray();
            for (var i = 0; i < rows.Count; i++)
            {
                var count = (long)rows[i]![position]!;
                if ((bool)table["otherRow"]! && i == rows.Count - 1)
                    other += count;
                else
                    counts.Add(Key(rows[i]!.AsArray().Take(position)), count);
            }
        }
        else
        {
            foreach (var series in panel["series"]!["series"]!.AsArray())
            {
                var key = Key(series!["key"]!.AsArray());
                foreach (var point in series["points"]!.AsArray())
                {
                    if ((bool?)series["other"] == true)
                        other += (long)point![1]!;
                    else
                        counts.Add(key + Separator + (string)point![0]!, (long)point[1]!);
                }
            }
        }
        return new PanelCounts(counts, other);
    }

    /// <summary>By key alone.</summary>
    public Dictionary<string, long> KeyTotals() => Counts
        .GroupBy(item => item.Key.Split(Separator)[0])
        .ToDictionary(key => key.Key, key => key.Sum(item => item.Value));

    private static string Key(IEnumerable<JsonNode?> key) => string.Join(',', key.Select(part => part?.ToJsonString() ?? "null"));
}
