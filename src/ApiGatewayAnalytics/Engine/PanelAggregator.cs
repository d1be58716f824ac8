using ApiGatewayAnalytics.AccessLogs;
using ApiGatewayAnalytics.CloudTrail;
using ApiGatewayAnalytics.Columns;
using ApiGatewayAnalytics.Panels;
using ApiGatewayAnalytics.Planning;
using ApiGatewayAnalytics.Timeline;

namespace ApiGatewayAnalytics;

/// <summary>
/// Computes one panel incrementally, without an engine: add records, merge with others, save, look at the result at any time. It is
/// the engine's own machinery with a plan of one panel: <see cref="Add(in AccessLogRecord)"/> copies the fields that the panel needs into a batch that
/// is counted when it is full or looked at. Not thread-safe; give each thread one and merge them.
/// </summary>
public sealed class PanelAggregator
{
    private const byte Version = 1;

    private readonly AnalyticsStore _store;
    private readonly PanelPlan _panel;
    private readonly Shard _shard;

    internal PanelAggregator(PanelDefinition panel, RecordSchema? schema)
    {
        var dashboard = new DashboardDefinition { Id = "panel", Title = panel.Title, Source = panel.Source, Panels = [panel] };
        if (panel.Counterpart is not null)
        {
            throw new ArgumentException($"Panel '{panel.Id}' combines two sources, which only an engine holds.", nameof(panel));
        }

        string[] mistakes = [.. PanelMistakes.Of([dashboard], _ => schema)];
        if (mistakes.Length > 0 || schema is null)
        {
            throw new ArgumentException(string.Join(' ', mistakes), nameof(panel));
        }

        AggregationPlan plan = PlanCompiler.Compile([dashboard], schema, isSliced: false, Clock.MinutesPerDay, []);
        var stores = new AnalyticsStores(
            new Retention(), new AnalyticsOptions().MemoryLimit, isLive: false, TimeProvider.System, new ApiNameBook([], null));
        _store = stores.Add(plan);
        _panel = plan.Panels[panel.Id];
        _shard = new Shard(plan, _store.Cutter, [], null, null);
    }

    /// <summary>The panel that is computed.</summary>
    public PanelDefinition Panel => _panel.Definition;

    /// <summary>The memory of the states in bytes.</summary>
    public long Bytes => _store.Bytes + _shard.Bytes;

    /// <summary>Adds a record. Nothing of it is referenced afterwards; 0 bytes are allocated unless its keys are new.</summary>
    /// <exception cref="InvalidOperationException">The panel reads other telemetry.</exception>
    public void Add(in AccessLogRecord record)
    {
        Expect(RecordSource.AccessLog);
        record.CopyTo(_shard.Batch);
        FlushWhenFull();
    }

    /// <summary>Adds an event. Nothing of it is referenced afterwards; 0 bytes are allocated unless its keys are new.</summary>
    /// <exception cref="InvalidOperationException">The panel reads other telemetry.</exception>
    public void Add(in CloudTrailRecord record)
    {
        Expect(RecordSource.CloudTrail);
        record.CopyTo(_shard.Batch);
        FlushWhenFull();
    }

    /// <summary>Adds what another aggregator of an equal panel holds, which stays as it is: the same as adding its records here.</summary>
    /// <exception cref="ArgumentException">The other one computes another panel.</exception>
    public void MergeFrom(PanelAggregator other)
    {
        ArgumentNullException.ThrowIfNull(other);
        if (other._store.Plan.Signature != _store.Plan.Signature)
        {
            throw new ArgumentException($"An aggregator of '{other.Panel.Id}' cannot be merged into one of '{Panel.Id}'.", nameof(other));
        }

        using var content = new MemoryStream();
        other.WriteTo(content);
        content.Position = 0;
        ReadFrom(content);
    }

    /// <summary>Writes the states in a versioned binary form.</summary>
    /// <param name="target">Where to write; it stays the caller's.</param>
    public void WriteTo(Stream target)
    {
        ArgumentNullException.ThrowIfNull(target);
        HandOver();
        using var writer = new BinaryWriter(target, System.Text.Encoding.UTF8, leaveOpen: true);
        writer.Write(Version);
        _store.WriteTo(writer);
    }

    /// <summary>Merges what <see cref="WriteTo"/> wrote for an equal panel.</summary>
    /// <param name="source">Where to read; it stays the caller's.</param>
    /// <exception cref="InvalidDataException">It is not what this version writes, or belongs to another panel.</exception>
    public void ReadFrom(Stream source)
    {
        ArgumentNullException.ThrowIfNull(source);
        using var reader = new BinaryReader(source, System.Text.Encoding.UTF8, leaveOpen: true);
        try
        {
            byte version = reader.ReadByte();
            if (version != Version)
            {
                throw new InvalidDataException($"Version {version} of states is unknown; this library reads {Version}.");
            }

            _store.Merge(_store.Read(reader));
        }
        catch (EndOfStreamException e)
        {
            throw new InvalidDataException("The states end early.", e);
        }
    }

    /// <summary>The panel's data over everything that was added.</summary>
    public PanelData Snapshot()
    {
        HandOver();
        return _store.AnswerAll(_panel);
    }

    private void Expect(RecordSource source)
    {
        if (Panel.Source != source)
        {
            throw new InvalidOperationException($"Panel '{Panel.Id}' reads '{Panel.Source}', not '{source}'.");
        }
    }

    private void FlushWhenFull()
    {
        if (_shard.Batch.IsFull)
        {
            Flush();
        }
    }

    private void HandOver()
    {
        Flush();
        _store.Merge(_shard.Take());
    }

    private void Flush()
    {
        _shard.Consume();
        _shard.Batch.Clear();
    }
}
