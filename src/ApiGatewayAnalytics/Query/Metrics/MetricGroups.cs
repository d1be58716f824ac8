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
    private static readonly Comparer<(long Bucket, MetricCell Cell)> s_byBucket =
        Comparer<(long Bucket, MetricCell Cell)>.Create((x, y) => x.Bucket.CompareTo(y.Bucket));

    private readonly KeyDictionary _texts = new();
    private readonly TupleTable _groups;
    private readonly List<List<(long Bucket, MetricCell Cell)>> _cells = [];
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
        while (_cells.Count <= group)
        {
            _cells.Add([]);
        }

        ref MetricCell cell = ref CellAt(_cells[group], (minute - StartMinute) / BucketMinutes);
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
    public MetricCell Total(int group) => CellsOf(group) is [var only, ..] ? only.Cell : MetricCell.Empty;

    /// <summary>The cells of a group in the order of their buckets.</summary>
    public ReadOnlySpan<(long Bucket, MetricCell Cell)> CellsOf(int group) => group < _cells.Count ? CollectionsMarshal.AsSpan(_cells[group]) : default;

    /// <summary>The first minute of a bucket.</summary>
    public long MinuteOf(long bucket) => StartMinute + (bucket * BucketMinutes);

    /// <summary>The cell of a bucket. Times mostly go up, so it is the last one or comes behind it.</summary>
    private static ref MetricCell CellAt(List<(long Bucket, MetricCell Cell)> cells, long bucket)
    {
        int place = cells.Count - 1;
        if (place < 0 || cells[place].Bucket < bucket)
        {
            cells.Add((bucket, MetricCell.Empty));
            place = cells.Count - 1;
        }
        else if (cells[place].Bucket != bucket)
        {
            place = cells.BinarySearch((bucket, default), s_byBucket);
            if (place < 0)
            {
                place = ~place;
                cells.Insert(place, (bucket, MetricCell.Empty));
            }
        }

        return ref CollectionsMarshal.AsSpan(cells)[place].Cell;
    }
}
