namespace ApiGatewayAnalytics.AccessLogs;

/// <summary>
/// Lines in common log format: <c>ip caller user [time] "method resource protocol" status length requestId extendedRequestId</c>
/// of REST and WebSocket APIs; with a route instead of the resource and without the last column of HTTP APIs; without it of older
/// REST templates; with it in front in AWS's CloudFormation sample. More text at the end is an integration error message. The
/// request line ends at the first quote that a status follows. Stateless.
/// </summary>
internal static class ClfLine
{
    public const int ShortestExtendedId = 8;
    public const int LongestExtendedId = 64;

    private const int UuidLength = 36;

    /// <summary>Whether <paramref name="line"/> is of the format; if so its values are in <paramref name="values"/>.</summary>
    public static bool TryRead(ReadOnlySpan<byte> line, out ClfValues values)
    {
        values = default;
        int bracket = line.IndexOf(" ["u8);
        if (bracket <= 0)
        {
            return false;
        }

        int time = bracket + 2;
        int timeLength = line[time..].IndexOf((byte)']');
        if (timeLength < 0 || !LineShapes.IsTime(line.Slice(time, timeLength)) || !TryReadHead(line[..bracket], ref values))
        {
            return false;
        }

        values.Time = time..(time + timeLength);
        int at = time + timeLength + 1;
        at += at < line.Length && line[at] == ' ' ? 1 : 0;
        if (at == line.Length || line[at] != '"')
        {
            return false;
        }

        int request = at + 1;
        for (int quote = request; quote < line.Length; quote++)
        {
            int next = line[quote..].IndexOf("\" "u8);
            if (next < 0)
            {
                return false;
            }

            quote += next;
            int tail = quote + 2;
            int end = WordEnd(line, tail);
            if (line[tail..end] is [(byte)'-'] || LineShapes.IsStatus(line[tail..end]))
            {
                values.Status = tail..end;
                ReadTail(line, end, ref values);
                ReadRequest(line, request, quote, ref values);
                return true;
            }
        }

        return false;
    }

    /// <summary>Three words before the time, or four with the extended request id in front.</summary>
    private static bool TryReadHead(ReadOnlySpan<byte> head, ref ClfValues values)
    {
        int first = WordEnd(head, 0);
        int second = WordEnd(head, first + 1);
        int third = WordEnd(head, second + 1);
        if (third <= second + 1)
        {
            return false;
        }

        bool hasExtended = third < head.Length;
        int fourth = hasExtended ? WordEnd(head, third + 1) : third;
        if (fourth != head.Length)
        {
            return false;
        }

        if (hasExtended)
        {
            values.ExtendedRequestId = 0..first;
            (values.SourceIp, values.Caller, values.User) = ((first + 1)..second, (second + 1)..third, (third + 1)..fourth);
        }
        else
        {
            (values.SourceIp, values.Caller, values.User) = (0..first, (first + 1)..second, (second + 1)..third);
        }

        return LineShapes.Fits(LineShape.Address, head[values.SourceIp]);
    }

    private static void ReadTail(ReadOnlySpan<byte> line, int at, ref ClfValues values)
    {
        values.ResponseLength = Next(line, ref at);
        values.RequestId = Next(line, ref at);
        int before = at;
        Range extended = Next(line, ref at);
        if (IsExtendedId(line[extended]))
        {
            values.ExtendedRequestId = extended;
        }
        else
        {
            at = before;
        }

        at += at < line.Length ? 1 : 0;
        values.IntegrationError = at..line.Length;
    }

    private static void ReadRequest(ReadOnlySpan<byte> line, int start, int end, ref ClfValues values)
    {
        int method = Math.Min(WordEnd(line, start), end);
        values.HttpMethod = start..method;
        int resource = Math.Min(method + 1, end);
        int space = line[resource..end].LastIndexOf((byte)' ');
        int protocol = resource + space + 1;
        if (space >= 0 && (LineShapes.IsProtocol(line[protocol..end]) || line[protocol..end] is [(byte)'-']))
        {
            values.Protocol = protocol..end;
            end = protocol - 1;
        }

        ReadOnlySpan<byte> path = line[resource..end];
        bool isHttpApi = path is [(byte)'$', ..] || path.Contains((byte)' ')
            || (line[values.RequestId] is [.., (byte)'='] && !IsUuid(line[values.RequestId]));
        if (isHttpApi)
        {
            values.RouteKey = resource..end;
        }
        else
        {
            values.ResourcePath = resource..end;
        }
    }

    private static Range Next(ReadOnlySpan<byte> line, ref int at)
    {
        int start = Math.Min(at + 1, line.Length);
        at = WordEnd(line, start);
        return start..at;
    }

    private static int WordEnd(ReadOnlySpan<byte> line, int start)
    {
        if (start >= line.Length)
        {
            return line.Length;
        }

        int length = line[start..].IndexOf((byte)' ');
        return length < 0 ? line.Length : start + length;
    }

    private static bool IsUuid(ReadOnlySpan<byte> id) => id.Length == UuidLength && id[8] == '-';

    /// <summary>An absent id, or a short one in base64, which ends with its padding: no word of a message looks so.</summary>
    private static bool IsExtendedId(ReadOnlySpan<byte> word) => word is [(byte)'-'] || (word.Length is >= ShortestExtendedId and <= LongestExtendedId && word[^1] == '=');
}
