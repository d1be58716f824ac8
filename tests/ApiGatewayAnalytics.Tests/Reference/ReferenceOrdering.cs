using System.Text;

namespace ApiGatewayAnalytics.Tests.Reference;

/// <summary>
/// The total order of keys and columns: null first, numbers by value, texts ordinally in UTF-8, which is by code point and so not
/// the order of UTF-16.
/// </summary>
internal sealed class ReferenceOrdering : IComparer<object?>, IComparer<object?[]>, IEqualityComparer<object?[]>
{
    public static ReferenceOrdering Instance { get; } = new();

    public int Compare(object? x, object? y) => (x, y) switch
    {
        (null, null) => 0,
        (null, _) => -1,
        (_, null) => 1,
        (string a, string b) => Compare(a, b),
        (long a, long b) => a.CompareTo(b),
        _ => Convert.ToDouble(x, null).CompareTo(Convert.ToDouble(y, null)),
    };

    public int Compare(object?[]? x, object?[]? y)
    {
        for (var i = 0; i < x!.Length; i++)
        {
            if (Compare(x[i], y![i]) is var order and not 0)
                return order;
        }
        return 0;
    }

    public bool Equals(object?[]? x, object?[]? y) => x!.AsSpan().SequenceEqual(y);

    public int GetHashCode(object?[] obj)
    {
        var hash = new HashCode();
        foreach (var item in obj)
            hash.Add(item);
        return hash.ToHashCode();
    }

    private static int Compare(string a, string b)
    {
        var same = a.AsSpan().CommonPrefixLength(b);
        if (same == a.Length || same == b.Length)
            return a.Length.CompareTo(b.Length);
        return a[same] < '\uD800' && b[same] < '\uD800'
            ? a[same].CompareTo(b[same])
            : Encoding.UTF8.GetBytes(a).AsSpan().SequenceCompareTo(Encoding.UTF8.GetBytes(b));
    }
}
