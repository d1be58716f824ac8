using System.Collections.Immutable;
using System.Runtime.InteropServices;
using ApiGatewayAnalytics.Ingestion;
using ApiGatewayAnalytics.Panels;
using ApiGatewayAnalytics.Timeline;

namespace ApiGatewayAnalytics.Query;

/// <summary>Answers trends of metrics: the series of a range, and of those before that it is compared with. Used for one question.</summary>
/// <param name="sources">What they are answered from.</param>
/// <param name="range">The range that was asked for.</param>
/// <param name="keptWidth">Minutes per step that are kept of a minute.</param>
/// <param name="mostSeries">The most keys of a trend.</param>
internal sealed class MetricTrends(MetricSources sources, MinuteRange range, Func<long, int> keptWidth, int mostSeries)
{
    public SeriesData Empty(PanelDefinition panel, PanelInterval interval) =>
        new(panel, range.ToTimeRange(), SetOf(panel, interval.MinutesFor(range.To - range.From), []));

    public PanelData Answer(PanelDefinition panel, PanelInterval interval)
    {
        MinuteRange about = sources.Rounded(panel, range);
        int minutes = Available(panel, interval.MinutesFor(range.To - range.From));
        var shifts = new List<Shift>();
        int omitted = 0;
        foreach (TimeSpan back in panel.CompareWith.Prepend(TimeSpan.Zero))
        {
            long shift = (long)back.TotalMinutes;
            MinuteRange shifted = back == TimeSpan.Zero ? about : sources.Rounded(panel, new MinuteRange(about.From - shift, about.To - shift));
            MetricGroups groups = sources.Collect(panel, shifted, Clock.Floor(about.From, minutes), minutes, shift);
            shifts.Add(new Shift(LabelOf(back), groups, Shown(groups)));
        }

        // The keys of the range itself decide: of a comparison that key is shown or none.
        if (shifts[0].Shown.Length > mostSeries)
        {
            int[] heaviest = Heaviest(shifts[0].Groups, [.. shifts[0].Shown], mostSeries);
            HashSet<int> kept = [.. heaviest];
            omitted = shifts.SelectMany(shift => shift.Shown).Distinct().Count() - kept.Count;
            shifts = [.. shifts.Select(shift => shift.Of(kept))];
        }

        var data = new SeriesData(panel, about.ToTimeRange(), SetOf(panel, minutes, SeriesOf(panel, shifts)) with { Omitted = omitted });
        return MetricBasis.Tell(data, [.. shifts.Select(shift => shift.Groups)]);
    }

    /// <summary>The groups that get a series, in the order of their keys.</summary>
    private static int[] Shown(MetricGroups groups)
    {
        List<int> shown = groups.All();
        MetricGroupKeys keys = groups.Keys;
        int[] ordered = Heaviest(groups, shown, groups.Panel.Limit ?? int.MaxValue);
        int[] ranks = [.. ordered.Select(keys.RankOf)];
        Array.Sort(ranks, ordered);
        return ordered;
    }

    /// <summary>The groups with most records or samples, in any order.</summary>
    private static int[] Heaviest(MetricGroups groups, List<int> shown, int limit)
    {
        if (shown.Count > limit)
        {
            MetricGroupKeys keys = groups.Keys;
            var weights = shown.ToDictionary(group => group, group => WeightOf(groups.CellsOf(group)));
            shown.Sort((x, y) => weights[y].CompareTo(weights[x]) is not 0 and var order ? order : keys.RankOf(x).CompareTo(keys.RankOf(y)));
            shown.RemoveRange(limit, shown.Count - limit);
        }

        return [.. shown];
    }

    /// <summary>The series of all shifts by their keys; those of one key in the order of the shifts.</summary>
    private static ImmutableArray<PanelSeries> SeriesOf(PanelDefinition panel, List<Shift> shifts)
    {
        Measure[] measures = panel.SecondMeasure is { } second ? [panel.Measure, second] : [panel.Measure];
        ImmutableArray<PanelSeries>.Builder series = ImmutableArray.CreateBuilder<PanelSeries>();
        while (shifts.Where(shift => shift.Next < shift.Shown.Length).MinBy(shift => shift.Groups.Keys.RankOf(shift.Shown[shift.Next])) is { } first)
        {
            int group = first.Shown[first.Next++];
            ImmutableArray<string?> key = first.Groups.Keys.TextsOf(group);
            foreach (Measure measure in measures)
            {
                ImmutableArray<PanelPoint> points = PointsOf(first.Groups, group, measure);
                if (points.Length > 0)
                {
                    series.Add(new PanelSeries { Key = measures.Length > 1 ? key.Add(KebabCase<MeasureKind>.Names[(int)measure.Kind]) : key, Shift = first.Label, Points = points });
                }
            }
        }

        return series.DrainToImmutable();
    }

    private static ImmutableArray<PanelPoint> PointsOf(MetricGroups groups, int group, Measure measure)
    {
        ReadOnlySpan<(long Bucket, MetricCell Cell)> cells = groups.CellsOf(group);
        var points = new PanelPoint[cells.Length];
        int count = 0;
        foreach ((long bucket, MetricCell cell) in cells)
        {
            if (cell.Value(measure.Kind, groups.Panel.Scale) is { } value)
            {
                points[count++] = new PanelPoint(Clock.TimeOf(groups.MinuteOf(bucket)), value);
            }
        }

        Array.Resize(ref points, count);
        return ImmutableCollectionsMarshal.AsImmutableArray(points);
    }

    private static double WeightOf(ReadOnlySpan<(long Bucket, MetricCell Cell)> cells)
    {
        double weight = 0;
        foreach ((_, MetricCell cell) in cells)
        {
            weight += cell.Count;
        }

        return weight;
    }

    private static PanelSeriesSet SetOf(PanelDefinition panel, int minutes, ImmutableArray<PanelSeries> series)
    {
        PanelSeriesSet set = SeriesAnswer.SetOf(panel, minutes, series);
        return panel.SecondMeasure is null ? set : set with { Columns = set.Columns.Add("measure") };
    }

    /// <summary>The narrowest width, from the one wished for on, whose buckets can be filled over all that is shown.</summary>
    private int Available(PanelDefinition panel, int wished)
    {
        int kept = 1;
        foreach (TimeSpan back in panel.CompareWith.Prepend(TimeSpan.Zero))
        {
            long shift = (long)back.TotalMinutes;
            var about = new MinuteRange(range.From - shift, range.To - shift);
            kept = Math.Max(kept, Math.Max(keptWidth(about.From), sources.WidthOf(panel, about)));
        }

        return PanelInterval.MinutesFrom(wished, kept);
    }

    private static string? LabelOf(TimeSpan back) =>
        back == TimeSpan.Zero ? null : back.TotalDays == Math.Floor(back.TotalDays) ? $"{back.TotalDays}d" : $"{back.TotalMinutes}m";

    /// <summary>A range that a trend shows, and how far its series have been taken.</summary>
    private sealed class Shift(string? label, MetricGroups groups, int[] shown)
    {
        public string? Label => label;

        public MetricGroups Groups => groups;

        public int[] Shown => shown;

        public int Next { get; set; }

        public Shift Of(HashSet<int> groups) => new(Label, Groups, Array.FindAll(Shown, groups.Contains));
    }
}
