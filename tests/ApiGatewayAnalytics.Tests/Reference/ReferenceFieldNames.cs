namespace ApiGatewayAnalytics.Tests.Reference;

/// <summary>
/// Which canonical field each key of a record gives. The answer depends on the set of keys alone: nested keys arrive joined with
/// dots, styles are normalised, and a name with two meanings takes the second one where another key has the first for certain.
/// </summary>
internal static class ReferenceFieldNames
{
    /// <summary>Canonical field: the other spellings that occur, without case and separators. A field's own name always counts.</summary>
    private const string Aliases = """
        accountId:
        apiId:
        region: awsregion
        stage:
        deploymentId:
        requestId:
        extendedRequestId:
        requestTime: time timestamp
        requestTimeEpoch: timeepoch
        httpMethod: method
        protocol:
        path:
        resourcePath: resource
        resourceId:
        routeKey: route
        status: httpstatuscode statuscode
        responseLength: responselen bytes
        responseLatency: latencyms durationms responsems responsetime
        dataProcessed:
        domainName:
        domainPrefix:
        customDomainBasePathMatched:
        customDomainRoutingRuleIdMatched:
        isCanaryRequest: iscanary canary
        tlsVersion:
        cipherSuite:
        responseOverrideStatus:
        xrayTraceId: traceid
        awsEndpointRequestId: awsendpoint
        awsEndpointRequestId2:
        connectedAt:
        connectionId:
        messageId:
        messageDirection:
        eventType:
        errorMessage: gatewayerror errorerrormessage
        errorMessageString:
        errorResponseType: errortype errorerrorresponsetype
        errorValidationErrorString: validationerror errorvalstring
        wafStatus:
        wafLatency:
        wafError:
        wafResponseCode: wafresponse wafcode
        webaclArn:
        authenticateStatus:
        authenticateLatency:
        authenticateError:
        authorizerStatus:
        authorizerLatency:
        authorizerError: autherror authorizer
        authorizerIntegrationStatus:
        authorizerIntegrationLatency:
        authorizerRequestId:
        authorizerPrincipalId: principalid principal authprincipalid
        authorizerClaimsSub: usersub authsub subject userid userpoolid
        authorizeStatus:
        authorizeLatency:
        authorizeError:
        integrationStatus: functionresponsestatus lambdastatus
        integrationIntegrationStatus: integrationservicestatus contextintegrationstatus lambdaintegrationstatus integrationstatusalternate
        integrationLatency: integrationlatencyms integlatency lambdalatency lambdaintegrationlatency
        integrationError: integrationerrormessage integrationerr extendederrormessage
        integrationRequestId:
        integrationResponseTransferMode:
        integrationTimeToAllHeaders:
        integrationTimeToFirstContent:
        identitySourceIp: ip sourceip
        identityUserAgent: useragent
        identityAccountId:
        identityCaller: caller
        identityUser: iamuser
        identityUserArn: userarn callerarn usageplan
        identityApiKeyId: apikeyid keyid consumer
        identityPrincipalOrgId: principalorgid
        identityCognitoAuthenticationProvider: cognitoauthenticationprovider
        identityCognitoAuthenticationType: cognitoauthenticationtype
        identityCognitoIdentityId: cognitoidentityid
        identityCognitoIdentityPoolId: cognitoidentitypoolid
        identityVpcId: vpcid
        identityVpceId: vpceid vpce vpcendpointid sourcevpce
        """;

    private static readonly Dictionary<string, string> s_names = ReadAliases();

    /// <summary>One canonical field or null per key, in the order of the keys.</summary>
    public static string?[] Resolve(IReadOnlyList<string> keys)
    {
        var ambiguous = keys.Select(Ambiguous).ToArray();
        var certain = keys.Select((key, i) => ambiguous[i] is null ? Certain(key) : null).ToArray();
        return keys.Select((_, i) => ambiguous[i] is not { } meanings
            ? certain[i]
            : meanings.Second is { } second && certain.Contains(meanings.First) ? second : meanings.First).ToArray();
    }

    private static (string First, string? Second)? Ambiguous(string key)
    {
        if (s_names.GetValueOrDefault(Normal(key)) == "integrationIntegrationStatus")
            return null;
        var name = WithoutContext(key);
        var divided = name.AsSpan().IndexOfAny("_-.") >= 0;
        return Normal(name) switch
        {
            "latency" => ("responseLatency", "integrationLatency"),
            "integrationstatus" when !divided => ("integrationStatus", "integrationIntegrationStatus"),
            "errormessage" when !divided => ("errorMessage", "integrationError"),
            "error" => ("errorMessage", "integrationError"),
            "errortype" when !name.Contains('.') => ("errorResponseType", "errorMessageString"),
            "user" => ("identityUser", null),
            _ => null,
        };
    }

    private static string? Certain(string key)
    {
        if (s_names.TryGetValue(Normal(key), out var field))
            return field;
        var name = WithoutContext(key);
        if (s_names.TryGetValue(Normal(name), out field))
            return field;

        // A member that repeats its group's name: waf.wafResponseCode.
        var dot = name.LastIndexOf('.');
        return dot > 0 && Normal(name[(dot + 1)..]).StartsWith(Normal(name[..dot]), StringComparison.Ordinal)
            ? s_names.GetValueOrDefault(Normal(name[(dot + 1)..]))
            : null;
    }

    private static string WithoutContext(string key) =>
        key.StartsWith("context", StringComparison.OrdinalIgnoreCase) ? key["context".Length..].TrimStart('_', '-', '.') : key;

    private static string Normal(string name) => string.Concat(name.Where(c => c is not ('_' or '-' or '.'))).ToLowerInvariant();

    private static Dictionary<string, string> ReadAliases()
    {
        var names = new Dictionary<string, string>();
        foreach (var line in Aliases.Split('\n'))
        {
            var (field, aliases) = (line[..line.IndexOf(':')].Trim(), line[(line.IndexOf(':') + 1)..]);
            foreach (var alias in aliases.Split(' ', StringSplitOptions.RemoveEmptyEntries | StringSplitOptions.TrimEntries).Prepend(field.ToLowerInvariant()))
                names.Add(alias, field);
        }
        return names;
    }
}
