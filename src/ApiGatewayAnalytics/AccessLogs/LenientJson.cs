using ApiGatewayAnalytics.Ingestion;

namespace ApiGatewayAnalytics.AccessLogs;

/// <summary>
/// Reads one record of JSON that may be broken in the ways in which templates and AWS break it: bare values, doubled quotes and
/// braces, quotes and control characters that were not escaped, stray commas, single quotes. Of a well-formed record it gives the
/// members that a strict reader gives, and repairs nothing. Linear in the record, no recursion, no allocation per record.
/// <para>
/// A string ends at a quote that is followed, spaces aside, by the record's end or by a comma, a quoted name and a colon. A record
/// that stands on one line ends with that line where the next line opens a new one, so that it never swallows good records.
/// </para>
/// </summary>
internal sealed class LenientJson(MemberList members)
{
    /// <summary>Reads the record at the start of <paramref name="window"/>, which stands at <paramref name="start"/> of the buffer.</summary>
    /// <param name="window">The record and what follows.</param>
    /// <param name="start">Offset added to every member.</param>
    /// <param name="isFinal">Whether nothing follows the window.</param>
    /// <param name="consumed">The length of the record, or where to go on after one that cannot be read; 0 where it is incomplete.</param>
    /// <param name="repairs">What was repaired.</param>
    public JsonReading Read(ReadOnlySpan<byte> window, int start, bool isFinal, out int consumed, out Repairs repairs)
    {
        members.Clear();
        var scanner = new LenientScanner(window, start, isFinal, members);
        JsonReading reading = scanner.Read();
        repairs = scanner.Repairs;
        if (reading == JsonReading.Incomplete)
        {
            consumed = isFinal ? scanner.FindEnd() : 0;
            return isFinal ? JsonReading.CutOff : reading;
        }

        consumed = reading == JsonReading.Done ? scanner.Position : scanner.FindResumption(reading);
        return consumed > 0 ? reading : JsonReading.Incomplete;
    }
}
