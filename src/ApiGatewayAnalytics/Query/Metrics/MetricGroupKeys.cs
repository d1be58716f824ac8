using System.Collections.Immutable;
using System.Runtime.InteropServices;
using System.Text;
using ApiGatewayAnalytics.Aggregation;
using ApiGatewayAnalytics.CloudWatchMetrics;

namespace ApiGatewayAnalytics.Query;

/// <summary>The keys that panels of one question group by, and their groups: numbered once for all panels that group alike.</summary>
/// <param name="keys">The numbers of <see cref="MetricKeys"/>.</param>
internal sealed class MetricGroupKeys(ImmutableArray<int> keys)
{
    private readonly KeyDictionary _texts = new();
    private readonly TupleTable _groups = new(keys.Length, Math.Max(0, keys.Length - 1));
    private readonly List<string?> _strings = [];
    private readonly List<ImmutableArray<string?>> _keyTexts = [];
    private int[] _ranks = [];

    /// <summary>The numbers of <see cref="MetricKeys"/>.</summary>
    public ImmutableArray<int> Keys => keys;

    /// <summary>One more than the number of groups, which are numbered from 1 on.</summary>
    public int End => _groups.Count;

    public int NumberOf(ReadOnlySpan<byte> text) => _texts.GetOrAdd(text);

    public int GroupOf(ReadOnlySpan<int> texts) => _groups.GetOrAdd(texts);

    /// <summary>The texts of a group's keys; null where one is absent.</summary>
    public ImmutableArray<string?> TextsOf(int group)
    {
        while (_keyTexts.Count <= group)
        {
            _keyTexts.Add(default);
        }

        if (_keyTexts[group].IsDefault)
        {
            var texts = new string?[keys.Length];
            for (int column = 0; column < texts.Length; column++)
            {
                texts[column] = TextOf(_groups[group][column]);
            }

            _keyTexts[group] = ImmutableCollectionsMarshal.AsImmutableArray(texts);
        }

        return _keyTexts[group];
    }

    /// <summary>The place of a group in the order of all keys from left to right: absent first, then by the bytes of the text.</summary>
    public int RankOf(int group)
    {
        if (_ranks.Length != End)
        {
            int[] groups = [.. Enumerable.Range(0, End)];
            groups.AsSpan(TupleTable.Other + 1).Sort(CompareKeys);
            _ranks = new int[End];
            for (int rank = 0; rank < groups.Length; rank++)
            {
                _ranks[groups[rank]] = rank;
            }
        }

        return _ranks[group];
    }

    /// <summary>Orders two groups by one key.</summary>
    public int CompareKeys(int x, int y, int column)
    {
        (int a, int b) = (_groups[x][column], _groups[y][column]);
        return a == b ? 0 : _texts[a].SequenceCompareTo(_texts[b]);
    }

    private int CompareKeys(int x, int y)
    {
        for (int column = 0; column < keys.Length; column++)
        {
            int order = CompareKeys(x, y, column);
            if (order != 0)
            {
                return order;
            }
        }

        return 0;
    }

    private string? TextOf(int text)
    {
        while (_strings.Count <= text)
        {
            _strings.Add(null);
        }

        return text == KeyDictionary.Absent ? null : _strings[text] ??= Encoding.UTF8.GetString(_texts[text]);
    }
}
