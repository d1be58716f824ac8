using ApiGatewayAnalytics.Monitoring;

namespace ApiGatewayAnalytics.Query;

/// <summary>
/// What monitors said of stretches of minutes that are over, with what it was judged by: where that is still the same, it need not be judged
/// again. What was not asked for longest goes when the memory is used up. Not thread-safe.
/// </summary>
internal sealed class JudgementCache
{
    private readonly Dictionary<(string Filters, MinuteRange Ends), Entry> _entries = [];
    private long _uses;

    /// <summary>The memory of what is remembered.</summary>
    public long Bytes { get; private set; }

    /// <summary>The most memory that may be used.</summary>
    public long Limit { get; set; }

    /// <summary>What was said; null where it was not, or may not be the same any more.</summary>
    /// <param name="filters">The filters of the question.</param>
    /// <param name="ends">The ends of the minutes.</param>
    /// <param name="basis">What it would be judged by now.</param>
    public JudgedMinutes? Find(string filters, MinuteRange ends, JudgementBasis basis)
    {
        if (!_entries.TryGetValue((filters, ends), out Entry? entry) || !entry.Basis.IsSame(basis))
        {
            return null;
        }

        entry.LastUse = ++_uses;
        return entry.Judged;
    }

    /// <summary>Remembers what was judged.</summary>
    public void Add(string filters, JudgedMinutes judged, JudgementBasis basis)
    {
        (string, MinuteRange) key = (filters, judged.Ends);
        Remove(key);
        var entry = new Entry(judged, basis) { LastUse = ++_uses };
        _entries.Add(key, entry);
        Bytes += entry.Bytes;
        while (Bytes > Limit && _entries.Count > 0)
        {
            Remove(_entries.MinBy(known => known.Value.LastUse).Key);
        }
    }

    /// <summary>Forgets everything.</summary>
    public void Clear()
    {
        _entries.Clear();
        Bytes = 0;
    }

    private void Remove((string Filters, MinuteRange Ends) key)
    {
        if (_entries.Remove(key, out Entry? entry))
        {
            Bytes -= entry.Bytes;
        }
    }

    private sealed class Entry(JudgedMinutes judged, JudgementBasis basis)
    {
        public JudgedMinutes Judged => judged;

        public JudgementBasis Basis => basis;

        public long Bytes { get; } = judged.Bytes + basis.Bytes;

        public long LastUse { get; set; }
    }
}
