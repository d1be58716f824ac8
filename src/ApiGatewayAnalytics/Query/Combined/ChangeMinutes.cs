using ApiGatewayAnalytics.Aggregation;
using ApiGatewayAnalytics.Monitoring;
using ApiGatewayAnalytics.Planning;
using ApiGatewayAnalytics.Timeline;

namespace ApiGatewayAnalytics.Query;

/// <summary>The CloudTrail events that changed APIs: minute, whose, what and how often.</summary>
internal static class ChangeMinutes
{
    /// <param name="plan">What is kept of events; it has hidden panels.</param>
    /// <param name="scope">The segments, and which entities count.</param>
    /// <param name="events">The operations that count.</param>
    public static List<Change> Read(AggregationPlan plan, QueryScope scope, IReadOnlyCollection<string> events)
    {
        PanelPlan panel = plan.Hidden!.Changes!;
        var changes = new List<Change>();
        foreach (Segment segment in scope.Segments.Where(segment => segment.Groups[panel.State].Axis.Width == 1))
        {
            // A segment at a time: a day has many minutes, a range may have many days, and events are few.
            var range = new MinuteRange(Math.Max(scope.Range.From, segment.FirstMinute), Math.Min(scope.Range.To, segment.LastMinute + 1));
            var answer = new GroupAnswer(plan, panel, new StepAxis(range.From, 1, (int)(range.To - range.From)));
            answer.Add(segment, scope, range);
            MeasureColumn counts = answer.State.Measures[panel.Measure];
            for (int group = TupleTable.Other + 1; group < answer.State.GroupCount; group++)
            {
                if (answer.KeyText(group, 4) is not { } name || !events.Contains(name))
                {
                    continue;
                }

                var subject = new MonitorSubject(answer.KeyText(group, 0), answer.KeyText(group, 1), answer.KeyText(group, 2), answer.KeyText(group, 3));
                answer.State.Slots(group, out int slot, out int step, out int count);
                for (int i = 0; i < count; i++)
                {
                    if (counts.Weight(slot + i) is > 0 and var weight)
                    {
                        changes.Add(new Change(range.From + step + i, subject, name, weight));
                    }
                }
            }
        }

        // What waits beside a segment is of the same minutes.
        return [.. changes.GroupBy(change => (change.Minute, change.Subject, change.Name)).Select(same => same.First() with { Count = same.Sum(change => change.Count) })];
    }

    /// <summary>From when on, within a range, everything is known by minute.</summary>
    public static long FineFrom(AggregationPlan plan, QueryScope scope) =>
        scope.Segments.Where(segment => segment.Groups[plan.Hidden!.Changes!.State].Axis.Width > 1)
            .Select(segment => segment.LastMinute + 1)
            .Append(scope.Range.From)
            .Max();
}
