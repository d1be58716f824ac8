namespace ApiGatewayAnalytics.Query;

/// <summary>The order of keys: absent first, then by the bytes of their UTF-8.</summary>
internal static class Utf8Order
{
    /// <summary>Compares two texts as their bytes would be, without encoding them.</summary>
    public static int Compare(string? a, string? b)
    {
        if (a is null || b is null)
        {
            return (a is not null).CompareTo(b is not null);
        }

        int same = a.AsSpan().CommonPrefixLength(b);
        return same == a.Length || same == b.Length ? a.Length.CompareTo(b.Length) : Rank(a[same]).CompareTo(Rank(b[same]));
    }

    /// <summary>Surrogates stand for what comes behind all other characters, but are less than the last of these.</summary>
    private static int Rank(char c) => char.IsSurrogate(c) ? c + 0x10000 : c;
}
