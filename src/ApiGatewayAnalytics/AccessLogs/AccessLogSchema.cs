using System.Collections.Immutable;
using ApiGatewayAnalytics.Columns;

namespace ApiGatewayAnalytics.AccessLogs;

/// <summary>The schema of access logs: the known fields, then the host's own.</summary>
internal static class AccessLogSchema
{
    // In the order of AccessLogColumns, and before the schema that is made of them.
    private static readonly ImmutableArray<Field> s_known = [.. AccessLogFields.All, AccessLogFields.ApiKind, AccessLogFields.ErrorClass];

    /// <summary>The schema without custom fields.</summary>
    public static RecordSchema Default { get; } = Of(s_known);

    /// <exception cref="ArgumentException">Two custom fields share a name.</exception>
    public static RecordSchema Create(ImmutableArray<CustomField> custom) =>
        custom.IsDefaultOrEmpty ? Default : Of([.. s_known, .. custom.Select(field => field.Field)]);

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
