using ApiGatewayAnalytics.Aggregation;
using ApiGatewayAnalytics.Monitoring;

namespace ApiGatewayAnalytics.Query;

/// <summary>
/// The value of a signal over a window that moves on: from one minute to the next only what enters and what leaves is looked at. Not
/// thread-safe.
/// </summary>
/// <param name="signal">The signal.</param>
/// <param name="counted">The records that are counted or measured.</param>
/// <param name="of">The records that they are a share of; null where the signal is no rate.</param>
/// <param name="minutes">The length of the window.</param>
/// <param name="threshold">What the value is compared with.</param>
internal sealed class SignalWindow(MonitorSignal signal, SlotRun counted, SlotRun? of, int minutes, double threshold)
{
    private readonly WindowDistribution? _distribution =
        signal.Kind == MonitorSignalKind.Percentile && counted.Count > 0 ? new((PercentileColumn)counted.Column, signal.Percentile) : null;

    private long? _end;
    private long _weight;
    private long _all;

    /// <summary>The value where the window ends at a minute, null where the window is empty, and the records behind it.</summary>
    public (double? Value, long Requests) MoveTo(long end)
    {
        if (_end == end - 1)
        {
            Add(end - 1 - minutes, -1);
            Add(end - 1, 1);
        }
        else
        {
            (_weight, _all) = (0, 0);
            _distribution?.Clear();
            for (long minute = end - minutes; minute < end; minute++)
            {
                Add(minute, 1);
            }
        }

        _end = end;
        return signal.Kind switch
        {
            MonitorSignalKind.Count => (_weight, _weight),
            MonitorSignalKind.Rate => (_all == 0 ? null : _weight * 100.0 / _all, _all),
            _ => (_weight == 0 ? null : _distribution!.Percentile(_weight, threshold), _weight),
        };
    }

    private void Add(long minute, int sign)
    {
        _weight += sign * counted.WeightAt(minute);
        _all += sign * (of?.WeightAt(minute) ?? 0);
        if (_distribution is not null && counted.SlotAt(minute) is >= 0 and var slot)
        {
            _distribution.Add(slot, sign);
        }
    }
}
