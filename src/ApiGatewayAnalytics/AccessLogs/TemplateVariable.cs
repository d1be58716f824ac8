namespace ApiGatewayAnalytics.AccessLogs;

/// <summary>The variables in the text of a template: <c>$context.</c> followed by letters, digits, <c>_</c> and <c>.</c>.</summary>
internal static class TemplateVariable
{
    public const string Prefix = "$context.";

    /// <summary>Reads the variable at <paramref name="start"/>, without its prefix.</summary>
    public static bool TryRead(string template, int start, out string variable, out int length)
    {
        variable = "";
        length = 0;
        if (string.CompareOrdinal(template, start, Prefix, 0, Prefix.Length) != 0)
        {
            return false;
        }

        int end = start + Prefix.Length;
        while (end < template.Length && (char.IsAsciiLetterOrDigit(template[end]) || template[end] is '_' or '.'))
        {
            end++;
        }

        // A dot at the end of a sentence is text.
        while (template[end - 1] == '.' && end > start + Prefix.Length)
        {
            end--;
        }

        variable = template[(start + Prefix.Length)..end];
        length = end - start;
        return variable.Length > 0;
    }
}
