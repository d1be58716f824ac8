using ApiGatewayAnalytics.Columns;
using ApiGatewayAnalytics.Enrichment;
using ApiGatewayAnalytics.Panels;
using ApiGatewayAnalytics.Planning;

namespace ApiGatewayAnalytics.Monitoring;

/// <summary>Finds what is wrong with declarations of monitors before they are compiled.</summary>
internal static class MonitorMistakes
{
    /// <summary>Every mistake in the monitors, in words.</summary>
    public static IEnumerable<string> Of(IReadOnlyCollection<MonitorDefinition> monitors, RecordSchema schema)
    {
        foreach (IGrouping<string, MonitorDefinition> same in monitors.GroupBy(monitor => monitor.Id).Where(same => same.Count() > 1))
        {
            yield return $"Monitor '{same.Key}' is declared {same.Count()} times.";
        }

        foreach (string mistake in monitors.SelectMany(monitor => Of(monitor, schema)))
        {
            yield return mistake;
        }
    }

    private static IEnumerable<string> Of(MonitorDefinition monitor, RecordSchema schema)
    {
        string name = string.IsNullOrWhiteSpace(monitor.Id) ? "A monitor" : $"Monitor '{monitor.Id}'";
        if (string.IsNullOrWhiteSpace(monitor.Id) || monitor.Id.Any(c => c is not ('-' or '/' or (>= 'a' and <= 'z') or (>= '0' and <= '9'))))
        {
            yield return $"{name} needs an Id of lower-case letters, digits, '-' and '/'.";
        }

        if (string.IsNullOrWhiteSpace(monitor.Title))
        {
            yield return $"{name} needs a Title.";
        }

        if (!double.IsFinite(monitor.Threshold))
        {
            yield return $"{name} has a Threshold of {monitor.Threshold}, which is not a number.";
        }

        if (monitor.Window < TimeSpan.FromMinutes(1) || monitor.Window > MonitorDefinition.MaxWindow || monitor.Window.Ticks % TimeSpan.TicksPerMinute != 0)
        {
            yield return $"{name} has a Window of {monitor.Window}; it must be whole minutes, up to {MonitorDefinition.MaxWindow.TotalHours} hours.";
        }

        if (!Enum.IsDefined(monitor.Comparison) || !Enum.IsDefined(monitor.Severity))
        {
            yield return $"{name} has a Comparison {monitor.Comparison} or a Severity {monitor.Severity} that does not exist.";
        }

        Predicate[] conditions = [.. monitor.Signal.Where, .. monitor.Signal.Of];
        foreach (Predicate condition in conditions.Where(condition => condition.Test is PredicateTest.Located or PredicateTest.ThreatHigh))
        {
            if (condition.Field!.Name != schema.Address?.Name)
            {
                yield return $"{name} looks '{condition.Field.Name}' up, but only '{schema.Address?.Name}' is.";
            }
            else if (schema.IndexOf((condition.Test == PredicateTest.Located ? AddressColumns.Country : AddressColumns.HighThreat).Name) < 0)
            {
                yield return $"{name} looks '{condition.Field.Name}' up, but no source that tells is configured.";
            }
        }

        foreach (Field field in conditions.Select(condition => condition.Field).Append(monitor.Signal.Field).OfType<Field>().Distinct())
        {
            if (PanelMistakes.IsDerived(field))
            {
                yield return $"{name} asks records for '{field.Name}', which is only known when a panel is answered.";
            }
            else if (PanelMistakes.MistakeOf(field, schema) is { } mistake)
            {
                yield return $"{name} uses {mistake}";
            }
        }
    }
}
