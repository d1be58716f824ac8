using System.Text;

namespace ApiGatewayAnalytics.AccessLogs;

/// <summary>The spelling of keys: what customers write in many styles is compared in one.</summary>
internal static class KeyName
{
    private const string VariablePrefix = "$context.";

    /// <summary>Lower case without <c>_</c>, <c>-</c> and <c>.</c>, and without a leading <c>$context.</c>.</summary>
    public static string Normalize(string key)
    {
        ReadOnlySpan<char> rest = key.AsSpan().Trim();
        if (rest.StartsWith(VariablePrefix, StringComparison.Ordinal))
        {
            rest = rest[VariablePrefix.Length..];
        }

        var normal = new StringBuilder(rest.Length);
        foreach (char c in rest)
        {
            if (c is not ('_' or '-' or '.'))
            {
                normal.Append(char.ToLowerInvariant(c));
            }
        }

        return normal.ToString();
    }

    /// <summary>
    /// The key with every separator spelled <c>.</c>, in lower case: <c>integration_status</c> and nested
    /// <c>integration:{status}</c> name the variable <c>integration.status</c> exactly, <c>integrationStatus</c> does not.
    /// </summary>
    public static string Dotted(string key) => key.Replace('_', '.').Replace('-', '.').ToLowerInvariant();
}
