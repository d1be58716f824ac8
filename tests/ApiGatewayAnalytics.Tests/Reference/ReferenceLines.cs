using System.Text.RegularExpressions;

namespace ApiGatewayAnalytics.Tests.Reference;

/// <summary>
/// The console's layouts that are not JSON, and the "key: value" text of the Serverless Framework. Columns come out under canonical
/// names, members of XML and text under the customer's. Null where no layout fits.
/// </summary>
internal static partial class ReferenceLines
{
    public static List<KeyValuePair<string, string?>>? Read(string line) => Xml(line) ?? Clf(line) ?? Csv(line) ?? KeyValueText(line);

    private static List<KeyValuePair<string, string?>>? Xml(string line) => XmlLine().Match(line) is not { Success: true } match
        ? null
        : XmlMember().Matches(match.Groups["body"].Value)
            .Select(member => Pair(member.Groups["name"].Value, member.Groups["value"].Value))
            .Prepend(Pair("requestId", match.Groups["id"].Value))
            .ToList();

    private static List<KeyValuePair<string, string?>>? Clf(string line)
    {
        if (ClfLine().Match(line) is not { Success: true } match)
            return null;
        var words = match.Groups["request"].Value.Split(' ');
        var target = words.Length < 3 ? "" : string.Join(' ', words[1..^1]);
        var isRoute = target.Contains(' ') || target.StartsWith('$');
        List<KeyValuePair<string, string?>> pairs =
        [
            Pair("identity.sourceIp", match.Groups["ip"].Value),
            Pair("identity.caller", match.Groups["caller"].Value),
            Pair("identity.user", match.Groups["user"].Value),
            Pair("requestTime", match.Groups["time"].Value),
            Pair("httpMethod", words[0]),
            Pair(isRoute ? "routeKey" : "resourcePath", target),
            Pair("protocol", words[^1]),
            Pair("status", match.Groups["status"].Value),
            Pair("responseLength", match.Groups["length"].Value),
            Pair("requestId", match.Groups["id"].Value),
        ];
        if (!isRoute && match.Groups["extended"].Success)
            pairs.Add(Pair("extendedRequestId", match.Groups["extended"].Value));
        return pairs;
    }

    private static List<KeyValuePair<string, string?>>? Csv(string line)
    {
        var match = RestCsvLine().Match(line) is { Success: true } rest ? rest : HttpCsvLine().Match(line);
        if (!match.Success)
            return null;
        string[] columns = ["identitySourceIp", "identityCaller", "identityUser", "requestTime", "httpMethod", "resourcePath", "routeKey", "protocol", "status", "responseLength", "requestId", "extendedRequestId"];
        return columns.Where(column => match.Groups[column].Success)
            .Select(column => Pair(column, match.Groups[column].Value))
            .ToList();
    }

    private static List<KeyValuePair<string, string?>>? KeyValueText(string line)
    {
        if (!TextLine().IsMatch(line))
            return null;
        return TextMember().Matches(line).Select(member => Pair(member.Groups["name"].Value, member.Groups["value"].Value)).ToList();
    }

    private static KeyValuePair<string, string?> Pair(string name, string value) => new(name, value);

    [GeneratedRegex("""^<request id=["'](?<id>[^"']*)["']>(?<body>.*)</request>\s*\z""")]
    private static partial Regex XmlLine();

    [GeneratedRegex("""<(?<name>\w+)>(?<value>.*?)</\k<name>>""")]
    private static partial Regex XmlMember();

    [GeneratedRegex("""^(?<ip>\S+) (?<caller>\S+) (?<user>\S+) \[(?<time>[^\]]*)\] ?"(?<request>.*?)" (?<status>[0-9]{3}|-) (?<length>\S+) (?<id>\S+)(?: (?<extended>\S+))?""")]
    private static partial Regex ClfLine();

    [GeneratedRegex("""^(?<identitySourceIp>[^,]*),(?<identityCaller>[^,]*),(?<identityUser>[^,]*),(?<requestTime>[0-9]{1,2}/[A-Z][a-z]{2}/[0-9]{4}:[^,]*|-),(?<httpMethod>[^,]*),(?<resourcePath>.*),(?<protocol>[^,]*),(?<status>[0-9]{3}|-),(?<responseLength>[0-9]+|-),(?<requestId>[^,]*?)(?:,(?<extendedRequestId>[^,]*))?\s*\z""")]
    private static partial Regex RestCsvLine();

    [GeneratedRegex("""^(?<identitySourceIp>[^,]*),(?<requestTime>[0-9]{1,2}/[A-Z][a-z]{2}/[0-9]{4}:[^,]*),(?<httpMethod>[^,]*),(?<routeKey>.*),(?<protocol>[^,]*),(?<status>[0-9]{3}|-),(?<responseLength>[0-9]+|-),(?<requestId>[^,]*)\s*\z""")]
    private static partial Regex HttpCsvLine();

    [GeneratedRegex("""^\w+: .*?, \w+: """)]
    private static partial Regex TextLine();

    [GeneratedRegex("""(?:^|, )(?<name>[A-Za-z]\w*): (?<value>.*?)(?=, [A-Za-z]\w*: |\s*\z)""")]
    private static partial Regex TextMember();
}
