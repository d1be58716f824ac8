using ApiGatewayAnalytics.CloudWatchMetrics;
using ApiGatewayAnalytics.Columns;
using ApiGatewayAnalytics.Panels;

namespace ApiGatewayAnalytics.Planning;

/// <summary>Finds what is wrong with declarations of panels that combine two sources.</summary>
internal static class CounterpartMistakes
{
    private static readonly Figure[] s_ofDatapoints = [Figure.Requests, Figure.Records, Figure.Missing, Figure.Surplus];
    private static readonly Figure[] s_ofChanges = [Figure.Requests, Figure.ErrorRate, Figure.P95];

    /// <summary>Every mistake in words.</summary>
    public static IEnumerable<string> Of(PanelDefinition panel)
    {
        if (panel.Counterpart is not { } counterpart)
        {
            yield break;
        }

        string name = $"Panel '{panel.Id}'";
        bool isOfDatapoints = counterpart.Source == RecordSource.Metrics;
        if (panel.Source != RecordSource.AccessLog)
        {
            yield return $"{name} has a Counterpart, which only panels of access logs have.";
        }

        if (panel.Measure.Kind != MeasureKind.Count || panel.Where.Length > 0 || panel.Fill.Length > 0 || panel.LimitPer is not null || panel.Rest is not null)
        {
            yield return $"{name} has a Counterpart, so it counts all records and has neither Where nor Fill, LimitPer or Rest.";
        }

        foreach (Field field in panel.By.Where(field => Array.TrueForAll(CombinedKeys.All, key => key.Name != field.Name)))
        {
            yield return $"{name} has a Counterpart, so it cannot group by '{field.Name}', only by account, region, apiName, apiId and stage.";
        }

        if (counterpart.Figures.IsEmpty || counterpart.Figures.Distinct().Count() != counterpart.Figures.Length
            || counterpart.Figures.Except(isOfDatapoints ? s_ofDatapoints : s_ofChanges).Any())
        {
            yield return $"{name} shows figures that are none, that are there twice, or that its Counterpart does not tell: {string.Join(", ", counterpart.Figures)}.";
        }

        if (isOfDatapoints && counterpart.Scope is not (MetricScope.Api or MetricScope.Stage))
        {
            yield return $"{name} is held against datapoints of the scope {counterpart.Scope}; it must be that of an API or a stage.";
        }

        if (!isOfDatapoints && (counterpart.Window < TimeSpan.FromMinutes(1) || counterpart.Window > TimeSpan.FromHours(24) || counterpart.Window.Ticks % TimeSpan.TicksPerMinute != 0))
        {
            yield return $"{name} looks {counterpart.Window} around a change; it must be whole minutes, up to 24 hours.";
        }

        if (!isOfDatapoints && (counterpart.Events.IsDefaultOrEmpty || counterpart.Events.Any(string.IsNullOrEmpty)))
        {
            yield return $"{name} names no operations that are changes.";
        }
    }
}
