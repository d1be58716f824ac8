namespace ApiGatewayAnalytics.AspNetCore;

/// <summary>Who may deliver, and how much at once. Read when the receiver is mapped; later changes have no effect.</summary>
public sealed class FirehoseReceiverOptions
{
    /// <summary>The fewest characters of an access key.</summary>
    public const int ShortestAccessKey = 16;

    /// <summary>The most characters of an access key, as many as Firehose sends.</summary>
    public const int LongestAccessKey = 4096;

    /// <summary>
    /// The access keys, each of which opens the receiver; two while one replaces the other. Of 16 to 4,096 printable ASCII characters without
    /// a space at either end. Default: none, with which the receiver refuses to be mapped.
    /// </summary>
    public IList<string> AccessKeys { get; } = [];

    /// <summary>The requests that are read at the same time; a further one is answered 503 and comes again. Default: 32.</summary>
    public int MaxRequestsInFlight { get; set; } = 32;

    /// <summary>
    /// The bytes of bodies, decompressed, that are read at the same time: while so many are announced or read, a further request is answered
    /// 503 and comes again. A single request is never too large for this. Default: 256 MiB.
    /// </summary>
    public long MaxBytesInFlight { get; set; } = 256L << 20;

    /// <summary>Every mistake, in words; none tells anything of a key but its length.</summary>
    internal IEnumerable<string> Mistakes()
    {
        if (AccessKeys.Count == 0)
        {
            yield return $"{nameof(AccessKeys)} is empty; whoever finds the address could deliver.";
        }

        for (int i = 0; i < AccessKeys.Count; i++)
        {
            string? key = AccessKeys[i];
            if (key is null || key.Length is < ShortestAccessKey or > LongestAccessKey)
            {
                yield return $"Access key {i + 1} has {key?.Length ?? 0} characters; it must have {ShortestAccessKey} to {LongestAccessKey}.";
            }
            else if (key.AsSpan().ContainsAnyExceptInRange(' ', '~') || key[0] == ' ' || key[^1] == ' ')
            {
                yield return $"Access key {i + 1} has characters that a header cannot carry: only printable ASCII, and no space at either end.";
            }
        }

        if (MaxRequestsInFlight < 1)
        {
            yield return $"{nameof(MaxRequestsInFlight)} is {MaxRequestsInFlight}; it must be at least 1.";
        }

        if (MaxBytesInFlight < 1)
        {
            yield return $"{nameof(MaxBytesInFlight)} is {MaxBytesInFlight}; it must be at least 1.";
        }
    }
}
