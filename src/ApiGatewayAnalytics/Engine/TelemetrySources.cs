using System.Collections.Immutable;
using ApiGatewayAnalytics.Columns;
using ApiGatewayAnalytics.Panels;

namespace ApiGatewayAnalytics;

/// <summary>The sources that an engine knows. Immutable.</summary>
internal sealed class TelemetrySources
{
    public TelemetrySources(AnalyticsOptions options, TimeProvider clock)
    {
        All =
        [
            new AccessLogSource(options.Reader, clock),
            new MetricSource(options, clock),
        ];
        Fields = All[0].Schema.Fields;
    }

    /// <summary>All of them; the first one takes the records that no other one knows.</summary>
    public ImmutableArray<TelemetrySource> All { get; }

    /// <summary>The fields whose invalid numbers are counted.</summary>
    public ImmutableArray<Field> Fields { get; }

    /// <summary>The fields of a source's records; null for a source that is not known.</summary>
    public RecordSchema? SchemaOf(RecordSource kind)
    {
        foreach (TelemetrySource source in All)
        {
            if (source.Kind == kind)
            {
                return source.Schema;
            }
        }

        return null;
    }
}
