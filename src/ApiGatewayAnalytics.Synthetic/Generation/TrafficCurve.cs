namespace ApiGatewayAnalytics.Synthetic.Generation;

/// <summary>
/// When the requests arrive: the quantile function of a traffic that is low at night, high twice a day and lower at weekends. It is
/// linear within each hour, so record i of n gets the time of quantile (i + u) / n and times ascend by themselves.
/// </summary>
internal sealed class TrafficCurve
{
    private static readonly int[] s_hours =
        [22, 17, 14, 12, 13, 18, 30, 48, 70, 88, 97, 100, 92, 90, 96, 99, 95, 86, 80, 82, 78, 64, 46, 31];

    /// <summary>The same, less deep at night: nearer to the mean by some 45 %.</summary>
    private static readonly int[] s_steadyHours = Array.ConvertAll(s_hours, hour => ((hour * 55) + (62 * 45)) / 100);

    private readonly double[] _cumulative;
    private readonly double _durationMs;

    public TrafficCurve(SyntheticTraffic traffic)
    {
        var (start, duration) = (traffic.Start, traffic.Duration);
        var byHour = traffic.IsSteady ? s_steadyHours : s_hours;
        _durationMs = duration.Ticks / TimeSpan.TicksPerMillisecond;
        var hours = (int)((duration.Ticks + TimeSpan.TicksPerHour - 1) / TimeSpan.TicksPerHour);
        _cumulative = new double[hours + 1];
        for (var i = 0; i < hours; i++)
        {
            var utc = start.UtcDateTime.AddHours(i);
            var weekend = utc.DayOfWeek is DayOfWeek.Saturday or DayOfWeek.Sunday ? 0.6 : 1;
            var width = Math.Min(1, ((double)duration.Ticks / TimeSpan.TicksPerHour) - i);
            _cumulative[i + 1] = _cumulative[i] + (byHour[utc.Hour] * weekend * width);
        }
    }

    public int Hours => _cumulative.Length - 1;

    /// <summary>The share of the traffic that falls into an hour after the start.</summary>
    public double Share(int hour) => (_cumulative[hour + 1] - _cumulative[hour]) / _cumulative[^1];

    /// <summary>
    /// Milliseconds after the start before which <paramref name="quantile"/> of the requests arrive; <paramref name="hour"/> moves on
    /// to the hour they are in, for quantiles that ascend.
    /// </summary>
    public long Time(double quantile, ref int hour)
    {
        var target = quantile * _cumulative[^1];
        while (hour < Hours - 1 && _cumulative[hour + 1] <= target)
            hour++;
        var within = (target - _cumulative[hour]) / (_cumulative[hour + 1] - _cumulative[hour]);
        const double HourMs = 3_600_000;
        var from = hour * HourMs;
        var to = Math.Min(from + HourMs, _durationMs);
        return (long)Math.Min(from + (within * (to - from)), _durationMs - 1);
    }
}
