using ApiGatewayAnalytics.Monitoring;

namespace ApiGatewayAnalytics.Cli.Rendering.Text;

/// <summary>What monitors say of a range: a line per alert that began or ended, then what still fires.</summary>
internal static class MonitorTable
{
    /// <summary>Alerts that still fire are named up to this many; the table holds all.</summary>
    private const int MostNamed = 5;

    public static IEnumerable<TextLine> Lines(MonitorTimeline monitors, int width)
    {
        if (monitors.Events.IsEmpty)
        {
            yield return TextLine.Of("no monitor fired", Tone.Dim);
        }
        else
        {
            foreach (TextLine line in new TextTable(Columns(monitors)).Lines(width))
            {
                yield return line;
            }
        }

        foreach (TextLine line in Notes(monitors).SelectMany(note => TextLine.Wrapped(note, width, Tone.Dim)))
        {
            yield return line;
        }
    }

    private static List<TextColumn> Columns(MonitorTimeline monitors)
    {
        var columns = new List<TextColumn>
        {
            Column("at", happened => NumberText.Bucket(happened.At, TimeSpan.FromMinutes(1), monitors.Range.To - monitors.Range.From), isWhole: true),
            Column("event", happened => $"{Event(happened.Kind),-9} {happened.Monitor.Id}", isWhole: true),
            Column("api/stage", Api),
            Column("value", Value, isNumber: true),
            Column("fires", happened => Condition(happened.Monitor), isWhole: true),
            Column("window", happened => NumberText.Duration(happened.Monitor.Window), isNumber: true),
            Column("requests", happened => NumberText.Of(happened.Requests), isNumber: true),
            Column("for", happened => happened.Kind == MonitorEventKind.Firing ? "" : NumberText.Duration(happened.At - happened.Since), isNumber: true),
        };
        if (monitors.Events.DistinctBy(happened => (happened.Subject.Account, happened.Subject.Region)).Skip(1).Any())
        {
            columns.Add(Column("account", happened => happened.Subject.Account ?? "-"));
            columns.Add(Column("region", happened => happened.Subject.Region ?? "-"));
        }

        return columns;

        TextColumn Column(string header, Func<MonitorEvent, string> cell, bool isNumber = false, bool isWhole = false) =>
            new(header, isNumber, [.. monitors.Events.Select(happened => SafeText.Of(cell(happened)))], isWhole);
    }

    private static IEnumerable<string> Notes(MonitorTimeline monitors)
    {
        MonitorEvent[] firing =
        [
            .. monitors.Events.GroupBy(happened => (happened.Monitor.Id, happened.Subject)).Select(alert => alert.Last())
                .Where(last => last.Kind == MonitorEventKind.Firing),
        ];
        if (firing.Length > 0)
        {
            string alerts = string.Join(", ", firing.Take(MostNamed).Select(alert => $"{alert.Monitor.Id} of {Api(alert)}"));
            string more = firing.Length > MostNamed ? $" and {NumberText.Of(firing.Length - MostNamed)} more" : "";
            yield return $"still firing at the end: {alerts}{more}";
        }

        if (monitors.SkippedMinutes > 0)
        {
            yield return $"not judged: {NumberText.Of(monitors.SkippedMinutes)} minutes, of which only coarser steps are kept";
        }

        if (monitors.Unwatched > 0)
        {
            yield return $"not watched: {NumberText.Of(monitors.Unwatched)} APIs and stages beyond the first 10,000";
        }
    }

    private static string Api(MonitorEvent happened) => $"{happened.ApiName ?? "-"}/{happened.Subject.Stage ?? "-"}";

    private static string Event(MonitorEventKind kind) => kind == MonitorEventKind.NoData ? "no data" : kind.ToString().ToLowerInvariant();

    private static string Value(MonitorEvent happened) =>
        happened.Value is { } value ? NumberText.Of(value, happened.Monitor.Signal.Unit) : "-";

    private static string Condition(MonitorDefinition monitor)
    {
        string sign = monitor.Comparison switch
        {
            MonitorComparison.AtLeast => ">=",
            MonitorComparison.Above => ">",
            MonitorComparison.AtMost => "<=",
            _ => "<",
        };
        return $"{sign} {NumberText.Of(monitor.Threshold, monitor.Signal.Unit)}";
    }
}
