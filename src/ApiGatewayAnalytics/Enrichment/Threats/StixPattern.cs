using System.Buffers;
using System.Text;

namespace ApiGatewayAnalytics.Enrichment.Threats;

/// <summary>
/// Reads the addresses out of a STIX pattern that any one of them fulfils: comparisons of <c>ipv4-addr:value</c> and <c>ipv6-addr:value</c>
/// by <c>=</c>, <c>ISSUBSET</c> and <c>IN</c>, joined by <c>OR</c>. Comparisons of other things beside them are passed over. A pattern that
/// asks for more than an address (<c>AND</c>, <c>NOT</c>, order or time) says nothing about the address alone and gives none.
/// Linear, without recursion. Grammar: https://docs.oasis-open.org/cti/stix/v2.1/.
/// </summary>
internal static class StixPattern
{
    private static readonly SearchValues<char> s_wordEnds = SearchValues.Create(" \t\r\n[]()'=<>!,");

    private static readonly string[] s_furtherDemands = ["AND", "NOT", "FOLLOWEDBY", "WITHIN", "REPEATS", "START"];

    /// <summary>Fills <paramref name="networks"/>; false where what is compared with an address is none.</summary>
    public static bool TryRead(ReadOnlySpan<char> pattern, List<(InternetAddress Network, int Prefix)> networks)
    {
        networks.Clear();
        bool isAddress = false;
        bool isListed = false;
        while (!pattern.IsEmpty)
        {
            char first = pattern[0];
            if (first == '\'')
            {
                string literal = TakeLiteral(ref pattern);
                if (isAddress && isListed)
                {
                    if (!InternetAddress.TryParseNetwork(Encoding.UTF8.GetBytes(literal), out InternetAddress network, out int prefix))
                    {
                        return false;
                    }

                    networks.Add((network, prefix));
                }
            }
            else if (first is '=' or '<' or '>' or '!')
            {
                int length = pattern.IndexOfAnyExcept("=<>!");
                ReadOnlySpan<char> comparison = length < 0 ? pattern : pattern[..length];
                isListed = comparison is "=" or "==";
                pattern = pattern[comparison.Length..];
            }
            else if (s_wordEnds.Contains(first))
            {
                pattern = pattern[1..];
            }
            else
            {
                int length = pattern.IndexOfAny(s_wordEnds);
                ReadOnlySpan<char> word = length < 0 ? pattern : pattern[..length];
                pattern = pattern[word.Length..];
                if (IsOneOf(word, s_furtherDemands))
                {
                    networks.Clear();
                    return true;
                }

                isAddress = word.Contains(':') ? word is "ipv4-addr:value" or "ipv6-addr:value" : isAddress && word is not "OR";
                isListed = word is "ISSUBSET" or "IN";
            }
        }

        return true;
    }

    private static bool IsOneOf(ReadOnlySpan<char> word, string[] words)
    {
        foreach (string one in words)
        {
            if (word.SequenceEqual(one))
            {
                return true;
            }
        }

        return false;
    }

    /// <summary>Takes a literal in quotes, in which a backslash stands before a quote or a backslash.</summary>
    private static string TakeLiteral(ref ReadOnlySpan<char> pattern)
    {
        var text = new StringBuilder();
        int at = 1;
        while (at < pattern.Length && pattern[at] != '\'')
        {
            at += pattern[at] == '\\' && at + 1 < pattern.Length ? 1 : 0;
            text.Append(pattern[at++]);
        }

        pattern = pattern[Math.Min(at + 1, pattern.Length)..];
        return text.ToString();
    }
}
