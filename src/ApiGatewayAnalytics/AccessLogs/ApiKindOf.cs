using System.Buffers.Text;
using ApiGatewayAnalytics.Columns;

namespace ApiGatewayAnalytics.AccessLogs;

/// <summary>Finds the kind of an API by the variables that only some kinds have.</summary>
internal static class ApiKindOf
{
    private const int UuidLength = 36;

    /// <summary>The fields that it looks at.</summary>
    public static Field[] Fields { get; } =
    [
        AccessLogFields.ConnectionId, AccessLogFields.EventType, AccessLogFields.RouteKey, AccessLogFields.ResourcePath, AccessLogFields.ResourceId,
        AccessLogFields.RequestId,
    ];

    /// <summary>The kind of the API of a row; null where nothing tells it. Fields that were not captured are absent.</summary>
    public static ApiKind? Row(RecordBatch batch, int row)
    {
        if (Has(AccessLogColumns.ConnectionId) || Has(AccessLogColumns.EventType))
        {
            return ApiKind.WebSocket;
        }

        if (Has(AccessLogColumns.RouteKey))
        {
            return ApiKind.Http;
        }

        if (Has(AccessLogColumns.ResourcePath) || Has(AccessLogColumns.ResourceId))
        {
            return ApiKind.Rest;
        }

        ReadOnlySpan<byte> requestId = batch.Captured[AccessLogColumns.RequestId] ? batch.Text(AccessLogColumns.RequestId, row) : default;
        return requestId.Length == UuidLength && Utf8Parser.TryParse(requestId, out Guid _, out int used) && used == UuidLength ? ApiKind.Rest
            : requestId.EndsWith("="u8) ? ApiKind.Http
            : null;

        bool Has(int field) => batch.Captured[field] && batch.IsPresent(field, row);
    }
}
