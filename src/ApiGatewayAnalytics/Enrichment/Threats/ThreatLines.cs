using System.Buffers;
using System.Text;

namespace ApiGatewayAnalytics.Enrichment.Threats;

/// <summary>
/// Reads a list with an address or a network per line, or CSV with a header. In a list the first word of a line counts, and what
/// follows <c>#</c> or <c>;</c> is a comment. The header, which may itself stand in a comment, is the first line with
/// something in it that names a column of indicators.
/// </summary>
internal sealed class ThreatLines(ThreatTally tally)
{
    private static readonly SearchValues<byte> s_addressBytes = SearchValues.Create("0123456789abcdefABCDEF.:/"u8);

    private ThreatColumns? _columns;
    private bool _isFirst = true;

    public void Read(Stream stream)
    {
        var lines = new LineReader(stream);
        while (lines.TryRead(out ReadOnlySpan<byte> line, out bool isTooLong))
        {
            line = line.StartsWith("\uFEFF"u8) ? line[3..] : line;
            if (isTooLong || !TryTake(line.Trim(" \t\r"u8)))
            {
                tally.Malform(lines.Line, lines.ByteOffset);
            }
        }
    }

    private bool TryTake(ReadOnlySpan<byte> line)
    {
        bool isComment = line.IsEmpty || line[0] is (byte)'#' or (byte)';' || line.StartsWith("//"u8);
        if (_isFirst)
        {
            _columns = ThreatColumns.Find(line.TrimStart("#; "u8));
            _isFirst = isComment && _columns is null;
            if (_columns is not null)
            {
                return true;
            }
        }

        return isComment || (_columns is null ? TryTakeWord(line) : TryTakeRow(_columns, line));
    }

    private bool TryTakeWord(ReadOnlySpan<byte> line)
    {
        int end = line.IndexOfAny(" \t,;#"u8);
        if (!InternetAddress.TryParseNetwork(end < 0 ? line : line[..end], out InternetAddress network, out int prefix))
        {
            return false;
        }

        tally.Add(network, prefix, null, null, null);
        return true;
    }

    private bool TryTakeRow(ThreatColumns columns, ReadOnlySpan<byte> line)
    {
        ReadOnlySpan<byte> indicator = default;
        ReadOnlySpan<byte> type = default;
        ReadOnlySpan<byte> actor = default;
        ReadOnlySpan<byte> confidence = default;
        for (int column = 0; !line.IsEmpty; column++)
        {
            ReadOnlySpan<byte> cell = ThreatColumns.NextCell(ref line, columns.Separator);
            if (column == columns.Indicator)
            {
                indicator = cell;
            }

            // One column may have two meanings, so these are no alternatives.
            type = column == columns.Type ? cell : type;
            actor = column == columns.Actor ? cell : actor;
            confidence = column == columns.Confidence ? cell : confidence;
        }

        if (InternetAddress.TryParseNetwork(indicator, out InternetAddress network, out int prefix))
        {
            tally.Add(network, prefix, Text(type), Text(actor), Text(confidence));
            return true;
        }

        // A domain, an address of a page or a hash is an indicator too, but not of an address.
        if (!indicator.IsEmpty && (indicator.ContainsAnyExcept(s_addressBytes) || !indicator.ContainsAny(".:"u8)))
        {
            tally.Unsupported++;
            return true;
        }

        return false;
    }

    private static string? Text(ReadOnlySpan<byte> cell)
    {
        string text = Encoding.UTF8.GetString(cell).Replace("\"\"", "\"", StringComparison.Ordinal).Trim();
        return text.Length == 0 || text == "-" ? null : text;
    }
}
