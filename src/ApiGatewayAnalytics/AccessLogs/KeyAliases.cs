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
    public static IReadOnlyDictionary<string, int> Plain { get; } = BuildPlain();

    /// <summary>Names of two meanings to the field numbers of both; -1 where the second is none.</summary>
    public static IReadOnlyDictionary<string, Meanings> Ambiguous { get; } = BuildAmbiguous();

    /// <summary>Variables with a dot, in lower case and without <c>$context.</c>, to field number: these names are never ambiguous.</summary>
    public static IReadOnlyDictionary<string, int> Dotted { get; } = BuildDotted();

    /// <summary>
    /// Variables, spelled as AWS spells them without <c>$context.</c>, to field number. <c>integrationStatus</c> alone is the
    /// status of the service, as the pages on REST and HTTP APIs say.
    /// </summary>
    public static IReadOnlyDictionary<string, int> Variable { get; } = BuildVariable();

    private static Dictionary<string, Meanings> BuildAmbiguous()
    {
        var names = new Dictionary<string, Meanings>();
        foreach ((string name, Field first, Field? second) in s_ambiguous)
        {
            names.Add(name, new Meanings(All.IndexOf(first), second is null ? -1 : All.IndexOf(second)));
        }

        return names;
    }

    private static Dictionary<string, int> BuildDotted()
    {
        var names = new Dictionary<string, int>();
        for (int number = 0; number < All.Length; number++)
        {
            if (VariableOf(number) is { } variable && variable.Contains('.', StringComparison.Ordinal))
            {
                names.Add(variable.ToLowerInvariant(), number);
            }
        }

        return names;
    }

    private static Dictionary<string, int> BuildVariable()
    {
        var names = new Dictionary<string, int>
        {
            ["integrationLatency"] = AccessLogColumns.IntegrationLatency,
            ["integrationStatus"] = AccessLogColumns.IntegrationIntegrationStatus,
            ["integrationErrorMessage"] = AccessLogColumns.IntegrationError,
        };
        for (int number = 0; number < All.Length; number++)
        {
            if (VariableOf(number) is { } variable)
            {
                names.Add(variable, number);
            }
        }

        return names;
    }

    private static string? VariableOf(int field) => All[field].Variable?["$context.".Length..];

    private static Dictionary<string, int> BuildPlain()
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
        foreach (string name in names.Keys.Where(name => name.StartsWith(Identity, StringComparison.Ordinal)).ToList())
        {
            names.TryAdd(name[Identity.Length..], names[name]);
        }

        foreach ((string name, _, _) in s_ambiguous)
        {
            names.Remove(name);
        }

        return names;
    }

    /// <summary>The numbers of the fields that a name can mean; -1 for none.</summary>
    internal sealed record Meanings(int First, int Second);
}
