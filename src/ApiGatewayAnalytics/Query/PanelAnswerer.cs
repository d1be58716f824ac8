using System.Collections.Immutable;
using ApiGatewayAnalytics.Aggregation;
using ApiGatewayAnalytics.Panels;
using ApiGatewayAnalytics.Planning;

namespace ApiGatewayAnalytics.Query;

/// <summary>Answers panels from the segments of a scope. Stateless but for the scope.</summary>
/// <param name="plan">What is kept.</param>
/// <param name="scope">What the question is about.</param>
/// <param name="scopeOf">The scope of the same question over another range, for the range before of single values.</param>
/// <param name="keptWidth">Minutes per step that are kept of a minute, by whether a state is wide.</param>
internal sealed class PanelAnswerer(AggregationPlan plan, QueryScope scope, Func<MinuteRange, QueryScope> scopeOf, Func<long, bool, int> keptWidth)
{
    private readonly Lazy<bool> _hasData = new(() => Merge(plan.Total, scope, out _).Total() > 0);

    public PanelData Answer(PanelPlan panel)
    {
        PanelDefinition definition = panel.Definition;
        if (panel.NotConfigured is { } reason)
        {
            return Empty(panel, PanelStatus.NotConfigured, reason);
        }

        if (!_hasData.Value)
        {
            return Empty(panel, PanelStatus.NoData, null);
        }

        if (definition.Measure.Kind == MeasureKind.Rows)
        {
            return RecordRows.Answer(panel, scope);
        }

        if (definition.Interval is { } interval)
        {
            return SeriesAnswer.Answer(panel, scope, interval, from => keptWidth(from, plan.Groups[panel.State].IsWide));
        }

        return IsValue(definition) ? AnswerValue(panel) : AnswerRows(panel);
    }

    /// <summary>The groups of a panel without a time axis.</summary>
    public static GroupAnswer Merge(PanelPlan panel, QueryScope scope, out MinuteRange range)
    {
        range = scope.Rounded(segment => segment.Groups[panel.State].Axis.Width);
        return new GroupAnswer(panel, scope, range, new StepAxis(range.From, (int)Math.Max(1, range.To - range.From), 1));
    }

    private static bool IsValue(PanelDefinition panel) => panel.By.IsEmpty && panel.Measure.Kind != MeasureKind.Percentiles;

    private PanelData Empty(PanelPlan plan, PanelStatus status, string? reason)
    {
        PanelDefinition panel = plan.Definition;
        TimeRange range = scope.Range.ToTimeRange();
        PanelData empty = panel switch
        {
            { Interval: { } interval } => new SeriesData(panel, range, SeriesAnswer.SetOf(panel, interval.MinutesFor(scope.Range.To - scope.Range.From), [])),
            { Measure.Kind: not MeasureKind.Rows } when IsValue(panel) => new ValueData(panel, range, null)
            {
                Previous = status == PanelStatus.NoData ? Previous(plan, scope.Range.Before()) : null,
            },
            _ => new RowsData(panel, range, new PanelRows { Columns = ColumnsOf(panel), Rows = [] }) { RelativeError = RelativeErrorOf(panel) },
        };
        return empty with { Status = status, Reason = reason };
    }

    private static double? RelativeErrorOf(PanelDefinition panel) =>
        panel.Measure.Kind == MeasureKind.Percentiles ? LogLinear.RelativeError : null;

    private static ImmutableArray<string> ColumnsOf(PanelDefinition panel) =>
        panel.Measure.Kind == MeasureKind.Rows
            ? [.. panel.Measure.Columns.Select(field => field.Name)]
            : [.. panel.By.Select(field => field.Name), .. GroupMeasure.ColumnsOf(panel.Measure)];

    private ValueData AnswerValue(PanelPlan panel)
    {
        PanelDefinition definition = panel.Definition;
        GroupAnswer answer = Merge(panel, scope, out MinuteRange range);
        bool isTotal = definition.Measure.Kind != MeasureKind.Distinct && panel.Tests.IsEmpty && !scope.IsFiltered;
        bool isExact = isTotal || answer.IsExact;
        long otherCount = answer.State.Weight(0, TupleTable.Other);
        return new ValueData(definition, range.ToTimeRange(), ValueOf(definition, answer))
        {
            Exact = isExact,
            MaxError = isExact ? null : answer.Column.Error,
            OtherCount = isExact ? null : otherCount,
            Previous = Previous(panel, range.Before()),
        };
    }

    /// <summary>The value of the range before; null when nothing was read of it or only coarser steps that reach beyond it are kept.</summary>
    private double? Previous(PanelPlan panel, MinuteRange before)
    {
        QueryScope earlier = scopeOf(before);
        GroupAnswer answer = Merge(panel, earlier, out MinuteRange kept);
        return kept == before && Merge(plan.Total, earlier, out _).Total() > 0 ? ValueOf(panel.Definition, answer) : null;
    }

    private static double? ValueOf(PanelDefinition panel, GroupAnswer answer)
    {
        if (panel.Measure.Kind == MeasureKind.Distinct)
        {
            return answer.State.GroupCount - 1;
        }

        // One group at most, and what lost its own keys: together the exact total.
        answer.State.GiveUp([1]);
        bool isEmpty = answer.Column.Weight(TupleTable.Other) == 0;
        double zero = panel.Measure.Kind is MeasureKind.Count or MeasureKind.Sum ? 0 : double.NaN;
        double value = isEmpty ? zero : new GroupMeasure(answer, panel.Measure).ValueOf(TupleTable.Other);
        return double.IsNaN(value) ? null : value;
    }

    private static ImmutableArray<PanelValue> OtherRow(PanelDefinition panel, IEnumerable<PanelValue> cells) =>
        [.. panel.By.Select(_ => PanelValue.Of(panel.Rest ?? SeriesAnswer.Other)), .. cells];

    private RowsData AnswerRows(PanelPlan panel)
    {
        PanelDefinition definition = panel.Definition;
        GroupAnswer answer = Merge(panel, scope, out MinuteRange range);
        var measure = new GroupMeasure(answer, definition.Measure);
        var ranked = new List<GroupOrder.Ranked>(answer.State.GroupCount);
        for (int group = 1; group < answer.State.GroupCount; group++)
        {
            ranked.Add(new GroupOrder.Ranked(group, measure.RankOf(group)));
        }

        ranked.Sort(new GroupOrder(answer, definition));
        int shown = Math.Min(ranked.Count, definition.Limit ?? int.MaxValue);
        var rows = ImmutableArray.CreateBuilder<ImmutableArray<PanelValue>>(shown + 1);
        long counted = 0;
        foreach (GroupOrder.Ranked row in ranked[..shown])
        {
            long count = measure.CountOf(row.Group);
            counted += count;
            IEnumerable<PanelValue> keys = definition.By.Select((_, column) => PanelValue.Of(answer.KeyText(row.Group, column)));
            rows.Add([.. keys, .. measure.Cells(row.Group, count)]);
        }

        bool hasOther = !answer.IsExact || (definition.Rest is not null && shown < ranked.Count);
        long otherCount = 0;
        if (hasOther)
        {
            otherCount = Math.Max(0, answer.Total() - counted);
            answer.State.GiveUp(ranked[shown..].Select(row => row.Group));
            rows.Add(OtherRow(definition, measure.Cells(TupleTable.Other, otherCount)));
        }

        var table = new PanelRows { Columns = ColumnsOf(definition), Rows = rows.ToImmutable(), OtherRow = hasOther };
        return new RowsData(definition, range.ToTimeRange(), table)
        {
            Exact = answer.IsExact,
            MaxError = answer.IsExact ? null : answer.Column.Error,
            OtherCount = answer.IsExact ? null : otherCount,
            RelativeError = RelativeErrorOf(definition),
        };
    }
}
