using System.Collections.Immutable;
using ApiGatewayAnalytics.Columns;

namespace ApiGatewayAnalytics.AccessLogs;

/// <summary>The schema of access logs: the known fields, then the host's own.</summary>
internal static class AccessLogSchema
{
    /// <summary>The schema without custom fields.</summary>
    public static RecordSchema Default { get; } = Of([.. AccessLogFields.All, AccessLogFields.ApiKind]);

    /// <exception cref="ArgumentException">Two custom fields share a name.</exception>
    public static RecordSchema Create(ImmutableArray<CustomField> custom) =>
        custom.IsDefaultOrEmpty ? Default : Of([.. AccessLogFields.All, AccessLogFields.ApiKind, .. custom.Select(field => field.Field)]);

    private static RecordSchema Of(ImmutableArray<Field> fields) => new(fields)
    {
        Entity = [AccessLogFields.Account, AccessLogFields.Region, AccessLogFields.ApiId, AccessLogFields.Stage],
        Narrow =
        [
            AccessLogFields.HttpMethod, AccessLogFields.Protocol, AccessLogFields.ErrorResponseType, AccessLogFields.EventType,
            AccessLogFields.WafResponseCode,
        ],

        Address = AccessLogFields.IdentitySourceIp,

        // A path mostly belongs to one API.
        Lead = AccessLogFields.Path,
    };
}
