using System.Collections.Immutable;
using ApiGatewayAnalytics.Columns;
using ApiGatewayAnalytics.Ingestion;
using ApiGatewayAnalytics.Panels;

namespace ApiGatewayAnalytics;

/// <summary>
/// One kind of telemetry as an engine has to know it: its fields, what its records are known by, and what reads them. A further
/// source is a further class of this kind in <see cref="TelemetrySources"/>. Shared by all calls that read, so thread-safe.
/// </summary>
/// <param name="kind">What dashboards call it.</param>
/// <param name="schema">Its fields.</param>
internal abstract class TelemetrySource(RecordSource kind, RecordSchema schema)
{
    public RecordSource Kind => kind;

    public RecordSchema Schema => schema;

    /// <summary>What its records are known by; empty for the source that takes what no other one does, which comes first.</summary>
    public virtual ImmutableArray<RecordSign> Signs => [];

    /// <summary>The fields that <see cref="Observe"/> looks at.</summary>
    public virtual ImmutableArray<Field> Observed => [];

    /// <summary>The set of <see cref="Observed"/>.</summary>
    public FieldSet ObservedSet()
    {
        var set = new FieldSet(Schema);
        foreach (Field field in Observed)
        {
            set.Add(Schema.IndexOf(field.Name));
        }

        return set;
    }

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

    /// <summary>Adds what <see cref="WriteTo"/> wrote.</summary>
    /// <exception cref="InvalidDataException">It cannot have been written.</exception>
    public virtual void ReadFrom(BinaryReader reader)
    {
    }
}
