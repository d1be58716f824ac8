using System.Collections.Immutable;
using ApiGatewayAnalytics.Columns;
using ApiGatewayAnalytics.Enrichment;
using ApiGatewayAnalytics.Ingestion;
using ApiGatewayAnalytics.Panels;
using ApiGatewayAnalytics.Planning;
using ApiGatewayAnalytics.Timeline;

namespace ApiGatewayAnalytics;

/// <summary>
/// One kind of telemetry as an engine has to know it: its fields, what its records are known by, what reads them and what keeps them. A further
/// source is a further class of this kind in <see cref="TelemetrySources"/>. Shared by all calls that read, so thread-safe.
/// </summary>
/// <param name="kind">What dashboards call it.</param>
/// <param name="schema">Its fields.</param>
internal abstract class TelemetrySource(RecordSource kind, RecordSchema schema)
{
    private SourceDemand? _demand;
    private ImmutableArray<RecordFilter> _filters = [];

    public RecordSource Kind => kind;

    public RecordSchema Schema => schema;

    /// <summary>What its records are known by; empty for the source that takes what no other one does, which comes first.</summary>
    public virtual ImmutableArray<RecordSign> Signs => [];

    /// <summary>The fields that <see cref="Observe"/> looks at.</summary>
    public virtual ImmutableArray<Field> Observed => [];

    /// <summary>What keeps segments of its records; null where nothing asks for them, and for a source that keeps them otherwise.</summary>
    public AnalyticsStore? Store { get; private set; }

    /// <summary>Makes what keeps its records, if anything asks for them. Called once, before anything is read.</summary>
    /// <param name="demand">What is asked.</param>
    /// <param name="stores">Those of all sources.</param>
    public virtual void Open(SourceDemand demand, AnalyticsStores stores)
    {
        HiddenPanels? hidden = HiddenPanels.Of(Kind, Schema, demand.Monitors, demand.Panels, demand.MonitorMinutes);
        bool derivesMetrics = demand.DerivesMetrics && Kind == RecordSource.AccessLog;
        if (!demand.Shows(Kind) && hidden is null && !derivesMetrics)
        {
            return;
        }

        _demand = demand;
        _filters = [.. demand.Filters.Select(filter => new RecordFilter(filter.Key, filter.Value, Schema, demand.Names.Find))];
        Store = stores.Add(PlanCompiler.Compile(
            [.. demand.Dashboards.Where(dashboard => dashboard.Source == Kind)],
            Schema,
            isSliced: demand.IsLive,
            demand.IsLive ? Clock.MinutesPerHour : Clock.MinutesPerDay,
            demand.Filters.Keys.Select(field => RecordFilter.FieldOf(field, Schema)).Concat(Observed.Select(field => field.Name)),
            hidden,
            derivesMetrics));
    }

    /// <summary>What a call that reads keeps of its records; null where they are not kept.</summary>
    public virtual SourceShard? CreateShard() => Store is not { } store ? null
        : new SegmentShard(
            new Shard(
                store.Plan, store.Cutter, _filters, _demand!.From, _demand.To, AddressEnricher.For(store.Plan.Captured, _demand.Locator, _demand.Threats)),
            store);

    /// <summary>The way of its records out of one input.</summary>
    /// <param name="shard">What keeps them; null where they are only looked at and counted as left out.</param>
    /// <param name="tally">Where the parser counts.</param>
    public virtual RecordLane CreateLane(SourceShard? shard, IngestionTally tally) => shard is null
        ? new RecordLane(new UnwantedRecords(CreateParser(tally), ObservedSet(), Observe), Signs) { Batch = RecordBatch.OfNothing(Schema) }
        : new RecordLane(CreateParser(tally), Signs) { Batch = shard.Batch };

    /// <summary>What reads the records of one input.</summary>
    public abstract IRecordParser CreateParser(IngestionTally tally);

    /// <summary>Looks at rows that were read, before any of them is left out by a filter.</summary>
    public virtual void Observe(RecordBatch batch)
    {
    }

    /// <summary>The events that were read, where it tells events apart.</summary>
    public virtual EventIdFilter? EventIds => null;

    /// <summary>The same source for one delivery: what it remembers is its own until this one takes it over.</summary>
    public virtual TelemetrySource Draft() => this;

    /// <summary>Takes over what a <see cref="Draft"/> remembers, except for <see cref="EventIds"/>.</summary>
    public virtual void Adopt(TelemetrySource draft)
    {
    }

    /// <summary>Writes what it remembers of everything that was read.</summary>
    public virtual void WriteTo(BinaryWriter writer)
    {
    }

    /// <summary>Reads what <see cref="WriteTo"/> wrote.</summary>
    /// <returns>What adds it to what is remembered, once everything else was read, too.</returns>
    /// <exception cref="InvalidDataException">It cannot have been written.</exception>
    public virtual Action Read(BinaryReader reader) => () => { };

    private FieldSet ObservedSet()
    {
        var set = new FieldSet(Schema);
        foreach (Field field in Observed)
        {
            set.Add(Schema.IndexOf(field.Name));
        }

        return set;
    }
}
