namespace ApiGatewayAnalytics.Ingestion;

/// <summary>
/// What the surroundings of a record say of it, for the fields that the record itself lacks: the envelope, else the name of the
/// file, else the host. One instance per nesting level, reused from record to record.
/// </summary>
internal sealed class RecordOrigin
{
    /// <summary>The account that owns the API, in UTF-8; empty where nothing says so.</summary>
    public ReadOnlyMemory<byte> Account { get; set; }

    /// <summary>The AWS region, in UTF-8; empty where nothing says so.</summary>
    public ReadOnlyMemory<byte> Region { get; set; }

    /// <summary>Milliseconds since 1970 of the envelope's event or the export's prefix; -1 where there is none.</summary>
    public long Time { get; set; } = -1;

    public void CopyFrom(RecordOrigin other)
    {
        Account = other.Account;
        Region = other.Region;
        Time = other.Time;
    }
}
