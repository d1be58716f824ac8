using System.Collections.Immutable;
using System.Text;
using ApiGatewayAnalytics.AccessLogs;
using ApiGatewayAnalytics.Monitoring;
using ApiGatewayAnalytics.Panels;
using ApiGatewayAnalytics.Query;
using ApiGatewayAnalytics.Timeline;

namespace ApiGatewayAnalytics;

/// <content>Panels of two sources: access logs held against datapoints or changes, a day at a time.</content>
public sealed partial class AnalyticsEngine
{
    private PanelData AnswerCombined(PanelDefinition panel, PanelQuery query, Moment moment)
    {
        AnalyticsStore logs = StoreOf(RecordSource.AccessLog);
        logs.CheckFiltersWhenAsked(query);
        return panel.Counterpart!.Source == RecordSource.Metrics ? Reconcile(panel, query, moment, logs) : HoldAgainstChanges(panel, query, moment, logs);
    }

    private PanelData Reconcile(PanelDefinition panel, PanelQuery query, Moment moment, AnalyticsStore logs)
    {
        TimelineView view = moment.Views[logs];
        QueryScope whole = logs.HiddenScope(moment.Range, query.Filters, view);
        MonitorSubject[] counted;
        MinuteRange range;
        lock (_lock)
        {
            long from = Math.Max(SignalReading.FineFrom(logs.Plan, whole), RequestMinutes.FineFrom(_stores.Metrics!, moment.Range));
            range = new MinuteRange(Math.Min(from, moment.Range.To), moment.Range.To);
            counted = RequestMinutes.Counted(_stores.Metrics!, new MetricFilter(query.Filters, _apiNames.Find), range, panel.Counterpart!.Scope!.Value);
        }

        if (counted.Length == 0)
        {
            return Nothing(panel, range, Reconciliation.ColumnsOf(panel), whole.Segments.Any(), "No datapoints of Count were read; feed CloudWatch metrics too.");
        }

        var answer = new Reconciliation(panel, range, counted, _apiNames.Find);
        foreach (MinuteRange part in PartsOf(range))
        {
            RequestMinutes requests;
            lock (_lock)
            {
                requests = new RequestMinutes(_stores.Metrics!, new MetricFilter(query.Filters, _apiNames.Find), part, panel.Counterpart!.Scope!.Value);
            }

            answer.Add(part, requests, new SignalReading(logs.Plan, logs.HiddenScope(part, query.Filters, view), 0..0));
        }

        return answer.Answer();
    }

    private PanelData HoldAgainstChanges(PanelDefinition panel, PanelQuery query, Moment moment, AnalyticsStore logs)
    {
        AnalyticsStore trail = StoreOf(RecordSource.CloudTrail);
        TimelineView view = moment.Views[logs];
        TimelineView events = moment.Views[trail];

        // An event without a stage is about all of them, so what it is held against is filtered by stage.
        TextPattern? stage = query.Filters.TryGetValue(AccessLogFields.Stage.Name, out string? pattern) ? new TextPattern(pattern) : null;
        QueryScope changed = trail.HiddenScope(moment.Range, query.Filters.Remove(AccessLogFields.Stage.Name), events);
        var range = new MinuteRange(Math.Min(ChangeMinutes.FineFrom(trail.Plan, changed), moment.Range.To), moment.Range.To);
        if (events.Settled.Length + events.Changing.Length == 0)
        {
            bool hasLogs = logs.HiddenScope(moment.Range, query.Filters, view).Segments.Any();
            return Nothing(panel, range, ChangeImpact.ColumnsOf(panel), hasLogs, "No events were read; feed CloudTrail too.");
        }

        List<Change> changes = ChangeMinutes.Read(trail.Plan, trail.HiddenScope(range, query.Filters.Remove(AccessLogFields.Stage.Name), events), panel.Counterpart!.Events);
        changes.RemoveAll(change => change.Subject.Stage is { } named && stage?.Matches(Encoding.UTF8.GetBytes(named)) == false);
        var answer = new ChangeImpact(panel, range, changes, _apiNames.Find);
        foreach (MinuteRange part in PartsOf(range))
        {
            if (panel.Interval is null && !changes.Exists(change => change.Minute >= part.From && change.Minute < part.To))
            {
                continue;
            }

            var read = new MinuteRange(part.From - answer.Margin, part.To + 1 + answer.Margin);
            answer.Add(part, new SignalReading(logs.Plan, logs.HiddenScope(read, query.Filters, view), logs.Plan.Hidden!.MonitorCount..));
        }

        return answer.Answer();
    }

    private static PanelData Nothing(
        PanelDefinition panel, MinuteRange range, ImmutableArray<string> columns, bool hasLogs, string reason) =>
        CombinedTable.Empty(panel, range, columns) with
        {
            Status = hasLogs ? PanelStatus.NotConfigured : PanelStatus.NoData,
            Reason = hasLogs ? reason : null,
        };

    /// <summary>A range day by day, since what is read at once holds a number per minute and entity; no further than where something was read.</summary>
    private IEnumerable<MinuteRange> PartsOf(MinuteRange range)
    {
        long first;
        lock (_lock)
        {
            first = _stores.FirstMinute ?? range.To;
        }

        for (long from = Math.Max(range.From, first); from < range.To;)
        {
            long to = Math.Min(range.To, Clock.Floor(from, Clock.MinutesPerDay) + Clock.MinutesPerDay);
            yield return new MinuteRange(from, to);
            from = to;
        }
    }

    private AnalyticsStore StoreOf(RecordSource source) => _sources.All.First(known => known.Kind == source).Store!;
}
