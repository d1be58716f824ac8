using System.Collections.Immutable;
using ApiGatewayAnalytics.CloudWatchMetrics;

namespace ApiGatewayAnalytics.Panels;

/// <summary>
/// The other telemetry that a panel of access logs is held against, as plain data: datapoints that count the same requests, or CloudTrail
/// events that changed what answers them. Immutable.
/// </summary>
public sealed record Counterpart
{
    private Counterpart(RecordSource source, ReadOnlySpan<Figure> figures) => (Source, Figures) = (source, [.. figures]);

    /// <summary>Which telemetry it is: <see cref="RecordSource.Metrics"/> or <see cref="RecordSource.CloudTrail"/>.</summary>
    public RecordSource Source { get; }

    /// <summary>What is shown, in column order. Of changes, a row shows each before and after, and a trend how many changes there were besides.</summary>
    public ImmutableArray<Figure> Figures { get; }

    /// <summary>The dimensions of the datapoints that are read; of changes null.</summary>
    public MetricScope? Scope { get; private init; }

    /// <summary>The operations that count as changes; of datapoints empty.</summary>
    public ImmutableArray<string> Events { get; private init; } = [];

    /// <summary>How long before and after the minute of a change is looked at; of datapoints zero.</summary>
    public TimeSpan Window { get; private init; }

    /// <summary>
    /// The metric <c>Count</c> of REST and HTTP APIs, minute by minute. A REST API and a log belong together when the identifier's name is
    /// the ApiName, any other one when the identifiers are the same; an account or region that one of them does not name is any.
    /// </summary>
    /// <param name="scope">Whose datapoints: of an API, or of its stages.</param>
    /// <param name="figures">Some of requests, records, missing and surplus.</param>
    public static Counterpart Datapoints(MetricScope scope, params ReadOnlySpan<Figure> figures) => new(RecordSource.Metrics, figures) { Scope = scope };

    /// <summary>
    /// CloudTrail events that succeeded, by minute. An event that names no stage is held against all stages of its API.
    /// </summary>
    /// <param name="window">Whole minutes before and after that of a change, which belongs to neither.</param>
    /// <param name="events">Names of operations.</param>
    /// <param name="figures">Some of requests, error rate and p95.</param>
    public static Counterpart Changes(TimeSpan window, ImmutableArray<string> events, params ReadOnlySpan<Figure> figures) =>
        new(RecordSource.CloudTrail, figures) { Window = window, Events = events };
}
