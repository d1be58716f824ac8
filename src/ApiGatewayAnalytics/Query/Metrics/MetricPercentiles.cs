using System.Collections.Immutable;
using ApiGatewayAnalytics.Aggregation;

namespace ApiGatewayAnalytics.Query;

/// <summary>
/// The percentiles of one group: of each percentile that datapoints carry their mean weighted by sample count, of others the nearest rank
/// over the averages of the datapoints. Of access logs the nearest rank over records; where both say something, the mean of the two by weight.
/// </summary>
internal sealed class MetricPercentiles(ImmutableArray<int> percentiles)
{
    private readonly double[] _weighted = new double[percentiles.Length];
    private readonly double[] _weights = new double[percentiles.Length];
    private readonly List<double> _averages = [];
    private PercentileColumn? _logs;
    private bool _isSorted;

    /// <summary>The samples of all datapoints.</summary>
    public double Count { get; private set; }

    /// <summary>Whether a percentile that datapoints carry was used.</summary>
    public bool HasStatistics { get; private set; }

    /// <summary>Adds samples whose average alone is known.</summary>
    public void Add(double count, double sum)
    {
        Count += count;
        if (count > 0)
        {
            _averages.Add(sum / count);
            _isSorted = false;
        }
    }

    /// <summary>Adds the distribution of the records of a slot.</summary>
    public void Add(MeasureColumn column, int slot)
    {
        if (column.Weight(slot) > 0)
        {
            if (_logs is null)
            {
                _logs = new PercentileColumn();
                _logs.EnsureSlots(1);
            }

            _logs.MergeSlots(0, column, slot, 1);
            Count += column.Weight(slot);
        }
    }

    /// <summary>Adds what samples say of one percentile.</summary>
    public void AddStatistic(int percentile, double value, double weight)
    {
        if (weight > 0)
        {
            _weighted[percentile] += value * weight;
            _weights[percentile] += weight;
            HasStatistics = true;
        }
    }

    /// <summary>The value of one percentile; null without samples. Says whether it rests on averages.</summary>
    public double? Value(int percentile, out bool isOfAverages)
    {
        double? ofMetrics = OfMetrics(percentile, out isOfAverages);
        if (_logs is null)
        {
            return ofMetrics;
        }

        Span<double> values = stackalloc double[percentiles.Length];
        _logs.Percentiles(0, percentiles.AsSpan(), values);
        double logged = _logs.Weight(0);
        return ofMetrics is { } value ? ((value * (Count - logged)) + (values[percentile] * logged)) / Count : values[percentile];
    }

    private double? OfMetrics(int percentile, out bool isOfAverages)
    {
        isOfAverages = _weights[percentile] == 0;
        if (!isOfAverages)
        {
            return _weighted[percentile] / _weights[percentile];
        }

        if (_averages.Count == 0)
        {
            isOfAverages = false;
            return null;
        }

        if (!_isSorted)
        {
            _averages.Sort();
            _isSorted = true;
        }

        long rank = (((long)percentiles[percentile] * _averages.Count) + 99) / 100;
        return _averages[(int)Math.Max(1, rank) - 1];
    }
}
