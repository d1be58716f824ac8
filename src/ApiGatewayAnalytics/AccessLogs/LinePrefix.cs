namespace ApiGatewayAnalytics.AccessLogs;

/// <summary>
/// What tools write before a message: CloudWatch exports an ISO 8601 time or an epoch in milliseconds, <c>aws logs tail</c> a time
/// and the name of the stream. Stateless.
/// </summary>
internal static class LinePrefix
{
    private const int EpochLength = 13;

    /// <summary>Whether <paramref name="line"/> starts with a time and white space.</summary>
    public static bool TryRead(ReadOnlySpan<byte> line, out long time, out int length)
    {
        if (!TimeText.TryParseIso(line, out time, out length))
        {
            if (line.Length <= EpochLength || !DecimalText.TryParse(line[..EpochLength], out time))
            {
                return false;
            }

            length = EpochLength;
        }

        return TrySkipBlank(line, ref length);
    }

    /// <summary>Whether a word is an epoch as it stands before messages.</summary>
    public static bool IsEpoch(ReadOnlySpan<byte> word) => word.Length == EpochLength && DecimalText.TryParse(word, out _);

    /// <summary>Goes over the name of a stream, which has no white space, and the white space behind it.</summary>
    public static bool TrySkipStream(ReadOnlySpan<byte> line, ref int at)
    {
        int end = line[at..].IndexOfAny((byte)' ', (byte)'\t');
        if (end <= 0)
        {
            return false;
        }

        at += end;
        return TrySkipBlank(line, ref at);
    }

    private static bool TrySkipBlank(ReadOnlySpan<byte> line, ref int at)
    {
        int start = at;
        while (at < line.Length && line[at] is (byte)' ' or (byte)'\t')
        {
            at++;
        }

        return at > start && at < line.Length;
    }
}
