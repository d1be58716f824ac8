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

    /// <summary>
    /// Whether an element of an envelope's array is certainly a record of this source, going by its first bytes, so that it is read where
    /// it stands instead of being looked through for a payload first.
    /// </summary>
    /// <param name="element">From the first byte of the element on.</param>
    bool IsOwn(ReadOnlySpan<byte> element) => false;
}
