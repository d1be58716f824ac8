namespace ApiGatewayAnalytics.Enrichment;

/// <summary>Shortens UTF-8 text between two characters.</summary>
internal static class Utf8Cut
{
    /// <summary>How many bytes of <paramref name="text"/> are at most <paramref name="most"/> and end with a whole character.</summary>
    public static int Length(ReadOnlySpan<byte> text, int most)
    {
        if (text.Length <= most)
        {
            return text.Length;
        }

        int length = most;
        while (length > most - 4 && length > 0 && (text[length] & 0xC0) == 0x80)
        {
            length--;
        }

        return length;
    }
}
