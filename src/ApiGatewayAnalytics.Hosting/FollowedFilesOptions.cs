namespace ApiGatewayAnalytics.Hosting;

/// <summary>How files are followed. Read when the host starts; later changes have no effect.</summary>
public sealed class FollowedFilesOptions
{
    /// <summary>How often files are looked at. Default: 1 second.</summary>
    public TimeSpan PollInterval { get; set; } = TimeSpan.FromSeconds(1);

    /// <summary>
    /// How long a compressed file or a document must not have changed before it is read. A last line without a line break waits twelve times
    /// as long, unless it ends like a JSON or XML record. Default: 5 seconds.
    /// </summary>
    public TimeSpan SettleTime { get; set; } = TimeSpan.FromSeconds(5);

    /// <summary>The longest time after which a file that could not be read is tried again. Default: 1 minute.</summary>
    public TimeSpan LongestBackOff { get; set; } = TimeSpan.FromMinutes(1);

    /// <summary>The lag from which on the health check says that the files are degraded. Default: 5 minutes.</summary>
    public TimeSpan DegradedLag { get; set; } = TimeSpan.FromMinutes(5);

    /// <summary>The most files that are followed; further ones are left alone, and the health check says so. Default: 10,000.</summary>
    public int MaxFiles { get; set; } = 10_000;

    /// <summary>The account of records that name none. Null, the default: that of the engine's options.</summary>
    public string? Account { get; set; }

    /// <summary>The region of records that name none. Null, the default: that of the engine's options.</summary>
    public string? Region { get; set; }

    /// <summary>Every mistake, in words.</summary>
    internal IEnumerable<string> Mistakes()
    {
        if (PollInterval <= TimeSpan.Zero || PollInterval > TimeSpan.FromDays(1))
        {
            yield return $"{nameof(PollInterval)} is {PollInterval}; it must be positive and at most a day.";
        }

        if (SettleTime < TimeSpan.Zero)
        {
            yield return $"{nameof(SettleTime)} is {SettleTime}; it must not be negative.";
        }

        if (LongestBackOff < TimeSpan.Zero)
        {
            yield return $"{nameof(LongestBackOff)} is {LongestBackOff}; it must not be negative.";
        }

        if (DegradedLag <= TimeSpan.Zero)
        {
            yield return $"{nameof(DegradedLag)} is {DegradedLag}; it must be positive.";
        }

        if (MaxFiles < 1)
        {
            yield return $"{nameof(MaxFiles)} is {MaxFiles}; it must be at least 1.";
        }
    }
}
