using System.Collections.Immutable;
using ApiGatewayAnalytics.Ingestion;

namespace ApiGatewayAnalytics;

/// <summary>Everything that a delivery has read and the engine does not know of yet. Belongs to the delivery.</summary>
/// <param name="sources">The drafts of the engine's sources.</param>
/// <param name="intake">Where records are counted.</param>
/// <param name="logEventIds">The CloudWatch Logs events of the delivery.</param>
internal sealed class DeliveryDraft(ImmutableArray<TelemetrySource> sources, RecordIntake intake, EventIdFilter logEventIds)
{
    public ImmutableArray<TelemetrySource> Sources => sources;

    public RecordIntake Intake => intake;

    /// <summary>What was too large for the shards, within a limit; null as long as it is not.</summary>
    public AnalyticsStores? Overflow { get; set; }

    /// <summary>The ids of all events of the delivery.</summary>
    public EventIdFilter[] EventIds() =>
        [logEventIds, .. sources.Select(source => source.EventIds).OfType<EventIdFilter>()];
}
