using System.Globalization;
using System.Text.Json.Nodes;
using System.Text.RegularExpressions;
using Xunit.Sdk;

namespace ApiGatewayAnalytics.Tests.Reference;

/// <summary>
/// Compares answers to a panel. Everything must be equal, property order and the wording of <c>reason</c> aside, but percentiles
/// (exact below 128, else 1 %), means (1e-9) and the stated <c>relativeError</c> (anything up to 1 %).
/// </summary>
internal static partial class PanelAssert
{
    private const double MeanTolerance = 1e-9;
    private const double PercentileTolerance = 0.01;
    private const int ExactBelow = 128;

    private static readonly JsonArray s_none = [];

    public static void Equal(JsonNode expected, JsonNode actual)
    {
        var panel = Id(expected);
        (expected, actual) = (Parsed(expected), Parsed(actual));
        if (FirstDifference(expected, actual) is { } difference)
            throw Failure(panel, difference.Path, difference.Expected, difference.Actual);
    }

    /// <summary>Compares lists of panels, for example a dashboard's, in order.</summary>
    public static void Equal(IEnumerable<JsonNode> expected, IEnumerable<JsonNode> actual)
    {
        var (all, others) = (expected.ToList(), actual.ToList());
        Assert.Equal(all.Select(Id), others.Select(Id));
        foreach (var (one, other) in all.Zip(others))
            Equal(one, other);
    }

    /// <summary>
    /// Holds an answer against the guarantee for bounded states: true &lt;= shown &lt;= true + maxError for each key shown, every key
    /// heavier than total / <paramref name="bound"/> is there (unless a limit is filled with keys as heavy), and what is shown plus
    /// otherCount is the exact total.
    /// </summary>
    /// <param name="unlimited">The exact answer with <see cref="ReferenceQuery.WithoutLimits"/>.</param>
    /// <param name="actual">The answer to check.</param>
    /// <param name="bound">The number of keys that the state may hold.</param>
    /// <param name="limit">The panel's limit, null where it has none.</param>
    public static void Guarantee(JsonNode unlimited, JsonNode actual, long bound, int? limit = null)
    {
        var panel = Id(unlimited);
        (unlimited, actual) = (Parsed(unlimited), Parsed(actual));
        var isExact = (bool)actual["exact"]!;
        var maxError = isExact ? 0 : (long?)actual["maxError"] ?? throw Failure(panel, "maxError", "a number", "none");
        var truth = PanelCounts.Of(unlimited);
        var shown = PanelCounts.Of(actual);
        foreach (var (key, count) in shown.Counts)
        {
            var exact = truth.Counts.GetValueOrDefault(key);
            if (count < exact || count > exact + maxError)
                throw Failure(panel, key, $"{exact} to {exact + maxError}", Show(count));
        }

        var total = truth.Counts.Values.Sum();
        if (truth.Other is not 0)
            throw Failure(panel, "(other)", "an unlimited reference", Show(truth.Other));
        var totals = truth.KeyTotals();
        var shownTotals = shown.KeyTotals();
        foreach (var (key, count) in totals.Where(item => (Int128)item.Value * bound > total && !shownTotals.ContainsKey(item.Key)))
        {
            if (shownTotals.Count != limit || shownTotals.Values.Min() < count)
                throw Failure(panel, key, $"present: {count} of {total} with a bound of {bound}", "absent");
        }
        if (!isExact)
        {
            var other = (long?)actual["otherCount"] ?? throw Failure(panel, "otherCount", "a number", "none");
            if (shown.Counts.Values.Sum() + other != total)
                throw Failure(panel, "otherCount", Show(total - shown.Counts.Values.Sum()), Show(other));
        }
    }

    private static (string Path, string Expected, string Actual)? FirstDifference(JsonNode expected, JsonNode actual)
    {
        var differences = new List<(string, string, string)>();
        Compare("", expected, actual, 0, differences);
        return differences.Count == 0 ? null : differences[0];
    }

    private static void Compare(string path, JsonNode? expected, JsonNode? actual, double tolerance, List<(string, string, string)> differences)
    {
        if (differences.Count > 0)
            return;
        switch (expected, actual)
        {
            case (JsonObject a, JsonObject b):
                CompareObjects(path, a, b, differences);
                break;
            case (JsonArray a, JsonArray b):
                for (var i = 0; i < Math.Min(a.Count, b.Count); i++)
                    Compare($"{path}[{i}]", a[i], b[i], tolerance, differences);
                if (a.Count != b.Count && differences.Count == 0)
                    differences.Add(($"{path}.length", $"{a.Count}, first missing {Show(a.ElementAtOrDefault(b.Count))}", $"{b.Count}, first extra {Show(b.ElementAtOrDefault(a.Count))}"));
                break;
            default:
                if (!AreEqual(expected, actual, tolerance))
                    differences.Add((path, Show(expected), Show(actual)));
                break;
        }
    }

    private static void CompareObjects(string path, JsonObject expected, JsonObject actual, List<(string, string, string)> differences)
    {
        var prefix = path.Length == 0 ? "" : path + ".";
        foreach (var name in expected.Select(member => member.Key).Union(actual.Select(member => member.Key)))
        {
            var at = prefix + name;
            if (!expected.ContainsKey(name) || !actual.ContainsKey(name))
                differences.Add((at, expected.ContainsKey(name) ? Show(expected[name]) : "no such member", actual.ContainsKey(name) ? Show(actual[name]) : "no such member"));
            else if (name == "rows" && expected["columns"] is JsonArray columns && expected[name] is JsonArray rows && actual[name] is JsonArray others)
                CompareRows(at, columns, rows, others, differences);
            else if (name == "points" && expected["key"] is JsonArray key)
                Compare(at, expected[name], actual[name], Tolerance(Show(key.LastOrDefault()).Trim('"'), MeanTolerance), differences);
            else if (name == "relativeError")
            {
                if (actual[name] is not JsonValue stated || stated.GetValueKind() != System.Text.Json.JsonValueKind.Number || Number(stated) is not (> 0 and <= PercentileTolerance))
                    differences.Add((at, $"at most {PercentileTolerance}", Show(actual[name])));
            }
            else if (name != "reason" || expected[name] is not JsonValue || actual[name] is not JsonValue reason || ((string)reason!).Length == 0)
                Compare(at, expected[name], actual[name], name is "value" or "previous" ? MeanTolerance : 0, differences);
        }
    }

    private static void CompareRows(string path, JsonArray columns, JsonArray expected, JsonArray actual, List<(string, string, string)> differences)
    {
        for (var i = 0; i < Math.Min(expected.Count, actual.Count); i++)
        {
            var (row, other) = (expected[i] as JsonArray ?? s_none, actual[i] as JsonArray ?? s_none);
            for (var j = 0; j < Math.Max(row.Count, other.Count); j++)
            {
                var name = j < columns.Count ? (string)columns[j]! : "?";
                Compare($"{path}[{i}].{name}", row.ElementAtOrDefault(j), other.ElementAtOrDefault(j), Tolerance(name, 0), differences);
            }
        }
        if (expected.Count != actual.Count && differences.Count == 0)
            differences.Add(($"{path}.length", $"{expected.Count}, first missing {Show(expected.ElementAtOrDefault(actual.Count))}", $"{actual.Count}, first extra {Show(actual.ElementAtOrDefault(expected.Count))}"));
    }

    private static double Tolerance(string column, double otherwise) =>
        column == "mean" ? MeanTolerance : PercentileColumn().IsMatch(column) ? PercentileTolerance : otherwise;

    private static bool AreEqual(JsonNode? expected, JsonNode? actual, double tolerance)
    {
        if (JsonNode.DeepEquals(expected, actual))
            return true;
        if (expected is not JsonValue a || actual is not JsonValue b || a.GetValueKind() != System.Text.Json.JsonValueKind.Number || b.GetValueKind() != System.Text.Json.JsonValueKind.Number)
            return false;
        if (long.TryParse(Show(a), out var m) && long.TryParse(Show(b), out var n) && (tolerance != PercentileTolerance || m < ExactBelow))
            return m == n;
        var (x, y) = (Number(a), Number(b));
        var areWhole = x == Math.Floor(x) && y == Math.Floor(y);
        return x == y || tolerance switch
        {
            0 => false,
            PercentileTolerance => x >= ExactBelow && Math.Abs(x - y) <= PercentileTolerance * x,
            _ => !areWhole && Math.Abs(x - y) <= tolerance * Math.Abs(x),
        };
    }

    private static double Number(JsonValue value) => double.Parse(value.ToJsonString(), CultureInfo.InvariantCulture);

    /// <summary>As a reader sees it: numbers that were made from different types are alike.</summary>
    private static JsonNode Parsed(JsonNode node) => JsonNode.Parse(node.ToJsonString())!;

    private static string Id(JsonNode panel) => (string?)panel["id"] ?? "(no id)";

    private static string Show(JsonNode? node) => node?.ToJsonString() ?? "null";

    private static string Show(long value) => value.ToString(CultureInfo.InvariantCulture);

    private static XunitException Failure(string panel, string path, string expected, string actual) =>
        new($"{panel}: {path}{Environment.NewLine}expected: {expected}{Environment.NewLine}actual:   {actual}");

    [GeneratedRegex(@"^p[0-9]+\z")]
    private static partial Regex PercentileColumn();
}
