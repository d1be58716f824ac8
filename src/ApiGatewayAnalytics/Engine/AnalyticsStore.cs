using System.Text;
using ApiGatewayAnalytics.Panels;
using ApiGatewayAnalytics.Planning;
using ApiGatewayAnalytics.Query;
using ApiGatewayAnalytics.Timeline;

namespace ApiGatewayAnalytics;

/// <summary>
/// A plan, the timeline that it fills and the answers read from it: what an engine and a bare aggregator have in common. Not
/// thread-safe: the owner holds a lock or is alone.
/// </summary>
internal sealed class AnalyticsStore
{
    private readonly AnalyticsStores _all;
    private readonly Retention _retention;
    private readonly bool _isLive;
    private readonly SegmentTimeline _timeline;

    /// <summary>For <see cref="AnalyticsStores.Add"/>.</summary>
    public AnalyticsStore(AggregationPlan plan, AnalyticsStores all, Retention retention, bool isLive)
    {
        Plan = plan;
        _all = all;
        _retention = retention;
        _isLive = isLive;
        Answers = new AnswerCache(plan);
        Cutter = new SegmentCutter(plan, retention, isLive, isLive ? () => _all.Now : null);
        _timeline = new SegmentTimeline(plan, Cutter, retention);
    }

    public AggregationPlan Plan { get; }

    public SegmentCutter Cutter { get; }

    public IEnumerable<Segment> Segments => _timeline.Segments;

    /// <summary>The memory of the states.</summary>
    public long Bytes => _timeline.Bytes;

    /// <summary>What is remembered of earlier questions. Guarded by another lock than the states: see <see cref="View"/>.</summary>
    public AnswerCache Answers { get; }

    /// <summary>The states as they are now, to answer from while others come: only what answers needs no lock on the states.</summary>
    public TimelineView View() => _timeline.View(_all.Now, _isLive ? _all.Now : long.MinValue);

    /// <summary>The minute of the oldest record kept; null without records.</summary>
    public long? FirstMinute => _timeline.FirstMinute;

    /// <summary>The minute of the newest record kept; null without records.</summary>
    public long? LastMinute => _timeline.LastMinute;

    /// <summary>Takes over segments that a shard hands over.</summary>
    public void Merge(Segment[] segments)
    {
        if (segments.Length == 0)
        {
            return;
        }

        foreach (Segment segment in segments)
        {
            _timeline.Merge(segment, _all.Now);
        }

        _all.Advance();
    }

    /// <summary>Coarsens and drops what is old enough.</summary>
    public void Advance(long nowMinute) => _timeline.Advance(nowMinute);

    /// <summary>Gives up some of what takes memory. Whether there was anything to give up.</summary>
    public bool TryShrink(long nowMinute) => _timeline.TryShrink(nowMinute);

    /// <summary>What answers the panels of one dashboard.</summary>
    /// <exception cref="ArgumentException">The dashboard lacks a filter of the query.</exception>
    public PanelAnswerer AnswererFor(DashboardDefinition dashboard, PanelQuery query, MinuteRange range, TimelineView view)
    {
        CheckFilters(dashboard, query);
        CheckFiltersWhenAsked(query);

        string kind = KindOf(query, range);
        return new PanelAnswerer(Plan, Answers, ScopeOf(range, kind), earlier => ScopeOf(earlier, $"{kind} before"), KeptWidth, query.SeriesLimit ?? int.MaxValue, query.RowLimit ?? int.MaxValue);

        QueryScope ScopeOf(MinuteRange minutes, string kindOfRange) => new(view, minutes, query.Filters, _all.ApiNames.Find, kindOfRange);

        int KeptWidth(long minute, bool isWide) => _retention.WidthAt(view.NowMinute - minute, isWide);
    }

    /// <summary>What derives panels of metrics from these states, where they are kept for that.</summary>
    public LogMetrics LogMetricsFor(PanelQuery query, MinuteRange range, TimelineView view, MetricCoverage coverage, MetricFilter filter)
    {
        string kind = KindOf(query, range);
        var uncovered = new UncoveredLogs(coverage, filter.NameOf);
        return new LogMetrics(Plan.LogMetrics!, Answers, ScopeOf, filter);

        // Ranges before and shifted ones are kinds of their own, by how far they are away.
        QueryScope ScopeOf(MinuteRange minutes, bool isUncovered) => isUncovered && !coverage.IsEmpty
            ? new(view, minutes, [], _all.ApiNames.Find, $"{kind} {range.To - minutes.To} {uncovered.Version}") { Exclusion = uncovered }
            : new(view, minutes, [], _all.ApiNames.Find, $"{kind} {range.To - minutes.To}");
    }

    /// <summary>The same for questions that are likely to need the same segments: a range that ends now moves on, one that is fixed stays.</summary>
    private string KindOf(PanelQuery query, MinuteRange range) =>
        $"{_all.ApiNames.Version} {(query.To is null ? $"{query.From?.UtcTicks ?? range.From - range.To}" : $"{range}")}";

    /// <summary>Refuses filters that a dashboard lacks.</summary>
    /// <exception cref="ArgumentException">The dashboard lacks a filter of the query.</exception>
    public static void CheckFilters(DashboardDefinition dashboard, PanelQuery query)
    {
        foreach (string filter in query.Filters.Keys)
        {
            if (dashboard.Filters.All(field => field.Name != filter))
            {
                string known = string.Join(", ", dashboard.Filters.Select(field => field.Name));
                throw new ArgumentException($"The dashboard '{dashboard.Id}' has no filter '{filter}'; it has {known}.", nameof(query));
            }
        }
    }

    /// <summary>Whether monitors can be told apart by the filters of a question.</summary>
    /// <exception cref="ArgumentException">They cannot.</exception>
    public void CheckMonitorFilters(PanelQuery query)
    {
        if (query.Filters.Keys.FirstOrDefault(filter => Identity.Fields.All(field => field.Name != filter)) is { } unknown)
        {
            string known = string.Join(", ", Identity.Fields.Select(field => field.Name));
            throw new ArgumentException($"Monitors have no filter '{unknown}'; they have {known}.", nameof(query));
        }

        CheckFiltersWhenAsked(query);
    }

    /// <summary>What hidden panels are answered from.</summary>
    /// <param name="range">The minutes.</param>
    /// <param name="filters">Patterns by field of the identity.</param>
    /// <param name="view">The states.</param>
    public QueryScope HiddenScope(MinuteRange range, IReadOnlyCollection<KeyValuePair<string, string>> filters, TimelineView view) =>
        new(view, range, filters, _all.ApiNames.Find, "hidden");

    /// <summary>Answers one panel over everything that was added.</summary>
    public PanelData AnswerAll(PanelPlan panel) =>
        AnswererFor(panel.Dashboard, PanelQuery.Default, _all.RangeOf(PanelQuery.Default), _timeline.ViewOfOwner(_all.Now)).Answer(panel);

    public void WriteTo(BinaryWriter writer)
    {
        writer.Write(Plan.Signature);
        Segment[] segments = [.. _timeline.Segments];
        writer.Write7BitEncodedInt(segments.Length);
        foreach (Segment segment in segments)
        {
            segment.WriteTo(writer);
        }
    }

    /// <summary>Reads the segments that were written; they are not merged yet.</summary>
    /// <exception cref="InvalidDataException">What was read cannot have been written, or was written for other panels.</exception>
    public Segment[] Read(BinaryReader reader)
    {
        try
        {
            // Not as a string: what is damaged may claim any length.
            byte[] signature = Encoding.UTF8.GetBytes(Plan.Signature);
            if (reader.Read7BitEncodedInt() != signature.Length || !reader.ReadBytes(signature.Length).AsSpan().SequenceEqual(signature))
            {
                throw new InvalidDataException("The states were saved by an engine with other panels or another mode.");
            }

            var segments = new Segment[Math.Clamp(reader.Read7BitEncodedInt(), 0, 1 << 16)];
            for (int i = 0; i < segments.Length; i++)
            {
                segments[i] = Segment.ReadFrom(reader, Plan);
            }

            return segments;
        }
        catch (EndOfStreamException e)
        {
            throw new InvalidDataException("The states end early.", e);
        }
        catch (FormatException e)
        {
            throw new InvalidDataException("The states hold a number that is none.", e);
        }
    }

    /// <summary>Refuses filters of a question about what was filtered while it was read.</summary>
    /// <exception cref="ArgumentException">There is one.</exception>
    public void CheckFiltersWhenAsked(PanelQuery query)
    {
        if (!Plan.IsSliced && query.Filters.Count > 0)
        {
            throw new ArgumentException(
                $"A filter by '{query.Filters.Keys.First()}' is applied while files are read; give it to the options.", nameof(query));
        }
    }
}
