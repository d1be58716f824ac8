using System.Collections.Immutable;
using ApiGatewayAnalytics.AccessLogs;
using ApiGatewayAnalytics.CloudTrail;
using ApiGatewayAnalytics.Columns;
using ApiGatewayAnalytics.Enrichment;
using ApiGatewayAnalytics.Panels;

namespace ApiGatewayAnalytics;

/// <summary>The sources that an engine knows. Immutable.</summary>
internal sealed class TelemetrySources
{
    /// <param name="options">How they are read.</param>
    /// <param name="clock">Tells what lies in the future.</param>
    /// <param name="names">Where names of APIs are learned.</param>
    public TelemetrySources(AnalyticsOptions options, TimeProvider clock, ApiNameBook names)
    {
        RecordSchema logs = AccessLogSchema.Create(options.Reader.CustomFields);
        Fields = logs.Fields;
        All =
        [
            new AccessLogSource(options.Reader, Enriched(logs), clock),
            new CloudTrailSource(options.CloudTrail, Enriched(CloudTrailSchema.Default), clock, names),
            new MetricSource(options.MetricQueries, clock),
        ];

        RecordSchema Enriched(RecordSchema schema) => AddressColumns.AddTo(schema, options.GeoLocator is not null, options.ThreatList is not null);
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
