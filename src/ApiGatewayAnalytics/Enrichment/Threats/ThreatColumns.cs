using System.Text;

namespace ApiGatewayAnalytics.Enrichment.Threats;

/// <summary>Which columns of a CSV file hold what; -1 where none does.</summary>
/// <param name="Separator">What separates cells: a comma, a semicolon or a tabulator.</param>
/// <param name="Indicator">The addresses and networks.</param>
/// <param name="Type">The kind of threat.</param>
/// <param name="Actor">Who is behind it.</param>
/// <param name="Confidence">How sure the list is.</param>
internal sealed record ThreatColumns(byte Separator, int Indicator, int Type, int Actor, int Confidence)
{
    private const int MostColumns = 256;

    // By preference: a file with several of these names means the first.
    private static readonly string[] s_indicators =
        ["indicator", "iocvalue", "ioc", "ipaddress", "ip", "address", "sourceip", "srcip", "dstip", "cidr", "network", "subnet", "prefix", "value"];

    private static readonly string[] s_types = ["threattype", "threat", "category", "classification", "indicatortypes", "type"];
    private static readonly string[] s_actors = ["actor", "threatactor", "adversary", "group", "intrusionset"];
    private static readonly string[] s_confidences = ["confidence", "confidencelevel", "confidencescore", "score"];

    /// <summary>The columns that a header names; null where the line is none.</summary>
    public static ThreatColumns? Find(ReadOnlySpan<byte> header)
    {
        int separator = header.IndexOfAny(",;\t"u8);
        byte character = separator < 0 ? (byte)',' : header[separator];
        var names = new List<string>();
        while (!header.IsEmpty && names.Count < MostColumns)
        {
            names.Add(Normalize(NextCell(ref header, character)));
        }

        int indicator = IndexOf(names, s_indicators);
        return indicator < 0 ? null
            : new ThreatColumns(character, indicator, IndexOf(names, s_types), IndexOf(names, s_actors), IndexOf(names, s_confidences));
    }

    /// <summary>Takes a cell off the line, without the quotes and spaces around it; quotes within it stay doubled.</summary>
    public static ReadOnlySpan<byte> NextCell(scoped ref ReadOnlySpan<byte> line, byte separator)
    {
        line = line.TrimStart((byte)' ');
        ReadOnlySpan<byte> cell;
        int end;
        if (!line.IsEmpty && line[0] == '"')
        {
            int close = 1;
            while (close < line.Length && (line[close] != '"' || (close + 1 < line.Length && line[close + 1] == '"')))
            {
                close += line[close] == '"' ? 2 : 1;
            }

            cell = line[1..Math.Min(close, line.Length)];
            line = line[Math.Min(close, line.Length)..];
            end = line.IndexOf(separator);
        }
        else
        {
            end = line.IndexOf(separator);
            cell = end < 0 ? line : line[..end];
        }

        line = end < 0 ? default : line[(end + 1)..];
        return cell.Trim((byte)' ');
    }

    private static int IndexOf(List<string> names, string[] wanted) =>
        wanted.Select(name => names.IndexOf(name)).FirstOrDefault(index => index >= 0, -1);

    /// <summary><c>Threat Type</c>, <c>threat_type</c> and <c>threatType</c> are the same.</summary>
    private static string Normalize(ReadOnlySpan<byte> name) =>
        string.Concat(Encoding.UTF8.GetString(name).Where(char.IsAsciiLetterOrDigit).Select(char.ToLowerInvariant));
}
