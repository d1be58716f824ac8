using System.Runtime.CompilerServices;

namespace ApiGatewayAnalytics.Ingestion;

/// <summary>
/// The limits of reading. Input is written by whoever calls the API, so memory, nesting and expansion are bounded; what exceeds
/// a limit is counted and reading goes on after it. Immutable and safe to share.
/// </summary>
public sealed record IngestionOptions
{
    /// <summary>The defaults.</summary>
    public static IngestionOptions Default { get; } = new();

    /// <summary>
    /// The longest innermost record in bytes, 1 MiB by default, which is the longest CloudWatch Logs event. A longer one counts
    /// as <see cref="RejectReason.TooLong"/>. From 64 bytes to 256 MiB.
    /// </summary>
    /// <exception cref="ArgumentOutOfRangeException">The value is outside that range.</exception>
    public int MaxRecordLength { get; init => field = InRange(value, 64, 256 << 20); } = 1 << 20;

    /// <summary>
    /// The longest single element of an envelope in bytes as it stands there, 16 MiB by default: an escaped message or a base64
    /// payload with what belongs to it. Envelopes themselves are streamed, whatever their size. From 64 bytes to 256 MiB.
    /// </summary>
    /// <exception cref="ArgumentOutOfRangeException">The value is outside that range.</exception>
    public int MaxPayloadLength { get; init => field = InRange(value, 64, 256 << 20); } = 16 << 20;

    /// <summary>
    /// How many times larger than the bytes of a source all data decompressed from it may grow, 200 by default; access logs
    /// compress about tenfold. Applied beyond <see cref="ExpansionAllowance"/>. From 1 to 1,000,000.
    /// </summary>
    /// <exception cref="ArgumentOutOfRangeException">The value is outside that range.</exception>
    public int MaxExpansion { get; init => field = InRange(value, 1, 1_000_000); } = 200;

    /// <summary>Decompressed bytes of a source below which any expansion is allowed, 64 MiB by default. Not negative.</summary>
    /// <exception cref="ArgumentOutOfRangeException">The value is negative.</exception>
    public long ExpansionAllowance
    {
        get;
        init
        {
            ArgumentOutOfRangeException.ThrowIfNegative(value);
            field = value;
        }
    } = 64 << 20;

    /// <summary>
    /// How deep envelopes and compression may nest, 8 by default; services nest four deep. What lies deeper counts as
    /// <see cref="RejectReason.TooDeep"/>. From 1 to 32.
    /// </summary>
    /// <exception cref="ArgumentOutOfRangeException">The value is outside that range.</exception>
    public int MaxDepth { get; init => field = InRange(value, 1, 32); } = 8;

    private static int InRange(int value, int least, int most, [CallerMemberName] string name = "")
    {
        ArgumentOutOfRangeException.ThrowIfLessThan(value, least, name);
        ArgumentOutOfRangeException.ThrowIfGreaterThan(value, most, name);
        return value;
    }
}
