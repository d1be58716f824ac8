using System.Globalization;

namespace ApiGatewayAnalytics.Tests.Reference;

/// <summary>The derived fields of a record, straight from the tables of docs/insights.md: a condition per row, asked in order.</summary>
internal static class ReferenceInsights
{
    /// <summary>The decision table of faults. The conditions are spelled as on the page.</summary>
    public static IReadOnlyList<(string Party, Func<ReferenceRecord, bool> Holds)> Faults { get; } =
    [
        ("waf", r => r.Text("wafResponseCode") == "WAF_BLOCK" || Type(r) == "WAF_FILTERED" || (r["wafResponseCode"] is null && Status(r, "wafStatus") == 403)),
        ("throttle", r => Type(r) is "THROTTLED" or "QUOTA_EXCEEDED"),
        ("authentication", r => Type(r) is "EXPIRED_TOKEN" or "INVALID_SIGNATURE" or "INVALID_API_KEY"),
        ("client", r => Type(r) == "MISSING_AUTHENTICATION_TOKEN" && IsUnmatched(r)),
        ("authentication", r => Type(r) == "MISSING_AUTHENTICATION_TOKEN"),
        ("authorizer", r => Type(r) is "UNAUTHORIZED" or "ACCESS_DENIED" or "AUTHORIZER_FAILURE"),
        ("gateway", r => Type(r) is "API_CONFIGURATION_ERROR" or "AUTHORIZER_CONFIGURATION_ERROR"),
        ("integration", r => Type(r) is "INTEGRATION_FAILURE" or "INTEGRATION_TIMEOUT"),
        ("client", r => Type(r) is "BAD_REQUEST_BODY" or "BAD_REQUEST_PARAMETERS" or "REQUEST_TOO_LARGE" or "RESOURCE_NOT_FOUND" or "UNSUPPORTED_MEDIA_TYPE"),
        ("waf", r => r["wafResponseCode"] is null && (Status(r, "wafStatus") >= 400 || r["wafError"] is not null)),
        ("authentication", r => Status(r, "authenticateStatus") >= 400 || r["authenticateError"] is not null),
        ("authorizer", r => Status(r, "authorizerStatus") >= 400 || Status(r, "authorizerIntegrationStatus") >= 400 || r["authorizerError"] is not null),
        ("authorizer", r => Status(r, "authorizeStatus") >= 400 || r["authorizeError"] is not null),
        ("integration", r => r["integrationError"] is not null),
        ("backend", r => Status(r, "integrationStatus") is >= 500 or 429),
        ("throttle", r => Status(r, "status") == 429),
        ("client", r => r["integrationStatus"] is not null && Status(r, "status") < 500),
        ("integration", r => r["integrationStatus"] is not null),
        ("integration", r => Status(r, "integrationIntegrationStatus") >= 400),
        ("client", r => r["integrationLatency"] is not null && Status(r, "status") < 500),
        ("integration", r => r["integrationLatency"] is not null),
        ("authentication", r => Status(r, "status") == 401),
        ("authorizer", r => Status(r, "status") == 403),
        ("client", r => Status(r, "status") < 500),
        ("integration", r => Status(r, "status") is 502 or 503 or 504),
        ("gateway", r => r["errorMessage"] is not null),
        ("backend", _ => true),
    ];

    private static readonly (string Kind, string Field)[] s_consumers =
    [
        ("api-key", "identityApiKeyId"), ("principal", "authorizerPrincipalId"), ("subject", "authorizerClaimsSub"),
        ("cognito", "identityCognitoIdentityId"), ("iam", "identityUserArn"), ("iam", "identityUser"), ("iam", "identityCaller"),
    ];

    private static readonly string[] s_access =
        ["authenticateStatus", "authenticateError", "authorizerStatus", "authorizerError", "authorizeStatus", "authorizeError"];

    private static readonly string[] s_integration = ["integrationStatus", "integrationIntegrationStatus", "integrationLatency", "integrationError"];

    /// <summary>The number of the row of <see cref="Faults"/> that decides; null where the request did not fail.</summary>
    public static int? Row(ReferenceRecord record) =>
        Status(record, "status") >= 400 ? Enumerable.Range(0, Faults.Count).First(row => Faults[row].Holds(record)) : null;

    /// <summary>The value of a derived field; null where it is absent, and for every other field.</summary>
    public static object? Derived(ReferenceRecord record, string field) => field switch
    {
        "faultParty" => Row(record) is { } row ? Faults[row].Party : null,
        "route" => Route(record),
        "consumer" => s_consumers.Select(consumer => record.Text(consumer.Field)).FirstOrDefault(text => text is not null),
        "consumerKind" => s_consumers.FirstOrDefault(consumer => record.Text(consumer.Field) is not null).Kind,
        "preflight" => (record.Text("httpMethod") ?? record.Text("routeKey")?.Split(' ') switch { [var method, _, ..] => method, _ => null }) == "OPTIONS" ? "true" : null,
        "gatewayOverhead" => Rest(record) is >= 0 and var rest ? rest : null,
        "phaseExcess" => Rest(record) is < 0 and var rest ? -rest : null,
        "epochSeconds" => record.Time / 1000,
        _ => null,
    };

    private static string? Route(ReferenceRecord record)
    {
        if (IsUnmatched(record))
            return "(unmatched)";
        if (record.Text("routeKey") is { } key)
            return key;
        return record.Text("resourcePath") is { } path ? (record.Text("httpMethod") is { } method ? $"{method} {path}" : path) : null;
    }

    private static bool IsUnmatched(ReferenceRecord record)
    {
        if (s_integration.Any(field => record[field] is not null))
            return false;
        return Type(record) switch
        {
            null => Status(record, "status") == 404 && record["resourcePath"] is null && (record.Text("routeKey") ?? "$default") == "$default",
            "MISSING_AUTHENTICATION_TOKEN" => record["resourceId"] is null && s_access.All(field => record[field] is null),
            "RESOURCE_NOT_FOUND" => true,
            _ => false,
        };
    }

    private static long? Rest(ReferenceRecord record)
    {
        long?[] phases =
        [
            record.Number("wafLatency"), record.Number("authenticateLatency"), record.Number("authorizerLatency") ?? record.Number("authorizerIntegrationLatency"),
            record.Number("authorizeLatency"), record.Number("integrationLatency"),
        ];
        if (record.Number("responseLatency") is not { } response || phases.All(phase => phase is null))
            return null;
        return response - phases.Sum();
    }

    private static string? Type(ReferenceRecord record) => record.Text("errorResponseType");

    private static int? Status(ReferenceRecord record, string field) =>
        record.Text(field) is { } status ? int.Parse(status, CultureInfo.InvariantCulture) : null;
}
