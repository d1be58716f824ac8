using System.Text.RegularExpressions;

namespace ApiGatewayAnalytics.Tests.Reference;

/// <summary>
/// Repairs what API Gateway itself breaks in a line of JSON, one pattern per case: doubled braces, doubled quotes, quotes inside a
/// value (it ends where the next key or the record's end follows), values without quotes (absent).
/// </summary>
internal static partial class ReferenceRepair
{
    public static string Apply(string line)
    {
        if (line.StartsWith("{{", StringComparison.Ordinal) && line.EndsWith("}}", StringComparison.Ordinal))
            line = line[1..^1];
        line = DoubledQuotes().Replace(line, "$1\"$2\"");
        line = Member().Replace(line, member => $"{member.Groups[1].Value}\"{EscapeOrQuote().Replace(member.Groups[2].Value, part => part.Value == "\"" ? "\\\"" : part.Value)}\"");
        return StringOrBareValue().Replace(line, token => token.Value[0] == '"' ? token.Value : "null");
    }

    [GeneratedRegex("""(:\s*)""(?!\s*[,}])(.*?)""(?=\s*[,}])""")]
    private static partial Regex DoubledQuotes();

    [GeneratedRegex("""("[^"\\]+"\s*:\s*)"(.*?)"(?=\s*\}*\s*(?:,\s*"[^"]+"\s*:|\z))""")]
    private static partial Regex Member();

    [GeneratedRegex("""\\.|(?:")""")]
    private static partial Regex EscapeOrQuote();

    [GeneratedRegex("""(?:"(?:[^"\\]|\\.)*")|(?<=:\s*)(?!(?:true|false|null|-?[0-9][0-9.eE+-]*)\s*[,}\]])[^"\s{\[,}\]][^,}\]"]*""")]
    private static partial Regex StringOrBareValue();
}
