namespace ApiGatewayAnalytics.Ingestion;

/// <summary>The counts of one input within an <see cref="IngestionTally"/>.</summary>
internal sealed class SourceTally(string name)
{
    public string Name { get; } = name;

    public long Records { get; set; }

    public long Accepted { get; set; }

    public long Bytes { get; set; }

    public void Add(SourceTally other)
    {
        Records += other.Records;
        Accepted += other.Accepted;
        Bytes += other.Bytes;
    }

    public void Clear() => (Records, Accepted, Bytes) = (0, 0, 0);
}
