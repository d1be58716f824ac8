using System.Collections.Immutable;
using ApiGatewayAnalytics.Columns;

namespace ApiGatewayAnalytics.AccessLogs;

/// <summary>
/// Fields that no template logs: they are computed of several others of a record, where a panel or a filter asks for one, and cost
/// nothing elsewhere. Records of an <see cref="AccessLogReader"/> do not hold them; aggregators and engines add them. What each
/// of them says, and of what, is in docs/insights.md.
/// </summary>
public static class DerivedAccessLogFields
{
    /// <summary>
    /// Who made a request fail: <c>client</c>, <c>waf</c>, <c>authentication</c>, <c>authorizer</c>, <c>throttle</c>, <c>gateway</c>,
    /// <c>integration</c> or <c>backend</c>. Absent where the status is absent or below 400; exactly one of them everywhere else.
    /// </summary>
    public static Field FaultParty { get; } = new("faultParty", FieldKind.Text);

    /// <summary>
    /// The route: <c>routeKey</c>, else the method and <c>resourcePath</c>, spelled alike (<c>GET /pets/{id}</c>); <c>(unmatched)</c>
    /// where the request met none. Absent where the log has neither.
    /// </summary>
    public static Field Route { get; } = new("route", FieldKind.Text);

    /// <summary>
    /// Who called: the first that is there of API key id, principal of the authorizer, subject of the token, Cognito identity and IAM
    /// user. Absent where the log has none.
    /// </summary>
    public static Field Consumer { get; } = new("consumer", FieldKind.Text);

    /// <summary>What <see cref="Consumer"/> is: <c>api-key</c>, <c>principal</c>, <c>subject</c>, <c>cognito</c> or <c>iam</c>.</summary>
    public static Field ConsumerKind { get; } = new("consumerKind", FieldKind.Text);

    /// <summary><c>true</c> where the method is OPTIONS, which browsers ask before a request proper; absent elsewhere.</summary>
    public static Field Preflight { get; } = new("preflight", FieldKind.Text);

    /// <summary>
    /// The milliseconds that the gateway itself took: <c>responseLatency</c> without those of all phases. Absent where no phase or no
    /// response latency is logged, and where the phases are longer than the response.
    /// </summary>
    public static Field GatewayOverhead { get; } = new("gatewayOverhead", FieldKind.Number);

    /// <summary>
    /// By how many milliseconds all phases together are longer than <c>responseLatency</c>; absent where they are not. Such a record
    /// measures something that overlaps, for example a streamed response.
    /// </summary>
    public static Field PhaseExcess { get; } = new("phaseExcess", FieldKind.Number);

    /// <summary>When the record happened, in whole seconds since 1970; never absent.</summary>
    public static Field EpochSeconds { get; } = new("epochSeconds", FieldKind.Number);

    /// <summary>All of them.</summary>
    public static ImmutableArray<Field> All { get; } =
        [FaultParty, Route, Consumer, ConsumerKind, Preflight, GatewayOverhead, PhaseExcess, EpochSeconds];

    /// <summary>The fields that <paramref name="field"/> is computed of; none for other fields.</summary>
    internal static ImmutableArray<Field> SourcesOf(Field field) => field.Name switch
    {
        "faultParty" => [.. FaultAttribution.Sources, .. RouteMatch.Sources],
        "route" => [AccessLogFields.HttpMethod, .. RouteMatch.Sources],
        "consumer" or "consumerKind" => ConsumerColumn.Sources,
        "(apiKind)" => [.. ApiKindOf.Fields],
        "(errorClass)" => [AccessLogFields.Status],
        "preflight" => [AccessLogFields.HttpMethod, AccessLogFields.RouteKey],
        "gatewayOverhead" or "phaseExcess" => LatencyRest.Sources,
        _ => [],
    };
}
