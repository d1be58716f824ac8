using System.Collections.Immutable;
using ApiGatewayAnalytics.AccessLogs;
using ApiGatewayAnalytics.Columns;

namespace ApiGatewayAnalytics.Panels;

/// <summary>What a dashboard can be filtered by: whose API a record belongs to.</summary>
internal static class Identity
{
    public static ImmutableArray<Field> Fields { get; } =
    [
        AccessLogFields.Account, AccessLogFields.Region, DerivedFields.ApiName, AccessLogFields.ApiId, AccessLogFields.Stage,
    ];
}
