using System.Collections.Frozen;
using ApiGatewayAnalytics.Columns;
using static ApiGatewayAnalytics.AccessLogs.AccessLogFields;

namespace ApiGatewayAnalytics.AccessLogs;

/// <summary>
/// The names under which customers log the variables of API Gateway: normalized key to field. Every field is known by its
/// canonical name and by its variable; the names that people gave it on top are listed here. A name that people use for two
/// variables has two meanings, and the other keys of the record decide.
/// </summary>
internal static class KeyAliases
{
    private static readonly (Field Field, string Names)[] s_names =
    [
        (RequestTime, "time timestamp"),
        (RequestTimeEpoch, "timeepoch"),
        (IdentitySourceIp, "ip"),
        (AccessLogFields.HttpMethod, "method"),
        (ResourcePath, "resource"),
        (RouteKey, "route"),
        (Status, "httpstatuscode statuscode httpstatus"),
        (ResponseLength, "responselen bytes"),
        (ResponseLatency, "latencyms durationms responsems responsetime"),
        (IntegrationLatency, "integrationlatencyms integlatency lambdalatency lambdaintegrationlatency"),
        (IntegrationStatus, "functionresponsestatus lambdastatus"),
        (IntegrationIntegrationStatus, "integrationservicestatus contextintegrationstatus lambdaintegrationstatus integrationstatusalternate"),
        (AwsEndpointRequestId, "awsendpoint"),
        (IntegrationError, "integrationerrormessage integrationerr extendederrormessage"),
        (ErrorMessage, "gatewayerror errorerrormessage"),
        (ErrorMessageString, "errorerrormessagestring"),
        (ErrorResponseType, "errorerrorresponsetype"),
        (ErrorValidationErrorString, "validationerror errorvalstring validationerrorstring errorvalidationerror"),
        (AuthorizerError, "autherror"),
        (AuthorizerPrincipalId, "principalid principal authprincipalid"),
        (AuthorizerClaimsSub, "usersub authsub subject userid claimssub"),
        (IdentityUser, "user iamuser"),
        (IdentityUserArn, "callerarn"),
        (IdentityApiKeyId, "keyid consumer"),
        (IdentityVpceId, "vpce vpcendpointid sourcevpce"),
        (WafResponseCode, "wafresponse wafcode"),
        (XrayTraceId, "traceid"),
        (IsCanaryRequest, "iscanary canary"),
    ];

    /// <summary>Names of two meanings. Without a second one, the name is dropped where its first meaning is taken.</summary>
    private static readonly (string Name, Field First, Field? Second)[] s_ambiguous =
    [
        ("latency", ResponseLatency, IntegrationLatency),
        ("integrationstatus", IntegrationStatus, IntegrationIntegrationStatus),
        ("errormessage", ErrorMessage, IntegrationError),
        ("error", ErrorMessage, IntegrationError),
        ("errortype", ErrorResponseType, ErrorMessageString),
        ("id", RequestId, null),
    ];

    /// <summary>Normalized name to field number, for the names of one meaning.</summary>
    public static FrozenDictionary<string, int> Plain { get; } = BuildPlain();

    /// <summary>Names of two meanings to the field numbers of both; -1 where the second is none.</summary>
    public static FrozenDictionary<string, (int First, int Second)> Ambiguous { get; } = s_ambiguous.ToFrozenDictionary(
        name => name.Name,
        name => (All.IndexOf(name.First), name.Second is null ? -1 : All.IndexOf(name.Second)));

    /// <summary>Variables with a dot, in lower case and without <c>$context.</c>, to field number: these names are never ambiguous.</summary>
    public static FrozenDictionary<string, int> Dotted { get; } = Variables()
        .Where(pair => pair.Variable.Contains('.', StringComparison.Ordinal))
        .ToFrozenDictionary(pair => pair.Variable.ToLowerInvariant(), pair => pair.Field);

    /// <summary>
    /// Variables, spelled as AWS spells them without <c>$context.</c>, to field number. <c>integrationStatus</c> alone is the
    /// status of the service, as the pages on REST and HTTP APIs say.
    /// </summary>
    public static FrozenDictionary<string, int> Variable { get; } = Variables()
        .Append(("integrationLatency", AccessLogColumns.IntegrationLatency))
        .Append(("integrationStatus", AccessLogColumns.IntegrationIntegrationStatus))
        .Append(("integrationErrorMessage", AccessLogColumns.IntegrationError))
        .ToFrozenDictionary(pair => pair.Item1, pair => pair.Item2, StringComparer.Ordinal);

    private static IEnumerable<(string Variable, int Field)> Variables() =>
        All.Select((field, number) => (field.Variable, number))
            .Where(pair => pair.Variable is not null)
            .Select(pair => (pair.Variable!["$context.".Length..], pair.number));

    private static FrozenDictionary<string, int> BuildPlain()
    {
        var names = new Dictionary<string, int>();
        foreach ((Field field, string aliases) in s_names)
        {
            foreach (string alias in aliases.Split(' '))
            {
                names.Add(alias, All.IndexOf(field));
            }
        }

        for (int number = 0; number < All.Length; number++)
        {
            if (All[number].Variable is null)
            {
                continue;
            }

            names.TryAdd(KeyName.Normalize(All[number].Name), number);
            names.TryAdd(KeyName.Normalize(All[number].Variable!), number);
        }

        // What stands under `identity` is often logged without it; but an account without it is the API's.
        const string Identity = "identity";
        foreach ((string name, int number) in names.Where(pair => pair.Key.StartsWith(Identity, StringComparison.Ordinal)).ToList())
        {
            names.TryAdd(name[Identity.Length..], number);
        }

        foreach ((string name, _, _) in s_ambiguous)
        {
            names.Remove(name);
        }

        return names.ToFrozenDictionary();
    }
}
