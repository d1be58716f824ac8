using System.Text.Json;
using System.Text.Json.Nodes;

namespace ApiGatewayAnalytics.Tests.Reference;

/// <summary>
/// Answers any access-log panel of the catalog from a list of records, straight from the contract: filter, group, sort, cut. Keeps
/// every record and has no bounds, so every answer is exact. Not thread-safe.
/// </summary>
internal sealed class ReferencePanels
{
    public const double RelativeError = 0.01;

    private static readonly ReferenceOrdering s_order = ReferenceOrdering.Instance;

    private readonly ReferenceQuery _query;
    private readonly ReferenceSelection _selection;
    private readonly List<ReferenceRecord> _records;
    private readonly Dictionary<(long From, long To), List<ReferenceRecord>> _between = [];
    private readonly (long From, long To)? _range;
    private readonly long _newest;

    public ReferencePanels(IReadOnlyCollection<ReferenceRecord> records, ReferenceQuery? query = null)
    {
        _query = query ?? new ReferenceQuery();
        _selection = new ReferenceSelection(_query);
        _records = records.Where(_selection.PassesFilters).ToList();
        _newest = records.Count == 0 ? 0 : records.Max(record => record.Time);
        var from = _query.From?.ToUnixTimeMilliseconds() ?? (records.Count == 0 ? null : records.Min(record => record.Time));
        var to = _query.To?.ToUnixTimeMilliseconds() ?? (records.Count == 0 ? null : _newest + 1);
        if (from is { } first && to is { } last)
            _range = (ReferenceRetention.Floor(first, ReferenceRetention.Minute), Ceiling(last, ReferenceRetention.Minute));
    }

    /// <summary>The answers to all panels of the catalog, in its order.</summary>
    public static IReadOnlyList<JsonObject> All(IReadOnlyCollection<ReferenceRecord> records, ReferenceQuery? query = null) =>
        All(records, CatalogGrammar.Entries, query);

    /// <summary>The answers to some panels.</summary>
    public static IReadOnlyList<JsonObject> All(
        IReadOnlyCollection<ReferenceRecord> records, IEnumerable<CatalogEntry> entries, ReferenceQuery? query = null)
    {
        var panels = new ReferencePanels(records, query);
        return entries.Select(panels.Answer).ToArray();
    }

    public JsonObject Answer(JsonElement entry) => Answer(CatalogEntry.Parse(entry));

    public JsonObject Answer(CatalogEntry entry)
    {
        var range = Range(entry);
        var present = range is { } r ? Between(r.From, r.To) : [];
        var isConfigured = entry.Where.All(test => test.Test switch { "located" => _query.Locate is not null, "threat-high" => _query.Judge is not null, _ => true });
        var matching = isConfigured ? present.Where(record => _selection.Passes(record, entry.Where)).ToList() : [];

        var panel = new JsonObject
        {
            ["id"] = entry.Id,
            ["title"] = entry.Title,
            ["chart"] = entry.Chart,
            ["unit"] = entry.Unit ?? "count",
            ["range"] = new JsonObject
            {
                ["from"] = range is null ? null : ReferenceSelection.Format(range.Value.From),
                ["to"] = range is null ? null : ReferenceSelection.Format(range.Value.To),
            },
            ["status"] = !isConfigured ? "not-configured" : present.Count == 0 ? "no-data" : "ok",
            ["exact"] = true,
        };
        if (!isConfigured)
            panel["reason"] = "There is no source of locations or threats.";
        if (entry.Measures.Any(measure => measure.Kind == "percentiles"))
            panel["relativeError"] = RelativeError;

        if (entry.Interval is not null)
            panel["series"] = ReferenceTrends.Series(entry, range, matching, Shifted(entry, range), _newest, _selection, _query);
        else if (entry.Measures[0].Kind == "rows")
            panel["rows"] = RecordRows(entry, matching);
        else if (entry.By.Count == 0)
        {
            panel["value"] = present.Count == 0 ? null : ReferenceMeasures.Json(ReferenceMeasures.Values(entry, matching, _selection)[0]);
            panel["previous"] = range is null ? null : Previous(entry, range.Value);
        }
        else
            panel["rows"] = GroupRows(entry, matching);
        return panel;
    }

    private (long From, long To)? Range(CatalogEntry entry)
    {
        if (_range is not { } range || !_query.RoundToKept)
            return _range;
        var wide = ReferenceRetention.IsWide(entry);
        return (
            ReferenceRetention.Floor(range.From, ReferenceRetention.WidthAt(range.From, _newest, wide)),
            Ceiling(range.To, ReferenceRetention.WidthAt(range.To, _newest, wide)));
    }

    private List<ReferenceRecord> Between(long from, long to)
    {
        if (!_between.TryGetValue((from, to), out var records))
            _between.Add((from, to), records = _records.Where(record => record.Time >= from && record.Time < to).ToList());
        return records;
    }

    /// <summary>The records of each comparison, with the time to move them forward.</summary>
    private List<(string Shift, long By, List<ReferenceRecord> Records)> Shifted(CatalogEntry entry, (long From, long To)? range) =>
        entry.CompareWith.Select(shift =>
        {
            var by = shift == "1d" ? ReferenceRetention.Day : 7 * ReferenceRetention.Day;
            var records = range is not { } r ? [] : Between(r.From - by, r.To - by).Where(record => _selection.Passes(record, entry.Where)).ToList();
            return (shift, by, records);
        }).ToList();

    /// <summary>The value of the equally long range before; null without records, and where the minutes at its ends are gone.</summary>
    private JsonNode? Previous(CatalogEntry entry, (long From, long To) range)
    {
        var (from, to) = (range.From - (range.To - range.From), range.From);
        var isKept = new[] { from, to }.All(time => time % ReferenceRetention.WidthAt(time, _newest, ReferenceRetention.IsWide(entry)) == 0);
        var present = isKept ? Between(from, to) : [];
        return present.Count == 0
            ? null
            : ReferenceMeasures.Json(ReferenceMeasures.Values(entry, present.Where(record => _selection.Passes(record, entry.Where)).ToList(), _selection)[0]);
    }

    private JsonObject RecordRows(CatalogEntry entry, List<ReferenceRecord> matching)
    {
        var columns = entry.Measure.Columns;
        var steps = entry.Order.Concat(columns.Except(entry.Order.Select(step => step.Name)).Select(column => new CatalogOrder(column, Descending: false))).ToList();
        var rows = matching.Order(Comparer<ReferenceRecord>.Create(Compare)).Take(Limit(entry))
            .Select(record => Row(columns.Select(column => Json(_selection.Key(record, [column])[0]))));
        return Rows([.. columns], rows, hasOther: false);

        int Compare(ReferenceRecord a, ReferenceRecord b) => steps
            .Select(step => (step.Descending ? -1 : 1) * s_order.Compare(SortKey(a, step.Name), SortKey(b, step.Name)))
            .FirstOrDefault(order => order != 0);
    }

    private object? SortKey(ReferenceRecord record, string column) => column == "time" ? record.Time : _selection.Key(record, [column])[0];

    private JsonObject GroupRows(CatalogEntry entry, List<ReferenceRecord> matching)
    {
        var groups = matching
            .GroupBy(record => _selection.Key(record, entry.By), s_order)
            .Select(group => (group.Key, Records: group.ToList()))
            .Select(group => (group.Key, group.Records, Values: ReferenceMeasures.Values(entry, group.Records, _selection)))
            .ToList();
        var ordered = Ordered(entry, groups);
        var limit = Limit(entry);
        var shown = ordered.Take(limit).ToList();
        if (entry.LimitPer is { } per && !_query.WithoutLimits)
        {
            var position = entry.By.ToList().IndexOf(per.Key);
            var taken = new Dictionary<object?[], int>(s_order);
            shown = ordered.Where(group => (taken[[group.Key[position]]] = taken.GetValueOrDefault([group.Key[position]]) + 1) <= per.Limit).ToList();
        }
        var rows = shown.Select(group => Row(group.Key.Select(Json).Concat(group.Values.Select(ReferenceMeasures.Json)))).ToList();
        var hasOther = entry.Rest is not null && ordered.Count > limit;
        if (hasOther)
        {
            var rest = ordered.Skip(limit).SelectMany(group => group.Records).ToList();
            rows.Add(Row(entry.By.Select(_ => (JsonNode?)entry.Rest).Concat(ReferenceMeasures.Values(entry, rest, _selection).Select(ReferenceMeasures.Json))));
        }
        return Rows([.. entry.By, .. ReferenceMeasures.Columns(entry)], rows, hasOther);
    }

    private static List<(object?[] Key, List<ReferenceRecord> Records, double?[] Values)> Ordered(
        CatalogEntry entry, List<(object?[] Key, List<ReferenceRecord> Records, double?[] Values)> groups)
    {
        var measures = ReferenceMeasures.Columns(entry);
        var ordered = groups.OrderBy(_ => 0);
        foreach (var step in entry.Order)
        {
            var key = entry.By.ToList().IndexOf(step.Name);
            var measure = Array.IndexOf(measures, step.Name);
            ordered = (step.Name, step.Descending) switch
            {
                ("keys", false) => ordered.ThenBy(group => group.Key, s_order),
                ("keys", true) => ordered.ThenByDescending(group => group.Key, s_order),
                (_, false) when key >= 0 => ordered.ThenBy(group => group.Key[key], s_order),
                (_, true) when key >= 0 => ordered.ThenByDescending(group => group.Key[key], s_order),
                (_, false) => ordered.ThenBy(group => group.Values[measure]),
                (_, true) => ordered.ThenByDescending(group => group.Values[measure]),
            };
        }
        return ordered.ThenBy(group => group.Key, s_order).ToList();
    }

    private int Limit(CatalogEntry entry) => _query.WithoutLimits ? int.MaxValue : entry.Limit ?? int.MaxValue;

    private static JsonObject Rows(string[] columns, IEnumerable<JsonArray> rows, bool hasOther) => new()
    {
        ["columns"] = Row(columns.Select(column => (JsonNode?)column)),
        ["rows"] = new JsonArray(rows.ToArray<JsonNode?>()),
        ["otherRow"] = hasOther,
    };

    internal static JsonArray Row(IEnumerable<JsonNode?> values) => new(values.ToArray());

    internal static JsonNode? Json(object? value) => value switch
    {
        null => null,
        string text => JsonValue.Create(text),
        long number => JsonValue.Create(number),
        _ => JsonValue.Create(Convert.ToDouble(value, null)),
    };

    private static long Ceiling(long time, long width) => ReferenceRetention.Floor(time + width - 1, width);
}
