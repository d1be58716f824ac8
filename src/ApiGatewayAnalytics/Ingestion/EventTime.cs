using System.Buffers.Text;
using System.Globalization;

namespace ApiGatewayAnalytics.Ingestion;

/// <summary>The time of an event where an envelope gives it as text: an epoch in milliseconds or ISO 8601.</summary>
internal static class EventTime
{
    private const int LongestText = 40;

    /// <summary>Milliseconds since 1970, or -1.</summary>
    public static long Parse(ReadOnlySpan<byte> text)
    {
        if (Utf8Parser.TryParse(text, out long epoch, out int used) && used == text.Length)
            return Math.Max(epoch, -1);
        if (text.Length is 0 or > LongestText)
            return -1;
        Span<char> characters = stackalloc char[LongestText];
        for (int i = 0; i < text.Length; i++)
            characters[i] = (char)text[i];
        return DateTimeOffset.TryParse(
            characters[..text.Length], CultureInfo.InvariantCulture, DateTimeStyles.AssumeUniversal, out DateTimeOffset time)
            ? Math.Max(time.ToUnixTimeMilliseconds(), -1)
            : -1;
    }
}
