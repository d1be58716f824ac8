using ApiGatewayAnalytics.Columns;

namespace ApiGatewayAnalytics.Ingestion;

/// <summary>
/// Reads the innermost records of one source, whatever they were wrapped in. Implementations hold what they learnt of the
/// source's layout, so there is one instance per source and thread. Never throws on any input.
/// </summary>
internal interface IRecordParser
{
    /// <summary>
    /// Reads the record that starts at <paramref name="start"/> of <see cref="RecordBatch.Buffer"/> (the caller skipped white
    /// space before it) and commits it as a row of <paramref name="batch"/>, which has room. Where the record is not
    /// <see cref="ParseStatus.Accepted"/>, the batch is unchanged.
    /// </summary>
    /// <param name="batch">Where the row goes, and whose buffer holds the record.</param>
    /// <param name="start">The offset of the record's first byte.</param>
    /// <param name="end">The offset after the last byte that can be read.</param>
    /// <param name="isFinal">Whether nothing follows <paramref name="end"/>.</param>
    /// <param name="origin">What the surroundings say of the record.</param>
    ParseResult Parse(RecordBatch batch, int start, int end, bool isFinal, RecordOrigin origin);

    /// <summary>
    /// Goes on behind the record that <see cref="Parse"/> accepted last, over white space and further records, while they are like it
    /// and accepted without repair; each becomes a row. All of them begin with a brace if that one does, or none. Stops before a
    /// record that is not, that <see cref="Parse"/> is to look at, and where the batch is full.
    /// </summary>
    /// <param name="batch">Where the rows go, and whose buffer holds the records.</param>
    /// <param name="start">The offset behind the accepted record.</param>
    /// <param name="end">The offset after the last byte that can be read.</param>
    /// <param name="longest">The most bytes that a record may have.</param>
    /// <param name="origin">What the surroundings say of the records.</param>
    /// <param name="lineBreaks">How many lines end between <paramref name="start"/> and the offset returned.</param>
    /// <returns>The offset behind the last record read; <paramref name="start"/> where there was none.</returns>
    int ParseMore(RecordBatch batch, int start, int end, int longest, RecordOrigin origin, out int lineBreaks)
    {
        lineBreaks = 0;
        return start;
    }

    /// <summary>Whether inputs may hold binary messages, see <see cref="FindMessage"/>.</summary>
    bool ReadsMessages => false;

    /// <summary>The length of the binary message that begins here behind a header; 0 where none does, -1 where more is needed to tell.</summary>
    /// <param name="bytes">What follows.</param>
    /// <param name="header">How long the header is.</param>
    int FindMessage(ReadOnlySpan<byte> bytes, out int header)
    {
        header = 0;
        return 0;
    }

    /// <summary>
    /// Reads the next record of a binary message, all of which is there; called again for the same message until it is
    /// <see cref="ParseStatus.NeedsMore"/>, which is the end of it.
    /// </summary>
    /// <param name="batch">Where the row goes, and whose buffer holds the message.</param>
    /// <param name="start">Where the message starts, behind its header. It may move between calls.</param>
    /// <param name="length">The length of the message.</param>
    /// <param name="origin">What the surroundings say of the record.</param>
    ParseResult ParseMessage(RecordBatch batch, int start, int length, RecordOrigin origin) => ParseResult.NeedsMore;

    /// <summary>After the end of the input: the next record of what was <see cref="ParseStatus.Held"/>. False where none is left.</summary>
    /// <param name="batch">Where the row goes.</param>
    /// <param name="origin">What is known of the whole input.</param>
    /// <param name="result">What became of the record.</param>
    bool TryFinish(RecordBatch batch, RecordOrigin origin, out ParseResult result)
    {
        result = default;
        return false;
    }

    /// <summary>
    /// Whether an element of an envelope's array is certainly a record of this source, going by its first bytes, so that it is read where
    /// it stands instead of being looked through for a payload first.
    /// </summary>
    /// <param name="element">From the first byte of the element on.</param>
    bool IsOwn(ReadOnlySpan<byte> element) => false;
}
