using System.Runtime.InteropServices;
using ApiGatewayAnalytics.Aggregation;
using ApiGatewayAnalytics.Panels;
using ApiGatewayAnalytics.Timeline;

namespace ApiGatewayAnalytics.Query;

/// <summary>The groups of one panel of metrics and what their datapoints add up to, by bucket. Used for one answer.</summary>
internal sealed class MetricGroups
{
    private static readonly Comparer<(long Bucket, MetricCell Cell)> s_byBucket =
        Comparer<(long Bucket, MetricCell Cell)>.Create((x, y) => x.Bucket.CompareTo(y.Bucket));

    private readonly List<List<(long Bucket, MetricCell Cell)>> _cells = [];
    private readonly Dictionary<int, MetricPercentiles> _percentiles = [];

    /// <param name="panel">The panel.</param>
    /// <param name="keys">The keys that it groups by.</param>
    /// <param name="startMinute">The start of the first bucket.</param>
    /// <param name="bucketMinutes">The width of a bucket.</param>
    public MetricGroups(PanelDefinition panel, MetricGroupKeys keys, long startMinute, int bucketMinutes)
    {
        Panel = panel;
        Keys = keys;
        StartMinute = startMinute;
        BucketMinutes = bucketMinutes;
    }

    public PanelDefinition Panel { get; }

    public long StartMinute { get; }

    public int BucketMinutes { get; }

    /// <summary>The keys that it groups by, which other panels may share.</summary>
    public MetricGroupKeys Keys { get; }

    /// <summary>Whether datapoints of CloudWatch are in it.</summary>
    public bool HasMetrics { get; set; }

    /// <summary>Whether records of access logs are in it.</summary>
    public bool HasLogs { get; set; }

    /// <summary>Records of access logs that are in no group, because their route or stage was given up: some may belong to any.</summary>
    public long LostRecords { get; set; }

    /// <summary>The groups of the panel.</summary>
    public List<int> All()
    {
        var all = new List<int>();
        for (int group = TupleTable.Other + 1; group < Keys.End; group++)
        {
            if (CellsOf(group).Length > 0 || _percentiles.ContainsKey(group))
            {
                all.Add(group);
            }
        }

        return all;
    }

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
