using System.Collections.Immutable;
using System.Text;

namespace ApiGatewayAnalytics.AccessLogs;

/// <summary>
/// The layouts of lines that <see cref="ClfLine"/> reads, as far as they are common: of REST and WebSocket APIs with the resource, of HTTP APIs
/// with the route, each with what may stand at the end. Their checks see to it that the reader of the format would read the same.
/// Immutable once asked for; not thread-safe.
/// </summary>
internal sealed class ClfLayouts
{
    private readonly LineLayout?[] _layouts = new LineLayout?[3 * 3];

    /// <summary>The layout of a line that was read; null where lines like it are not worth one.</summary>
    public LineLayout? Of(ReadOnlySpan<byte> line, in ClfValues values)
    {
        ReadOnlySpan<byte> error = line[values.IntegrationError];
        bool hasExtended = values.ExtendedRequestId.Start.Value > values.RequestId.Start.Value;
        ReadOnlySpan<byte> route = line[values.RouteKey];
        if ((!hasExtended && (!error.IsEmpty || values.ExtendedRequestId.End.Value > 0)) || error.Contains((byte)' '))
        {
            return null;
        }

        int tail = !hasExtended ? 0 : error.IsEmpty ? 1 : 2;
        int request = route.IsEmpty ? 0 : route[0] == '$' && !route.Contains((byte)' ') ? 1 : 2;
        return _layouts[(request * 3) + tail] ??= Create(request, tail);
    }

    private static LineLayout? Create(int request, int tail)
    {
        LineCheck[] requests = [LineCheck.ClfResource, LineCheck.ClfRoute, LineCheck.OneBlank];
        (string Literal, int Field, LineCheck Check)[] columns =
        [
            ("", AccessLogColumns.IdentitySourceIp, LineCheck.ClfAddress),
            (" ", AccessLogColumns.IdentityCaller, LineCheck.ClfName),
            (" ", AccessLogColumns.IdentityUser, LineCheck.ClfName),
            (" [", AccessLogColumns.RequestTime, LineCheck.Time),
            ("] \"", AccessLogColumns.HttpMethod, LineCheck.None),
            (" ", request == 0 ? AccessLogColumns.ResourcePath : AccessLogColumns.RouteKey, requests[request]),
            (" ", AccessLogColumns.Protocol, LineCheck.Protocol),
            ("\" ", AccessLogColumns.Status, LineCheck.Status),
            (" ", AccessLogColumns.ResponseLength, LineCheck.Number),
            (" ", AccessLogColumns.RequestId, request == 0 ? LineCheck.ClfRequestId : LineCheck.None),
            (" ", AccessLogColumns.ExtendedRequestId, LineCheck.ClfExtendedId),
            (" ", AccessLogColumns.IntegrationError, LineCheck.None),
        ];
        columns = columns[..(columns.Length - 2 + tail)];
        return LineLayout.Of(
            [.. columns.Select(column => Encoding.ASCII.GetBytes(column.Literal).ToImmutableArray()), []],
            [.. columns.Select(column => column.Field)],
            [.. columns.Select(column => column.Check)]);
    }
}
