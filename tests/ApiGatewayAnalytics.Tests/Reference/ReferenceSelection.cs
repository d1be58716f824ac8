using System.Text;
using System.Text.RegularExpressions;

namespace ApiGatewayAnalytics.Tests.Reference;

/// <summary>Fields as panels see them (names, places), filters on identity, and the tests of <c>where</c>.</summary>
internal sealed class ReferenceSelection(ReferenceQuery query)
{
    private const int LongestKey = 1024;

    private static readonly string[] s_filters = ["account", "region", "apiName", "apiId", "stage"];

    private readonly (string Field, string Pattern)[] _filters = query.Filters
        .Select(filter => s_filters.Contains(filter.Key) ? (filter.Key, filter.Value) : throw new ArgumentException($"No filter is called '{filter.Key}'."))
        .ToArray();

    private readonly Dictionary<string, Regex> _patterns = query.Filters.Values.Distinct().ToDictionary(
        pattern => pattern,
        pattern => new Regex("^" + Regex.Escape(pattern).Replace("\\*", ".*") + "\\z", RegexOptions.IgnoreCase | RegexOptions.CultureInvariant | RegexOptions.Singleline));

    private readonly Dictionary<string, ReferencePlace?> _places = [];

    public bool PassesFilters(ReferenceRecord record) => _filters.All(filter =>
        filter.Pattern == "*" || (Value(record, filter.Field) is string value && _patterns[filter.Pattern].IsMatch(value)));

    public bool Passes(ReferenceRecord record, IReadOnlyList<CatalogTest> where) => where.All(test => test.Test switch
    {
        "present" => Value(record, test.Field!) is not null,
        "absent" => Value(record, test.Field!) is null,
        "equals" => Value(record, test.Field!) switch
        {
            string text => text == test.Value,
            long number => number.ToString(System.Globalization.CultureInfo.InvariantCulture) == test.Value,
            _ => false,
        },
        "failed" => Value(record, test.Field!) is string status && !status.StartsWith('2'),
        "blocked-by-waf" => IsBlockedByWaf(record),
        "located" => Place(record) is not null,
        "threat-high" => Threat(record) is { IsHigh: true },
        _ => throw new NotSupportedException(test.Test),
    });

    /// <summary>A string, a number, or null where absent.</summary>
    public object? Value(ReferenceRecord record, string field) => field switch
    {
        "apiName" => record.Text("apiId") is { } id ? query.ApiNames.GetValueOrDefault(id, id) : null,
        "time" => Format(record.Time),
        "country" => Place(record)?.Country,
        "latitude" => Place(record)?.Latitude,
        "longitude" => Place(record)?.Longitude,
        "threatType" => Threat(record)?.Type,
        "actor" => Threat(record)?.Actor,
        "confidence" => Threat(record)?.Confidence,
        _ => record[field],
    };

    /// <summary>The key of a group. Texts over <see cref="LongestKey"/> bytes are cut at a character.</summary>
    public object?[] Key(ReferenceRecord record, IReadOnlyList<string> by) =>
        by.Select(field => Value(record, field) is var value && value is string text ? Cut(text) : value).ToArray();

    public static string Format(long time) =>
        DateTimeOffset.FromUnixTimeMilliseconds(time).ToString("yyyy-MM-dd'T'HH:mm:ss.fff'Z'", System.Globalization.CultureInfo.InvariantCulture);

    private static string Cut(string text)
    {
        if (text.Length <= LongestKey / 3 || Encoding.UTF8.GetByteCount(text) <= LongestKey)
            return text;
        var (bytes, length) = (0, 0);
        foreach (var rune in text.EnumerateRunes())
        {
            if ((bytes += rune.Utf8SequenceLength) > LongestKey)
                break;
            length += rune.Utf16SequenceLength;
        }
        return text[..length];
    }

    private static bool IsBlockedByWaf(ReferenceRecord record) => record.Text("wafResponseCode") is { } code
        ? code == "WAF_BLOCK"
        : record.Text("errorResponseType") == "WAF_FILTERED" || record.Text("wafStatus") == "403";

    private ReferencePlace? Place(ReferenceRecord record)
    {
        if (query.Locate is null || Address(record) is not { } address)
            return null;
        if (!_places.TryGetValue(address, out var place))
            _places.Add(address, place = query.Locate(address));
        return place;
    }

    private ReferenceThreat? Threat(ReferenceRecord record) => Address(record) is { } address ? query.Judge?.Invoke(address) : null;

    private static string? Address(ReferenceRecord record) => record.Text("identitySourceIp") ?? record.Text("sourceIPAddress");
}
