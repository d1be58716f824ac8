using System.Collections.Immutable;
using ApiGatewayAnalytics.Columns;

namespace ApiGatewayAnalytics.AccessLogs;

/// <summary>The schema of access logs: the known fields, those derived from them, then the host's own.</summary>
internal static class AccessLogSchema
{
    /// <summary>The schema without custom fields.</summary>
    public static RecordSchema Default { get; } = Of([.. AccessLogFields.All, AccessLogFields.ApiKind, AccessLogFields.ErrorClass, .. DerivedAccessLogFields.All]);

    /// <exception cref="ArgumentException">Two custom fields share a name.</exception>
    public static RecordSchema Create(ImmutableArray<CustomField> custom) =>
        custom.IsDefaultOrEmpty ? Default : Of([.. Default.Fields, .. custom.Select(field => field.Field)]);

    /// <summary>The number of the field that a key of a record can feed, or -1: there is none of that name, or it is derived.</summary>
    public static int IndexOfRecorded(RecordSchema schema, string name)
    {
        int field = schema.IndexOf(name);
        return IsDerived(field) ? -1 : field;
    }

    /// <summary>What a reader can find in records.</summary>
    public static FieldSet Recorded(RecordSchema schema)
    {
        var recorded = new FieldSet(schema);
        for (int field = 0; field < schema.Count; field++)
        {
            if (!IsDerived(field))
            {
                recorded.Add(field);
            }
        }

        return recorded;
    }

    private static RecordSchema Of(ImmutableArray<Field> fields) => new(fields)
    {
        Entity = [AccessLogFields.Account, AccessLogFields.Region, AccessLogFields.ApiId, AccessLogFields.Stage],
        Narrow =
        [
            AccessLogFields.HttpMethod, AccessLogFields.Protocol, AccessLogFields.ErrorResponseType, AccessLogFields.EventType,
            AccessLogFields.WafResponseCode, DerivedAccessLogFields.FaultParty, DerivedAccessLogFields.ConsumerKind, DerivedAccessLogFields.Preflight,
        ],

        Address = AccessLogFields.IdentitySourceIp,

        // A path mostly belongs to one API.
        Lead = AccessLogFields.Path,
        SourcesOf = DerivedAccessLogFields.SourcesOf,
    };

    private static bool IsDerived(int field) => field >= AccessLogFields.All.Length && field < Default.Count;
}
