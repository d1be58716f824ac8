using System.Collections.Immutable;
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

    /// <param name="panel">The panel.</param>
    /// <param name="scope">What the question is about.</param>
    /// <param name="interval">The width of a bucket that is wished for.</param>
    /// <param name="keptWidth">Minutes per step that are kept of a minute.</param>
    public static SeriesData Answer(PanelPlan panel, QueryScope scope, PanelInterval interval, Func<long, int> keptWidth)
    {
        PanelDefinition definition = panel.Definition;
        MinuteRange range = scope.Rounded(segment => segment.Groups[panel.State].Axis.Width);
        int minutes = Available(panel, scope, interval.MinutesFor(scope.Range.To - scope.Range.From), keptWidth);

        // No wider than where records are: a range may be asked for that is far longer.
        long start = Clock.Floor(Math.Max(range.From, scope.Segments.Min(segment => segment.FirstMinute)), minutes);
        long end = Clock.Ceiling(Math.Min(range.To, scope.Segments.Max(segment => segment.LastMinute) + 1), minutes);
        var axis = new StepAxis(start, minutes, (int)Math.Max(1, (end - start) / minutes));
        var answer = new GroupAnswer(panel, scope, range, axis);
        List<int> shown = Shown(answer, definition, out List<int> merged);
        bool hasOther = !answer.IsExact || merged.Count > 0;
        var series = shown.Select(group => SeriesOf(answer, definition, group, axis)).ToList();
        long otherCount = 0;
        if (hasOther)
        {
            var measure = new GroupMeasure(answer, definition.Measure);
            otherCount = Math.Max(0, answer.Total() - shown.Sum(measure.CountOf));
            answer.State.GiveUp(merged);
            series.Add(SeriesOf(answer, definition, TupleTable.Other, axis) with
            {
                Key = [.. definition.By.Select(_ => definition.Rest ?? Other)],
                Other = true,
            });
        }

        return new SeriesData(definition, range.ToTimeRange(), SetOf(definition, minutes, [.. series]))
        {
            Exact = answer.IsExact,
            MaxError = answer.IsExact ? null : answer.Column.Error,
            OtherCount = answer.IsExact ? null : otherCount,
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
        int kept = keptWidth(Clock.Floor(scope.Range.From, wished) + wished);
        foreach (Segment segment in scope.Segments)
        {
            kept = Math.Max(kept, segment.Groups[panel.State].Axis.Width);
        }

        return wished >= kept
            ? wished
            : PanelInterval.Widths.Select(width => (int)width.TotalMinutes).First(width => width >= kept && width >= wished);
    }

    /// <summary>The groups that get a series, by key; the others are to be merged or left out.</summary>
    private static List<int> Shown(GroupAnswer answer, PanelDefinition panel, out List<int> merged)
    {
        var measure = new GroupMeasure(answer, panel.Measure);
        List<GroupOrder.Ranked> ranked = [.. Enumerable.Range(1, answer.State.GroupCount - 1).Select(group => new GroupOrder.Ranked(group, measure.CountOf(group)))];
        merged = [];
        if (panel.Limit is { } limit && ranked.Count > limit)
        {
            ranked.Sort(new GroupOrder(answer, panel with { Order = [.. OrderTerm.CountThenKeys] }));
            merged = panel.Rest is null ? [] : [.. ranked[limit..].Select(group => group.Group)];
            ranked = ranked[..limit];
        }

        ranked.Sort(new GroupOrder(answer, panel with { Order = [] }));
        return [.. ranked.Select(group => group.Group)];
    }

    private static PanelSeries SeriesOf(GroupAnswer answer, PanelDefinition panel, int group, StepAxis axis)
    {
        var measure = new GroupMeasure(answer, panel.Measure);
        var points = ImmutableArray.CreateBuilder<PanelPoint>();
        double error = panel.Measure.Kind == MeasureKind.Count ? answer.Column.ErrorOf(group) : 0;
        answer.State.Slots(group, out int slot, out int step, out int count);
        for (int i = 0; i < count; i++)
        {
            if (answer.Column.Weight(slot + i) > 0)
            {
                points.Add(new PanelPoint(Clock.TimeOf(axis.StartOf(step + i)), measure.ValueOf(slot + i) + error));
            }
        }

        return new PanelSeries
        {
            Key = group == TupleTable.Other ? [] : [.. panel.By.Select((_, column) => answer.KeyText(group, column))],
            Points = points.ToImmutable(),
        };
    }
}
