using System.Collections.Frozen;
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
    private const int LeastShareOfAnswers = 16;
    private const int LargestShareOfAnswers = 4;

    private readonly Retention _retention;
    private readonly bool _isLive;
    private readonly TimeProvider _clock;
    private readonly FrozenDictionary<string, string> _apiNames;
    private readonly SegmentTimeline _timeline;
    private readonly AnswerCache _answers;
    private readonly long _memoryLimit;

    public AnalyticsStore(
        AggregationPlan plan, Retention retention, long memoryLimit, bool isLive, TimeProvider clock, FrozenDictionary<string, string> apiNames)
    {
        Plan = plan;

        // Files were handed over to be looked at as a whole, however far apart their records are.
        _retention = isLive ? retention : retention with { Days = TimeSpan.MaxValue };
        _isLive = isLive;
        _clock = clock;
        _apiNames = apiNames;
        Cutter = new SegmentCutter(plan, _retention, isLive);
        _answers = new AnswerCache(plan);
        _memoryLimit = memoryLimit;
        _timeline = new SegmentTimeline(plan, Cutter, _retention, isLive ? memoryLimit - (memoryLimit / LeastShareOfAnswers) : memoryLimit);
    }

    public AggregationPlan Plan { get; }

    public SegmentCutter Cutter { get; }

    /// <summary>The memory of the states.</summary>
    public long Bytes => _timeline.Bytes;

    /// <summary>What is remembered of earlier questions. Guarded by another lock than the states: see <see cref="View"/>.</summary>
    public AnswerCache Answers => _answers;

    /// <summary>The states as they are now, to answer from while others come: only what answers needs no lock on the states.</summary>
    public TimelineView View() => _timeline.View(Now(), _isLive ? Now() : long.MinValue);

    /// <summary>The memory that answers may take beside the states: what these leave, within bounds.</summary>
    public long AnswerLimit =>
        Math.Clamp(_memoryLimit - _timeline.Bytes, _memoryLimit / LeastShareOfAnswers, _memoryLimit / LargestShareOfAnswers);

    /// <summary>Takes over segments that a shard hands over.</summary>
    public void Merge(Segment[] segments)
    {
        if (segments.Length == 0)
        {
            return;
        }

        foreach (Segment segment in segments)
        {
            _timeline.Merge(segment, Now());
        }

        _timeline.Advance(Now());
    }

    /// <summary>The range that a question is about, in whole minutes.</summary>
    /// <param name="query">The question.</param>
    /// <param name="from">Where records started to be taken; null for everywhere.</param>
    /// <param name="to">Where records ceased to be taken; null for nowhere.</param>
    public MinuteRange RangeOf(PanelQuery query, DateTimeOffset? from = null, DateTimeOffset? to = null)
    {
        long end = Minute(query.To ?? to, up: true) ?? (_isLive ? ClockMinute() + 1 : (_timeline.LastMinute ?? ClockMinute()) + 1);
        long start = query.Last is { } last
            ? Clock.MinuteOf(Clock.TimeOf(end) - last)
            : Minute(query.From ?? from, up: false) ?? (_isLive ? end - Clock.MinutesPerDay : _timeline.FirstMinute ?? end);
        return new MinuteRange(Math.Min(start, end), end);
    }

    /// <summary>What answers the panels of one dashboard.</summary>
    /// <exception cref="ArgumentException">The dashboard lacks a filter of the query.</exception>
    public PanelAnswerer AnswererFor(DashboardDefinition dashboard, PanelQuery query, MinuteRange range, TimelineView view)
    {
        foreach (string filter in query.Filters.Keys)
        {
            if (dashboard.Filters.All(field => field.Name != filter))
            {
                string known = string.Join(", ", dashboard.Filters.Select(field => field.Name));
                throw new ArgumentException($"The dashboard '{dashboard.Id}' has no filter '{filter}'; it has {known}.", nameof(query));
            }
        }

        CheckFiltersWhenAsked(query);

        // A range that ends now moves on and keeps its kind; one that is fixed is a kind of its own.
        string kind = query.To is null ? $"{query.From?.UtcTicks ?? range.From - range.To}" : $"{range}";
        return new PanelAnswerer(Plan, _answers, ScopeOf(range, kind), earlier => ScopeOf(earlier, $"{kind} before"), KeptWidth);

        QueryScope ScopeOf(MinuteRange minutes, string kindOfRange) => new(view, minutes, query.Filters, _apiNames, kindOfRange);

        int KeptWidth(long minute, bool isWide) => _retention.WidthAt(view.NowMinute - minute, isWide);
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

    /// <summary>Reads what monitors are judged by.</summary>
    /// <param name="range">The minutes.</param>
    /// <param name="filters">Patterns by field of the identity.</param>
    /// <param name="view">The states.</param>
    public MonitorReading ReadMonitors(MinuteRange range, IReadOnlyCollection<KeyValuePair<string, string>> filters, TimelineView view) =>
        new(Plan, new QueryScope(view, range, filters, _apiNames, "monitors"));

    /// <summary>Answers one panel over everything that was added.</summary>
    public PanelData AnswerAll(PanelPlan panel) =>
        AnswererFor(panel.Dashboard, PanelQuery.Default, RangeOf(PanelQuery.Default), _timeline.ViewOfOwner(Now())).Answer(panel);

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

    private void CheckFiltersWhenAsked(PanelQuery query)
    {
        if (!Plan.IsSliced && query.Filters.Count > 0)
        {
            throw new ArgumentException(
                $"A filter by '{query.Filters.Keys.First()}' is applied while files are read; give it to the options.", nameof(query));
        }
    }

    private static long? Minute(DateTimeOffset? time, bool up) => time is not { } at ? null : up ? Clock.MinuteFrom(at) : Clock.MinuteOf(at);

    private long ClockMinute() => Clock.MinuteOf(_clock.GetUtcNow());

    /// <summary>The minute that ages are counted from.</summary>
    private long Now() => _isLive ? ClockMinute() : _timeline.LastMinute ?? 0;
}
