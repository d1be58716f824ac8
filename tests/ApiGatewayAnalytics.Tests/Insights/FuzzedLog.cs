using System.Globalization;
using System.Text;

namespace ApiGatewayAnalytics.Tests.Insights;

/// <summary>Records whose phases, types, statuses and callers are drawn without regard to one another, in one of several shapes.</summary>
internal static class FuzzedLog
{
    private static readonly string[] s_types =
    [
        "ACCESS_DENIED", "API_CONFIGURATION_ERROR", "AUTHORIZER_CONFIGURATION_ERROR", "AUTHORIZER_FAILURE", "BAD_REQUEST_PARAMETERS",
        "BAD_REQUEST_BODY", "DEFAULT_4XX", "DEFAULT_5XX", "EXPIRED_TOKEN", "INTEGRATION_FAILURE", "INTEGRATION_TIMEOUT", "INVALID_API_KEY",
        "INVALID_SIGNATURE", "MISSING_AUTHENTICATION_TOKEN", "QUOTA_EXCEEDED", "REQUEST_TOO_LARGE", "RESOURCE_NOT_FOUND", "THROTTLED",
        "UNAUTHORIZED", "UNSUPPORTED_MEDIA_TYPE", "WAF_FILTERED", "SOMETHING_NEW",
    ];

    private static readonly string[] s_statuses = ["200", "204", "304", "400", "401", "403", "404", "413", "429", "500", "501", "502", "503", "504", "101", "99", "600", ""];

    private static readonly string[] s_latencies = ["0", "1", "7", "130", "900", "29000", "15000000", "x", "-1", ""];

    private static readonly string[] s_texts = ["a", "the reason", "\\u00e9\\\"", "(other)", ""];

    private static readonly (string Key, string[] Values)[] s_members =
    [
        ("resourceId", ["abc123", ""]),
        ("resourcePath", ["/pets/{id}", "/pets", "/caf\\u00e9", ""]),
        ("routeKey", ["GET /pets", "OPTIONS /pets", "OPTIONS", "$default", "$connect", ""]),
        ("httpMethod", ["GET", "POST", "OPTIONS", "options", ""]),
        ("path", ["/prod/pets/1", "/.env", ""]),
        ("error.responseType", s_types),
        ("error.message", s_texts),
        ("wafResponseCode", ["WAF_BLOCK", "WAF_ALLOW", ""]),
        ("waf.status", s_statuses), ("waf.error", s_texts), ("waf.latency", s_latencies),
        ("authenticate.status", s_statuses), ("authenticate.error", s_texts), ("authenticate.latency", s_latencies),
        ("authorizer.status", s_statuses), ("authorizer.error", s_texts), ("authorizer.latency", s_latencies),
        ("authorizer.integrationStatus", s_statuses), ("authorizer.integrationLatency", s_latencies),
        ("authorize.status", s_statuses), ("authorize.error", s_texts), ("authorize.latency", s_latencies),
        ("integration.status", s_statuses), ("integration.integrationStatus", s_statuses), ("integration.error", s_texts),
        ("integration.latency", s_latencies), ("responseLatency", s_latencies),
        ("identity.apiKeyId", ["key1", "key2", ""]), ("authorizer.principalId", ["p1", "p\\t2", ""]), ("authorizer.claims.sub", ["s1", ""]),
        ("identity.cognitoIdentityId", ["c1", ""]), ("identity.userArn", ["arn:1", ""]), ("identity.user", ["u1", ""]), ("identity.caller", ["c9", ""]),
    ];

    /// <summary>
    /// JSON records. Half of them have the members of a full template, most of which are <c>-</c>; the others leave some out, so that
    /// every row of a decision table is met.
    /// </summary>
    public static byte[] Json(int seed, int records)
    {
        var random = new Random(seed);
        var log = new StringBuilder();
        for (int i = 0; i < records; i++)
        {
            bool isFull = i / 50 % 2 == 0;
            int sparseness = random.Next(1, 12);
            long time = 1_772_573_000_000 + random.NextInt64(100_000_000);
            log.Append(CultureInfo.InvariantCulture, $"{{\"requestTimeEpoch\":\"{time}\",\"requestId\":\"r{i}\",\"apiId\":\"api{random.Next(3)}\",\"stage\":\"prod\",\"status\":\"{Any(s_statuses)}\"");
            foreach ((string key, string[] values) in s_members)
            {
                bool isThere = random.Next(sparseness) == 0;
                if (isThere || isFull)
                {
                    log.Append(CultureInfo.InvariantCulture, $",\"{key}\":\"{(isThere ? Any(values) : "-")}\"");
                }
            }

            log.Append("}\n");
        }

        return Encoding.UTF8.GetBytes(log.ToString());

        string Any(string[] values) => values[random.Next(values.Length)];
    }
}
