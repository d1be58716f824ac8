using System.Collections.Immutable;
using System.Runtime.InteropServices;
using ApiGatewayAnalytics.Aggregation;
using ApiGatewayAnalytics.Panels;
using ApiGatewayAnalytics.Planning;
using ApiGatewayAnalytics.Timeline;

namespace ApiGatewayAnalytics.Query;

/// <summary>Answers trends: the groups of a panel per bucket of its interval.</summary>
internal static class SeriesAnswer
{
    /// <summary>What stands for everything without a key of its own.</summary>
    public const string Other = "(other)";

    /// <summary>The most buckets that are filled: of a range that has more, only those with records have points.</summary>
    private const int MostFilled = 100_000;

    /// <param name="panel">The panel.</param>
    /// <param name="cache">What is remembered of earlier questions.</param>
    /// <param name="scope">What the question is about.</param>
    /// <param name="interval">The width of a bucket that is wished for.</param>
    /// <param name="mostSeries">The most series of a panel that leaves out what is beyond its limit.</param>
    /// <param name="keptWidth">Minutes per step that are kept of a minute.</param>
    public static SeriesData Answer(
        PanelPlan panel, AnswerCache cache, QueryScope scope, PanelInterval interval, int mostSeries, Func<long, int> keptWidth)
    {
        PanelDefinition definition = panel.Definition;
        MinuteRange range = scope.Rounded(segment => segment.Groups[panel.State].Axis.Width);
        int minutes = Available(panel, scope, interval.MinutesFor(scope.Range.To - scope.Range.From), keptWidth);
        StepAxis axis = scope.AxisOf(range, minutes);
        var measure = new GroupMeasure(panel, cache.Groups(panel, scope, range, axis));
        int[] shown = Shown(measure, definition, mostSeries, out List<int> merged, out int omitted);
        var series = shown.Select(group => SeriesOf(measure, definition, group)).ToList();
        long buckets = (Clock.Ceiling(range.To, minutes) - Clock.Floor(range.From, minutes)) / minutes;
        if (definition.Fill.Length > 0 && buckets <= MostFilled)
        {
            series = Filled(series, definition, new StepAxis(Clock.Floor(range.From, minutes), minutes, (int)buckets));
        }

        if (!measure.IsExact || merged.Count > 0)
        {
            series.Add(new PanelSeries
            {
                Key = [.. definition.By.Select(_ => definition.Rest ?? Other)],
                Other = true,
                Points = Points(measure, measure.Together(merged), 0, 0, axis.Count, 0),
            });
        }

        return new SeriesData(definition, range.ToTimeRange(), SetOf(definition, minutes, [.. series]) with { Omitted = omitted })
        {
            Exact = measure.IsExact,
            MaxError = measure.IsExact ? null : measure.Column.Error,
            OtherCount = measure.IsExact ? null : Math.Max(0, measure.Total() - shown.Sum(measure.CountOf)),
        };
    }

    public static PanelSeriesSet SetOf(PanelDefinition panel, int minutes, ImmutableArray<PanelSeries> series) => new()
    {
        Interval = TimeSpan.FromMinutes(minutes),
        Columns = [.. panel.By.Select(field => field.Name)],
        Series = series,
    };

    /// <summary>The narrowest width, from the one wished for on, whose buckets the states can fill over the whole range.</summary>
    private static int Available(PanelPlan panel, QueryScope scope, int wished, Func<long, int> keptWidth)
    {
        int kept = keptWidth(scope.Range.From);
        foreach (Segment segment in scope.Segments)
        {
            kept = Math.Max(kept, segment.Groups[panel.State].Axis.Width);
        }

        return PanelInterval.MinutesFrom(wished, kept);
    }

    /// <summary>The groups that get a series, by key; the others are to be merged or left out.</summary>
    private static int[] Shown(GroupMeasure measure, PanelDefinition panel, int mostSeries, out List<int> merged, out int omitted)
    {
        var heaviest = new GroupOrder(measure.Answer, panel with { Order = [.. OrderTerm.CountThenKeys] });
        int limit = panel.Limit ?? int.MaxValue;
        int most = panel.Rest is null ? Math.Min(limit, mostSeries) : limit;
        int[] shown = GroupsOf(heaviest.First(measure.Groups(), group => measure.CountOf(group), most));
        omitted = most < limit ? Math.Min(measure.Groups().Count(), limit) - shown.Length : 0;
        HashSet<int> shownGroups = [.. shown];
        merged = panel.Rest is null ? [] : [.. measure.Groups().Where(group => !shownGroups.Contains(group))];
        return GroupsOf(new GroupOrder(measure.Answer, panel with { Order = [] }).First(shown, _ => 0, shown.Length));
    }

    private static int[] GroupsOf(ReadOnlySpan<GroupOrder.Ranked> ranked)
    {
        var groups = new int[ranked.Length];
        for (int i = 0; i < groups.Length; i++)
        {
            groups[i] = ranked[i].Group;
        }

        return groups;
    }

    private static PanelSeries SeriesOf(GroupMeasure measure, PanelDefinition panel, int group)
    {
        double error = panel.Measure.Kind == MeasureKind.Count ? measure.Column.ErrorOf(group) : 0;
        measure.Answer.State.Slots(group, out int slot, out int step, out int count);
        return new PanelSeries
        {
            Key = [.. panel.By.Select((_, column) => measure.Answer.KeyText(group, column))],
            Points = Points(measure, measure.Column, slot, step, count, error),
        };
    }

    /// <summary>The series with one for each key that is filled, which has a point in every bucket.</summary>
    private static List<PanelSeries> Filled(List<PanelSeries> series, PanelDefinition panel, StepAxis axis)
    {
        List<PanelSeries> filled = [.. series.Where(one => !panel.Fill.Contains(one.Key[0]!))];
        foreach (string key in panel.Fill)
        {
            var points = new PanelPoint[axis.Count];
            for (int step = 0; step < points.Length; step++)
            {
                points[step] = new PanelPoint(Clock.TimeOf(axis.StartOf(step)), 0);
            }

            PanelSeries? counted = series.Find(one => one.Key[0] == key);
            foreach (PanelPoint point in counted?.Points ?? [])
            {
                points[axis.StepOf(Clock.MinuteOf(point.Time))] = point;
            }

            filled.Add(new PanelSeries { Key = [key], Points = ImmutableCollectionsMarshal.AsImmutableArray(points) });
        }

        // Keys in the order of their bytes, as all series are; the absent key first.
        filled.Sort((a, b) => Utf8Order.Compare(a.Key[0], b.Key[0]));
        return filled;
    }

    private static ImmutableArray<PanelPoint> Points(GroupMeasure measure, MeasureColumn column, int slot, int step, int count, double error)
    {
        StepAxis axis = measure.Answer.State.Axis;
        var points = new PanelPoint[count];
        int filled = 0;
        for (int i = 0; i < count; i++)
        {
            if (column.Weight(slot + i) > 0)
            {
                points[filled++] = new PanelPoint(Clock.TimeOf(axis.StartOf(step + i)), measure.ValueOf(column, slot + i) + error);
            }
        }

        Array.Resize(ref points, filled);
        return ImmutableCollectionsMarshal.AsImmutableArray(points);
    }
}
