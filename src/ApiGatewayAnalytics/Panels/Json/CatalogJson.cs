using System.Collections.Immutable;
using System.Text.Json;
using ApiGatewayAnalytics.AccessLogs;
using ApiGatewayAnalytics.CloudWatchMetrics;
using ApiGatewayAnalytics.Columns;
using ApiGatewayAnalytics.Dashboards;
using ApiGatewayAnalytics.Diagnosis;
using ApiGatewayAnalytics.Ingestion;
using ApiGatewayAnalytics.Monitoring;

namespace ApiGatewayAnalytics.Panels;

/// <summary>
/// Writes the definitions of dashboards, panels and monitors as JSON without reflection: everything that a front end needs to know to
/// draw panels that it has never seen, a host's own too. Thread-safe.
/// </summary>
public static class CatalogJson
{
    /// <summary>Writes dashboards and their panels as an array.</summary>
    /// <param name="writer">Where to; it is at the place of a value.</param>
    /// <param name="dashboards">The dashboards, in the order in which they are written.</param>
    /// <param name="derivesMetrics">Whether access logs do where a panel of metrics has no datapoints. Default: they do, as in <see cref="AnalyticsOptions.DerivesMetrics"/>.</param>
    /// <exception cref="ArgumentNullException"><paramref name="writer"/> or <paramref name="dashboards"/> is null.</exception>
    public static void WriteDashboards(Utf8JsonWriter writer, IEnumerable<DashboardDefinition> dashboards, bool derivesMetrics = true)
    {
        ArgumentNullException.ThrowIfNull(writer);
        ArgumentNullException.ThrowIfNull(dashboards);
        writer.WriteObjects(dashboards, (_, dashboard) => Write(writer, dashboard, derivesMetrics));
    }

    /// <summary>Writes monitors as an array.</summary>
    /// <param name="writer">Where to; it is at the place of a value.</param>
    /// <param name="monitors">The monitors, in the order in which they are written.</param>
    /// <exception cref="ArgumentNullException"><paramref name="writer"/> or <paramref name="monitors"/> is null.</exception>
    public static void WriteMonitors(Utf8JsonWriter writer, IEnumerable<MonitorDefinition> monitors)
    {
        ArgumentNullException.ThrowIfNull(writer);
        ArgumentNullException.ThrowIfNull(monitors);
        writer.WriteObjects(monitors, Write);
    }

    private static void Write(Utf8JsonWriter writer, DashboardDefinition dashboard, bool derivesMetrics)
    {
        writer.WriteString("id"u8, dashboard.Id);
        writer.WriteString("title"u8, dashboard.Title);
        writer.WriteString("source"u8, KebabCase<RecordSource>.Names[(int)dashboard.Source]);
        writer.WriteNames("filters"u8, dashboard.Filters);
        writer.WriteBoolean("onRequest"u8, DashboardCatalog.OnRequest.Any(known => known.Id == dashboard.Id));
        writer.WriteObjects("panels"u8, dashboard.Panels, (_, panel) => Write(writer, panel, derivesMetrics));
    }

    private static void Write(Utf8JsonWriter writer, MonitorDefinition monitor)
    {
        writer.WriteString("id"u8, monitor.Id);
        writer.WriteString("title"u8, monitor.Title);
        writer.WriteString("severity"u8, KebabCase<MonitorSeverity>.Names[(int)monitor.Severity]);
        writer.WriteString("description"u8, monitor.Description);
    }

    private static void Write(Utf8JsonWriter writer, PanelDefinition panel, bool derivesMetrics)
    {
        writer.WriteString("id"u8, panel.Id);
        writer.WriteString("title"u8, panel.Title);
        writer.WriteString("description"u8, panel.Description);
        writer.WriteString("chart"u8, KebabCase<Chart>.Names[(int)panel.Chart]);
        writer.WriteString("unit"u8, panel.Unit);
        writer.WriteString("measure"u8, KebabCase<MeasureKind>.Names[(int)panel.Measure.Kind]);
        if (DatapointNeeds.Of(panel) is { } datapoints)
        {
            Write(writer, datapoints);
        }

        if (panel.Counterpart is { Source: RecordSource.CloudTrail } changes)
        {
            writer.WriteTexts("events"u8, changes.Events.AsSpan());
        }

        writer.WriteNames("by"u8, panel.By);
        writer.WriteNames("columns"u8, panel.Measure.Columns);
        writer.WriteString("interval"u8, panel.Interval is not { } interval ? null : interval.IsAuto ? "auto" : Spell(interval.Width));
        writer.WriteTexts("compareWith"u8, [.. panel.CompareWith.Select(Spell)]);
        PanelNeeds? needs = panel.Source == RecordSource.AccessLog ? PanelNeeds.Of(panel, AccessLogSchema.Default) : null;
        WriteVariables(writer, "needs"u8, needs?.All.SelectMany(need => need.Configure) ?? []);
        if (panel.Source == RecordSource.Metrics)
        {
            PanelNeeds? derived = derivesMetrics ? PanelNeeds.OfDerived(panel, AccessLogSchema.Default) : null;
            WriteVariables(writer, "derivedFrom"u8, derived?.All.SelectMany(need => need.Available(derived.Kinds)) ?? []);
        }
    }

    private static void Write(Utf8JsonWriter writer, DatapointNeeds needs)
    {
        writer.WriteTexts("metrics"u8, needs.Metrics.AsSpan());
        writer.WriteString("scope"u8, KebabCase<MetricScope>.Names[(int)needs.Scope]);
        writer.WriteTexts("statistics"u8, needs.Statistics.AsSpan());
        writer.WriteStartArray("dimensions"u8);
        foreach (ImmutableArray<string> set in needs.Dimensions)
        {
            writer.WriteTexts(set.AsSpan());
        }

        writer.WriteEndArray();
    }

    /// <summary>The variables that an access log has to have for some fields; none for what no template can log.</summary>
    private static void WriteVariables(Utf8JsonWriter writer, ReadOnlySpan<byte> property, IEnumerable<Field> fields) =>
        writer.WriteTexts(
            property,
            [
                .. fields
                    .SelectMany(field => field.Variable is null ? DerivedAccessLogFields.SourcesOf(field).AsEnumerable() : [field])
                    .Select(field => field.Variable)
                    .OfType<string>()
                    .Distinct(StringComparer.Ordinal),
            ]);

    /// <summary>The largest unit that leaves a whole number: <c>7d</c>, <c>6h</c>, <c>15m</c>.</summary>
    private static string Spell(TimeSpan width) =>
        width.Ticks % TimeSpan.TicksPerDay == 0 ? $"{(long)width.TotalDays}d"
        : width.Ticks % TimeSpan.TicksPerHour == 0 ? $"{(long)width.TotalHours}h"
        : $"{(long)width.TotalMinutes}m";
}
