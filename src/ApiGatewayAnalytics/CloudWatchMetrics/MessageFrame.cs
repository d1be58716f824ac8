namespace ApiGatewayAnalytics.CloudWatchMetrics;

/// <summary>
/// Recognises an OpenTelemetry request behind its length. It begins with a list of resources, each of which begins with a resource or
/// with metrics, so three tags and their lengths must fit into one another; text does not do that.
/// </summary>
internal static class MessageFrame
{
    /// <summary>More is needed to tell.</summary>
    public const int NeedsMore = -1;

    /// <summary>It is none.</summary>
    public const int None = 0;

    private const int LongestHeader = 24;
    private const byte FirstField = 0x0A;
    private const byte SecondField = 0x12;

    /// <summary>The length of the request, <see cref="None"/> or <see cref="NeedsMore"/>.</summary>
    /// <param name="bytes">What follows.</param>
    /// <param name="header">How long the length itself is.</param>
    public static int Find(ReadOnlySpan<byte> bytes, out int header)
    {
        header = 0;
        int at = 0;
        if (!TryReadLength(bytes, ref at, out int length))
        {
            return Undecided(bytes);
        }

        header = at;
        int end = at + length;
        if (length < 4 || end < 0)
        {
            return None;
        }

        if (at >= bytes.Length)
        {
            return Undecided(bytes);
        }

        if (bytes[at++] != FirstField)
        {
            return None;
        }

        if (!TryReadLength(bytes, ref at, out int inner))
        {
            return Undecided(bytes);
        }

        if (inner > end - at || inner < 2)
        {
            return None;
        }

        int innerEnd = at + inner;
        if (at >= bytes.Length)
        {
            return Undecided(bytes);
        }

        if (bytes[at++] is not (FirstField or SecondField))
        {
            return None;
        }

        if (!TryReadLength(bytes, ref at, out int innermost))
        {
            return Undecided(bytes);
        }

        return innermost <= innerEnd - at ? length : None;
    }

    private static int Undecided(ReadOnlySpan<byte> bytes) => bytes.Length < LongestHeader ? NeedsMore : None;

    private static bool TryReadLength(ReadOnlySpan<byte> bytes, ref int at, out int length)
    {
        length = 0;
        for (int shift = 0; shift < 35 && at < bytes.Length; shift += 7)
        {
            byte next = bytes[at++];
            if (shift == 28 && next > 7)
            {
                return false;
            }

            length |= (next & 0x7F) << shift;
            if (next < 0x80)
            {
                return true;
            }
        }

        return false;
    }
}
