using ApiGatewayAnalytics.Columns;
using ApiGatewayAnalytics.Panels;

namespace ApiGatewayAnalytics.Planning;

/// <summary>Finds what is wrong with declarations of panels before they are compiled.</summary>
internal static class PanelMistakes
{
    /// <summary>Every mistake in the dashboards and their panels, in words.</summary>
    /// <param name="dashboards">The dashboards.</param>
    /// <param name="schemaOf">The fields of a source's records; null for a source that is not read.</param>
    public static IEnumerable<string> Of(IReadOnlyCollection<DashboardDefinition> dashboards, Func<RecordSource, RecordSchema?> schemaOf)
    {
        foreach (IGrouping<string, DashboardDefinition> same in dashboards.GroupBy(dashboard => dashboard.Id).Where(same => same.Count() > 1))
        {
            yield return $"Dashboard '{same.Key}' is declared {same.Count()} times.";
        }

        foreach (DashboardDefinition dashboard in dashboards)
        {
            if (schemaOf(dashboard.Source) is null)
            {
                yield return $"Dashboard '{dashboard.Id}' reads '{dashboard.Source}', which this engine does not.";
            }

            foreach (PanelDefinition panel in dashboard.Panels.Where(panel => panel.Source != dashboard.Source))
            {
                yield return $"Panel '{panel.Id}' reads '{panel.Source}', but dashboard '{dashboard.Id}' reads '{dashboard.Source}'.";
            }

            foreach (Field filter in dashboard.Filters.Where(field => dashboard.Source == RecordSource.Metrics ? !MetricPanelMistakes.IsKey(field) : !Identity.Fields.Contains(field)))
            {
                yield return $"Dashboard '{dashboard.Id}' filters by '{filter.Name}', which does not tell whose API a record belongs to.";
            }
        }

        var panels = dashboards.SelectMany(dashboard => dashboard.Panels).ToList();
        foreach (IGrouping<string, PanelDefinition> same in panels.GroupBy(panel => panel.Id).Where(same => same.Count() > 1))
        {
            yield return $"Panel '{same.Key}' is declared {same.Count()} times.";
        }

        foreach (PanelDefinition panel in panels)
        {
            foreach (string mistake in panel.Mistakes())
            {
                yield return mistake;
            }

            foreach (string mistake in MetricPanelMistakes.Of(panel))
            {
                yield return mistake;
            }

            foreach (string mistake in CounterpartMistakes.Of(panel))
            {
                yield return mistake;
            }

            if (panel.Source == RecordSource.Metrics)
            {
                continue;
            }

            Field[] asked = [.. panel.Where.Select(condition => condition.Field).Append(panel.Measure.Field).OfType<Field>()];
            foreach (Field field in asked.Where(IsDerived).Distinct())
            {
                yield return $"Panel '{panel.Id}' asks records for '{field.Name}', which is only known when a panel is answered.";
            }

            if (panel.Measure.Kind == MeasureKind.Distinct && panel.Measure.Columns.Contains(DerivedFields.Time))
            {
                yield return $"Panel '{panel.Id}' counts distinct values of 'time', which is only a column of rows.";
            }

            if (schemaOf(panel.Source) is not { } schema)
            {
                continue;
            }

            if (panel.Source != RecordSource.AccessLog && panel.Where.Contains(Predicate.BlockedByWaf))
            {
                yield return $"Panel '{panel.Id}' asks what AWS WAF blocked, which only access logs tell.";
            }

            foreach (Predicate condition in panel.Where.Where(condition => condition.Test is PredicateTest.Located or PredicateTest.ThreatHigh))
            {
                if (condition.Field!.Name != schema.Address?.Name)
                {
                    yield return $"Panel '{panel.Id}' looks '{condition.Field.Name}' up, but only '{schema.Address?.Name}' is.";
                }
            }

            foreach (Field field in panel.By.Concat(panel.Measure.Columns).Concat(asked).Distinct().Where(field => !IsDerived(field)))
            {
                if (MistakeOf(field, schema) is { } mistake)
                {
                    yield return $"Panel '{panel.Id}' uses {mistake}";
                }
            }
        }
    }

    /// <summary>What is wrong with using a field; null where nothing is.</summary>
    public static string? MistakeOf(Field field, RecordSchema schema)
    {
        int known = schema.IndexOf(field.Name);
        if (known < 0)
        {
            return $"the field '{field.Name}', which no record has; declare it as a custom field.";
        }

        string kind = KindName(schema.Fields[known]);
        return field.Kind == schema.Fields[known].Kind ? null : $"'{field.Name}' as a {KindName(field)}, but '{field.Name}' is a {kind}.";

        static string KindName(Field field) => field.Kind.ToString().ToLowerInvariant();
    }

    /// <summary>Whether a field is only known when a panel is answered.</summary>
    public static bool IsDerived(Field field) => field == DerivedFields.Time || field == DerivedFields.ApiName || IsLocation(field) || IsThreat(field);

    /// <summary>Whether a field needs a threat list.</summary>
    public static bool IsThreat(Field field) =>
        field == DerivedFields.ThreatType || field == DerivedFields.Actor || field == DerivedFields.Confidence;

    /// <summary>Whether a field needs a location source.</summary>
    public static bool IsLocation(Field field) =>
        field == DerivedFields.Country || field == DerivedFields.Latitude || field == DerivedFields.Longitude;
}
