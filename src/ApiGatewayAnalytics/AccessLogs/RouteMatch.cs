using System.Collections.Immutable;
using ApiGatewayAnalytics.Columns;

namespace ApiGatewayAnalytics.AccessLogs;

/// <summary>
/// Whether a request met a route of its API. A log does not say so; it is told from how the gateway answered and from which
/// phases had something to report, as docs/insights.md says.
/// </summary>
internal static class RouteMatch
{
    private const long NotFound = 404;

    private static readonly int[] s_access =
    [
        AccessLogColumns.AuthenticateStatus, AccessLogColumns.AuthenticateError, AccessLogColumns.AuthorizerStatus,
        AccessLogColumns.AuthorizerError, AccessLogColumns.AuthorizeStatus, AccessLogColumns.AuthorizeError,
    ];

    private static readonly int[] s_integration =
    [
        AccessLogColumns.IntegrationStatus, AccessLogColumns.IntegrationIntegrationStatus, AccessLogColumns.IntegrationLatency,
        AccessLogColumns.IntegrationError,
    ];

    /// <summary>What is looked at.</summary>
    public static ImmutableArray<Field> Sources { get; } =
    [
        AccessLogFields.Status, AccessLogFields.ErrorResponseType, AccessLogFields.ResourceId, AccessLogFields.ResourcePath, AccessLogFields.RouteKey,
        .. s_access.Concat(s_integration).Select(field => AccessLogFields.All[field]),
    ];

    public static bool IsUnmatched(RecordBatch batch, int row)
    {
        ReadOnlySpan<byte> type = batch.Text(AccessLogColumns.ErrorResponseType, row);
        if (type.IsEmpty)
        {
            return batch.Number(AccessLogColumns.Status, row) == NotFound
                && !batch.IsPresent(AccessLogColumns.ResourcePath, row)
                && batch.Text(AccessLogColumns.RouteKey, row) is var key && (key.IsEmpty || key.SequenceEqual("$default"u8))
                && !IsAny(batch, s_integration, row);
        }

        if (type.SequenceEqual("MISSING_AUTHENTICATION_TOKEN"u8))
        {
            return !batch.IsPresent(AccessLogColumns.ResourceId, row) && !IsAny(batch, s_access, row) && !IsAny(batch, s_integration, row);
        }

        return type.SequenceEqual("RESOURCE_NOT_FOUND"u8) && !IsAny(batch, s_integration, row);
    }

    private static bool IsAny(RecordBatch batch, int[] fields, int row)
    {
        foreach (int field in fields)
        {
            if (batch.IsPresent(field, row))
            {
                return true;
            }
        }

        return false;
    }
}
