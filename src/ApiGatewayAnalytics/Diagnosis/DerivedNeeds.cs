using ApiGatewayAnalytics.AccessLogs;
using ApiGatewayAnalytics.Columns;
using Derived = ApiGatewayAnalytics.AccessLogs.DerivedAccessLogFields;
using Log = ApiGatewayAnalytics.AccessLogs.AccessLogFields;

namespace ApiGatewayAnalytics.Diagnosis;

/// <summary>
/// What a log has to hold for the fields that are computed of several others. No template logs such a field, and much of what it is
/// computed of only makes it say more: here stands what it says nothing without.
/// </summary>
internal static class DerivedNeeds
{
    private static readonly PanelNeed[] s_status = [new([Log.Status], [Log.Status])];
    private static readonly PanelNeed[] s_route = [new([Log.ResourcePath, Log.RouteKey], [Log.ResourcePath, Log.RouteKey])];

    private static readonly PanelNeed[] s_consumer =
    [
        new(
            ConsumerColumn.Sources,
            [Log.IdentityApiKeyId, Log.AuthorizerPrincipalId, Log.AuthorizerClaimsSub, Log.IdentityCognitoIdentityId, Log.IdentityUserArn]),
    ];

    private static readonly PanelNeed[] s_latencyRest =
    [
        new([Log.ResponseLatency], [Log.ResponseLatency]),
        new(
            [.. LatencyRest.Sources.Where(source => source != Log.ResponseLatency)],
            [Log.WafLatency, Log.AuthenticateLatency, Log.AuthorizerLatency, Log.AuthorizeLatency, Log.IntegrationLatency]),
    ];

    /// <summary>What a derived field needs; null for any other field.</summary>
    public static PanelNeed[]? Of(Field field) => field.Name switch
    {
        _ when !Derived.All.Contains(field) => null,
        "faultParty" => s_status,
        "route" => s_route,
        "consumer" or "consumerKind" => s_consumer,
        "gatewayOverhead" or "phaseExcess" => s_latencyRest,

        // Every record has a time, and where no method is logged none is known to be a preflight.
        _ => [],
    };

    /// <summary>What a value of a derived field needs beyond what the field does: a status tells the other parties.</summary>
    public static PanelNeed[] OfValue(Field field, string? value) => (field.Name, value) switch
    {
        _ when !Derived.All.Contains(field) => [],
        ("faultParty", "waf") => [PanelNeed.Waf],
        ("faultParty", "gateway") => [new([Log.ErrorResponseType, Log.ErrorMessage, Log.ErrorMessageString], [Log.ErrorResponseType, Log.ErrorMessage])],
        _ => [],
    };
}
