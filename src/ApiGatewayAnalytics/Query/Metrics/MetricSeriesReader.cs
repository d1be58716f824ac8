using System.Runtime.CompilerServices;
using ApiGatewayAnalytics.AccessLogs;
using ApiGatewayAnalytics.CloudWatchMetrics;
using ApiGatewayAnalytics.Panels;
using ApiGatewayAnalytics.Timeline;

namespace ApiGatewayAnalytics.Query;

/// <summary>Reads the datapoints of a store for panels. Used for one question.</summary>
internal sealed class MetricSeriesReader(MetricStore store, MetricFilter filter)
{
    private const int Unknown = 0;
    private const int LeftOut = -1;

    private readonly sbyte[] _passes = new sbyte[store.Series.Count];

    /// <summary>Whether there is a datapoint of any metric in a range.</summary>
    public bool HasData(MinuteRange range)
    {
        foreach (MetricDay day in Overlapping(range))
        {
            for (int point = 0; point < day.Count; point++)
            {
                if (IsIn(day, point, range) && Passes(day.SeriesOf(point)))
                {
                    return true;
                }
            }
        }

        return false;
    }

    /// <summary>The range as far as the steps of the days can tell it apart.</summary>
    public MinuteRange Rounded(MinuteRange range)
    {
        (long from, long to) = (range.From, range.To);
        foreach (MetricDay day in Overlapping(range))
        {
            // Nothing has to be rounded where no datapoint lies beyond the edge.
            if (day.FirstMinute < range.From)
            {
                from = Math.Min(from, Clock.Floor(range.From, day.Width));
            }

            if (day.LastMinute >= range.To)
            {
                to = Math.Max(to, Clock.Ceiling(range.To, day.Width));
            }
        }

        return new MinuteRange(from, to);
    }

    /// <summary>The widest steps of the days of a range; 1 without any.</summary>
    public int WidthOf(MinuteRange range) => Overlapping(range).Select(day => day.Width).DefaultIfEmpty(1).Max();

    /// <summary>Adds the datapoints of a range to the groups of a panel.</summary>
    /// <param name="range">The range, as <see cref="Rounded"/> gives it.</param>
    /// <param name="shift">Minutes by which their times move forward.</param>
    /// <param name="groups">The panel's groups.</param>
    [MethodImpl(MethodImplOptions.AggressiveOptimization)]
    public void Collect(MinuteRange range, long shift, MetricGroups groups)
    {
        PanelDefinition panel = groups.Panel;
        int[] groupOf = new int[store.Series.Count];
        int[] percentiles = [.. panel.Measure.Percentiles.Select(percent => store.Percentages.IndexOf(percent))];
        bool isByRoute = panel.Scope == MetricScope.Route;
        foreach (MetricDay day in Overlapping(range))
        {
            bool isWhole = day.FirstMinute >= range.From && day.LastMinute < range.To;
            for (int metric = 0; metric < panel.Metrics.Length; metric++)
            {
                foreach (int point in day.PointsOf(store.Series, ApiMetric.Find(panel.Metrics[metric]), panel.Scope!.Value))
                {
                    if ((!isWhole && !IsIn(day, point, range)) || (isByRoute && day.IsShadowed(store.Series, point)))
                    {
                        continue;
                    }

                    ref int group = ref groupOf[day.SeriesOf(point)];
                    if (group == Unknown)
                    {
                        group = GroupOf(day.SeriesOf(point), groups);
                    }

                    if (group == LeftOut)
                    {
                        continue;
                    }

                    groups.HasMetrics = true;
                    groups.Add(group, Math.Max(groups.StartMinute, day.MinuteOf(point) + shift), metric, day[point]);
                    if (percentiles.Length > 0)
                    {
                        AddPercentiles(groups.PercentilesOf(group), day, point, percentiles);
                    }
                }
            }
        }
    }

    private static void AddPercentiles(MetricPercentiles target, MetricDay day, int point, int[] percentiles)
    {
        ReadOnlySpan<double> ranked = day.Percentiles(point);
        target.Add(day[point].Count, day[point].Sum);
        for (int i = 0; i < percentiles.Length; i++)
        {
            int at = percentiles[i] * 2;
            if (at >= 0 && at < ranked.Length)
            {
                target.AddStatistic(i, ranked[at], ranked[at + 1]);
            }
        }
    }

    private static bool IsIn(MetricDay day, int point, MinuteRange range)
    {
        long minute = day.MinuteOf(point);
        return minute < range.To && minute + day.Width > range.From;
    }

    private IEnumerable<MetricDay> Overlapping(MinuteRange range) =>
        store.Days.Where(day => day.Count > 0 && day.FirstMinute < range.To && day.LastMinute >= range.From);

    private bool Passes(int series)
    {
        ref sbyte passes = ref _passes[series];
        if (passes == 0)
        {
            passes = filter.Passes(store.Series, series) ? (sbyte)1 : (sbyte)-1;
        }

        return passes > 0;
    }

    private int GroupOf(int series, MetricGroups groups)
    {
        if (!Passes(series) || (groups.Panel.ApiKinds.Length > 0 && !groups.Panel.ApiKinds.Contains(KindOf(series))))
        {
            return LeftOut;
        }

        MetricGroupKeys keys = groups.Keys;
        Span<int> texts = stackalloc int[keys.Keys.Length];
        for (int i = 0; i < texts.Length; i++)
        {
            texts[i] = keys.NumberOf(filter.KeyOf(store.Series, series, keys.Keys[i]));
        }

        return keys.GroupOf(texts);
    }

    private ApiKind KindOf(int series) =>
        store.Series[series][(int)MetricPart.ApiName] != 0 ? ApiKind.Rest : store.Series.IsOfWebSocket(series) ? ApiKind.WebSocket : ApiKind.Http;
}
