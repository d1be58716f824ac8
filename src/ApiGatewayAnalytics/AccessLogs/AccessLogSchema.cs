using System.Collections.Immutable;
using ApiGatewayAnalytics.Columns;

namespace ApiGatewayAnalytics.AccessLogs;

/// <summary>The schema of access logs: the known fields, then the host's own.</summary>
internal static class AccessLogSchema
{
    /// <summary>The schema without custom fields.</summary>
    public static RecordSchema Default { get; } = new(AccessLogFields.All);

    /// <exception cref="ArgumentException">Two custom fields share a name.</exception>
    public static RecordSchema Create(ImmutableArray<CustomField> custom) =>
        custom.IsDefaultOrEmpty ? Default : new RecordSchema([.. AccessLogFields.All, .. custom.Select(field => field.Field)]);
}
