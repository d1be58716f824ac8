using System.Runtime.InteropServices;
using System.Text;
using ApiGatewayAnalytics.Aggregation;
using ApiGatewayAnalytics.CloudWatchMetrics;
using ApiGatewayAnalytics.Panels;
using ApiGatewayAnalytics.Timeline;

namespace ApiGatewayAnalytics.Query;

/// <summary>The groups of one panel of metrics and what their datapoints add up to, by bucket. Used for one answer.</summary>
internal sealed class MetricGroups
{
    private readonly KeyDictionary _texts = new();
    private readonly TupleTable _groups;
    private readonly Dictionary<long, int> _cellNumbers = [];
    private readonly List<MetricCell> _cells = [];
    private readonly Dictionary<int, MetricPercentiles> _percentiles = [];

    /// <param name="panel">The panel.</param>
    /// <param name="startMinute">The start of the first bucket.</param>
    /// <param name="bucketMinutes">The width of a bucket.</param>
    public MetricGroups(PanelDefinition panel, long startMinute, int bucketMinutes)
    {
        Panel = panel;
        StartMinute = startMinute;
        BucketMinutes = bucketMinutes;
        Keys = [.. (panel.Measure.Kind == MeasureKind.Distinct ? panel.Measure.Columns : panel.By).Select(field => MetricKeys.NumberOf(field.Name))];
        _groups = new TupleTable(Keys.Length, Math.Max(0, Keys.Length - 1));
    }

    public PanelDefinition Panel { get; }

    public long StartMinute { get; }

    public int BucketMinutes { get; }

    /// <summary>The numbers of <see cref="MetricKeys"/> that it groups by.</summary>
    public int[] Keys { get; }

    /// <summary>Whether datapoints of CloudWatch are in it.</summary>
    public bool HasMetrics { get; set; }

    /// <summary>Whether records of access logs are in it.</summary>
    public bool HasLogs { get; set; }

    public int Count => _groups.Count - 1;

    /// <summary>The groups from 1 on.</summary>
    public IEnumerable<int> All => Enumerable.Range(1, Count);

    public int NumberOf(ReadOnlySpan<byte> text) => _texts.GetOrAdd(text);

    public int GroupOf(ReadOnlySpan<int> texts) => _groups.GetOrAdd(texts);

    /// <summary>The text of a key; null where it is absent.</summary>
    public string? KeyText(int group, int column)
    {
        int text = _groups[group][column];
        return text == KeyDictionary.Absent ? null : Encoding.UTF8.GetString(_texts[text]);
    }

    /// <summary>Orders two groups by their keys from left to right: absent first, then by the bytes of the text.</summary>
    public int CompareKeys(int x, int y)
    {
        for (int column = 0; column < Keys.Length; column++)
        {
            int order = CompareKeys(x, y, column);
            if (order != 0)
            {
                return order;
            }
        }

        return 0;
    }

    public int CompareKeys(int x, int y, int column) => _texts[_groups[x][column]].SequenceCompareTo(_texts[_groups[y][column]]);

    /// <summary>Adds what happened from a minute on.</summary>
    /// <param name="group">Whose it is.</param>
    /// <param name="minute">When, shifted into the range.</param>
    /// <param name="metric">Which of the panel's metrics it is.</param>
    /// <param name="point">What happened.</param>
    public void Add(int group, long minute, int metric, MetricPoint point)
    {
        long bucket = (minute - StartMinute) / BucketMinutes;
        ref int number = ref CollectionsMarshal.GetValueRefOrAddDefault(_cellNumbers, ((long)group << 32) | (uint)bucket, out bool isKnown);
        if (!isKnown)
        {
            number = _cells.Count;
            _cells.Add(new MetricCell { Maximum = double.NaN });
        }

        ref MetricCell cell = ref CollectionsMarshal.AsSpan(_cells)[number];
        if (Panel.Measure.Kind != MeasureKind.ErrorRate)
        {
            cell.Sum += point.Sum;
            cell.Count += point.Count;
        }
        else if (metric < Panel.Metrics.Length - 1)
        {
            cell.Sum += point.Sum;
        }
        else
        {
            cell.Count += point.Sum;
        }

        cell.Maximum = double.IsNaN(cell.Maximum) || point.Maximum > cell.Maximum ? point.Maximum : cell.Maximum;
    }

    /// <summary>The percentiles of a group.</summary>
    public MetricPercentiles PercentilesOf(int group)
    {
        ref MetricPercentiles? percentiles = ref CollectionsMarshal.GetValueRefOrAddDefault(_percentiles, group, out _);
        return percentiles ??= new MetricPercentiles(Panel.Measure.Percentiles);
    }

    /// <summary>What a group adds up to without buckets.</summary>
    public MetricCell Total(int group) => _cellNumbers.TryGetValue((long)group << 32, out int cell) ? _cells[cell] : new MetricCell { Maximum = double.NaN };

    /// <summary>The cells of a group in the order of their buckets.</summary>
    public Dictionary<int, List<(long Minute, MetricCell Cell)>> CellsByGroup()
    {
        var byGroup = new Dictionary<int, List<(long, MetricCell)>>();
        foreach ((long key, int cell) in _cellNumbers)
        {
            int group = (int)(key >> 32);
            if (!byGroup.TryGetValue(group, out List<(long, MetricCell)>? cells))
            {
                byGroup.Add(group, cells = []);
            }

            cells.Add((StartMinute + ((long)(uint)key * BucketMinutes), _cells[cell]));
        }

        foreach (List<(long Minute, MetricCell Cell)> cells in byGroup.Values)
        {
            cells.Sort((x, y) => x.Minute.CompareTo(y.Minute));
        }

        return byGroup;
    }
}
