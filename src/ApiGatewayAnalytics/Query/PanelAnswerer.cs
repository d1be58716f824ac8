using System.Collections.Immutable;
using System.Globalization;
using System.Runtime.InteropServices;
using ApiGatewayAnalytics.Aggregation;
using ApiGatewayAnalytics.Columns;
using ApiGatewayAnalytics.Enrichment;
using ApiGatewayAnalytics.Panels;
using ApiGatewayAnalytics.Planning;

namespace ApiGatewayAnalytics.Query;

/// <summary>Answers the panels of a dashboard from the segments of a scope. Used for one question, then thrown away.</summary>
/// <param name="plan">What is kept.</param>
/// <param name="cache">What is remembered of earlier questions.</param>
/// <param name="scope">What the question is about.</param>
/// <param name="scopeOf">The scope of the same question over another range, for the range before of single values.</param>
/// <param name="keptWidth">Minutes per step that are kept of a minute, by whether a state is wide.</param>
/// <param name="mostSeries">The most series of a trend that leaves out what is beyond its limit.</param>
/// <param name="mostRows">The most rows of a table.</param>
internal sealed class PanelAnswerer(
    AggregationPlan plan,
    AnswerCache cache,
    QueryScope scope,
    Func<MinuteRange, QueryScope> scopeOf,
    Func<long, bool, int> keptWidth,
    int mostSeries = int.MaxValue,
    int mostRows = int.MaxValue)
{
    private readonly Dictionary<MergeKey, Merged> _merged = [];
    private readonly List<QueryScope> _earlier = [];
    private bool? _hasData;

    public PanelData Answer(PanelPlan panel)
    {
        PanelDefinition definition = panel.Definition;
        if (panel.NotConfigured is { } reason)
        {
            return Empty(panel, PanelStatus.NotConfigured, reason);
        }

        _hasData ??= HasData(scope);
        if (_hasData == false)
        {
            return Empty(panel, PanelStatus.NoData, null);
        }

        if (definition.Measure.Kind == MeasureKind.Rows)
        {
            return RecordRows.Answer(panel, cache, scope);
        }

        if (definition.Interval is { } interval)
        {
            return SeriesAnswer.Answer(panel, cache, scope, interval, mostSeries, from => keptWidth(from, plan.Groups[panel.State].IsWide));
        }

        return IsValue(definition) ? AnswerValue(panel) : AnswerRows(panel);
    }

    /// <summary>The records by a part of their entity, those with most records first; nothing where records are not kept by entity.</summary>
    public RowsData? CountBy(Field field, EntityPart part)
    {
        int entity = plan.Groups[plan.Total.State].Keys.IndexOf(KeySource.Entity);
        return entity < 0 ? null : AnswerRows(new PanelPlan
        {
            Definition = plan.Total.Definition with { By = [field], Order = [.. OrderTerm.CountThenKeys] },
            Dashboard = plan.Total.Dashboard,
            State = plan.Total.State,
            Measure = plan.Total.Measure,
            Tests = plan.Total.Tests,
            Keys = [new PanelKey(entity, part)],
            DropsKeys = true,
        });
    }

    /// <summary>The groups of a panel without a time axis; panels that differ only in what they measure share them.</summary>
    private Merged Merge(PanelPlan panel, QueryScope about)
    {
        var key = new MergeKey(about, panel.GroupsKey);
        if (!_merged.TryGetValue(key, out Merged? merged))
        {
            MinuteRange range = about.Rounded(segment => segment.Groups[panel.State].Axis.Width);
            _merged.Add(key, merged = new Merged(cache.Groups(panel, about, range, AnswerCache.Everything), range));
        }

        return merged;
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
            _ => new RowsData(panel, range, new PanelRows { Columns = PanelColumns.Of(panel), Rows = [] }) { RelativeError = RelativeErrorOf(panel) },
        };
        return empty with { Status = status, Reason = reason };
    }

    private static double? RelativeErrorOf(PanelDefinition panel) =>
        panel.Measure.Kind == MeasureKind.Percentiles ? LogLinear.RelativeError : null;

    private ValueData AnswerValue(PanelPlan panel)
    {
        PanelDefinition definition = panel.Definition;
        Merged merged = Merge(panel, scope);
        var measure = new GroupMeasure(panel, merged.Groups);
        bool isTotal = definition.Measure.Kind != MeasureKind.Distinct && panel.Tests.IsEmpty && !scope.IsFiltered;
        bool isExact = isTotal || measure.IsExact;
        return new ValueData(definition, merged.Range.ToTimeRange(), ValueOf(definition, measure))
        {
            Exact = isExact,
            MaxError = isExact ? null : measure.Column.Error,
            OtherCount = isExact ? null : measure.Together([]).Weight(0),
            Previous = Previous(panel, merged.Range.Before()),
        };
    }

    /// <summary>The value of the range before; null when nothing was read of it or only coarser steps that reach beyond it are kept.</summary>
    private double? Previous(PanelPlan panel, MinuteRange before)
    {
        QueryScope? earlier = _earlier.Find(known => known.Range == before);
        if (earlier is null)
        {
            _earlier.Add(earlier = scopeOf(before));
        }

        Merged merged = Merge(panel, earlier);
        return merged.Range == before && HasData(earlier) ? ValueOf(panel.Definition, new GroupMeasure(panel, merged.Groups)) : null;
    }

    private bool HasData(QueryScope about) => new GroupMeasure(plan.Total, Merge(plan.Total, about).Groups).Total() > 0;

    private static double? ValueOf(PanelDefinition panel, GroupMeasure measure)
    {
        if (panel.Measure.Kind == MeasureKind.Distinct)
        {
            return measure.Groups().Count();
        }

        // One group at most, and what lost its own keys: together the exact total.
        MeasureColumn together = measure.Together(measure.Groups());
        bool isCounted = panel.Measure.Kind is MeasureKind.Count or MeasureKind.Sum;
        return together.Weight(0) > 0 || isCounted ? measure.ValueOf(together, 0) : null;
    }

    private RowsData AnswerRows(PanelPlan panel)
    {
        PanelDefinition definition = panel.Definition;
        Merged merged = Merge(panel, scope);
        var measure = new GroupMeasure(panel, merged.Groups);
        var order = new GroupOrder(measure.Answer, definition);
        ReadOnlySpan<GroupOrder.Ranked> shown = definition.LimitPer is { } per
            ? order.FirstPer(measure.Groups(), measure.RankOf, definition.By.IndexOf(per.Key), per.Limit)
            : order.First(measure.Groups(), measure.RankOf, definition.Limit ?? int.MaxValue);
        bool isCut = shown.Length > mostRows;
        List<int> hidden = isCut || (measure.IsExact && definition.Rest is null) ? [] : Hidden(measure, shown);
        bool hasOther = !isCut && (!measure.IsExact || hidden.Count > 0);
        var rows = new ImmutableArray<PanelValue>[Math.Min(shown.Length, mostRows) + (hasOther ? 1 : 0)];
        long counted = 0;
        for (int i = 0; i < shown.Length; i++)
        {
            int group = shown[i].Group;
            long count = measure.CountOf(group);
            counted += count;
            if (i < mostRows)
            {
                rows[i] = RowOf(definition, column => measure.Answer.KeyText(group, column), measure.Cells(group, count));
            }
        }

        long otherCount = Math.Max(0, measure.Total() - counted);
        if (hasOther)
        {
            rows[^1] = RowOf(definition, _ => definition.Rest ?? SeriesAnswer.Other, measure.OtherCells(hidden, otherCount));
        }

        var table = new PanelRows
        {
            Columns = PanelColumns.Of(definition),
            Rows = ImmutableCollectionsMarshal.AsImmutableArray(rows),
            OtherRow = hasOther,
            Total = isCut ? shown.Length : null,
        };
        return new RowsData(definition, merged.Range.ToTimeRange(), table)
        {
            Exact = measure.IsExact,
            MaxError = measure.IsExact ? null : measure.Column.Error,
            OtherCount = measure.IsExact ? null : otherCount,
            RelativeError = RelativeErrorOf(definition),
        };
    }

    private static List<int> Hidden(GroupMeasure measure, ReadOnlySpan<GroupOrder.Ranked> shown)
    {
        var shownGroups = new HashSet<int>();
        foreach (GroupOrder.Ranked row in shown)
        {
            shownGroups.Add(row.Group);
        }

        return [.. measure.Groups().Where(group => !shownGroups.Contains(group))];
    }

    private static ImmutableArray<PanelValue> RowOf(PanelDefinition panel, Func<int, string?> keyOf, PanelValue[] cells)
    {
        var row = new PanelValue[panel.By.Length + cells.Length];
        for (int column = 0; column < panel.By.Length; column++)
        {
            row[column] = ValueOf(panel.By[column], keyOf(column));
        }

        cells.CopyTo(row, panel.By.Length);
        return ImmutableCollectionsMarshal.AsImmutableArray(row);
    }

    private static PanelValue ValueOf(Field field, string? key) =>
        AddressColumns.IsCoordinate(field) && double.TryParse(key, NumberStyles.Float, CultureInfo.InvariantCulture, out double degrees)
            ? PanelValue.Of(degrees)
            : PanelValue.Of(key);

    /// <summary>What panels have in common that share a <see cref="GroupAnswer"/>.</summary>
    private sealed record MergeKey(QueryScope Scope, string Groups);

    private sealed record Merged(GroupAnswer Groups, MinuteRange Range);
}
