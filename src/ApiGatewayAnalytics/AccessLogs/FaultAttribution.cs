using System.Collections.Immutable;
using ApiGatewayAnalytics.Columns;

namespace ApiGatewayAnalytics.AccessLogs;

/// <summary>
/// Finds the one party to a failed request: the rows of the decision table of docs/insights.md in their order, of which the first that
/// holds decides. What the gateway says of its own response comes first, then the phases in the order in which a request
/// passes them, at last the status alone; so every failure has a party, however little is logged.
/// </summary>
internal static class FaultAttribution
{
    /// <summary>Redirections and 304, which some panels count as failed, are nobody's fault.</summary>
    public const long LeastFailure = 400;

    private const long LeastServerError = 500;
    private const long Unauthorized = 401;
    private const long Forbidden = 403;
    private const long TooManyRequests = 429;

    /// <summary>What is looked at besides <see cref="RouteMatch.Sources"/>.</summary>
    public static ImmutableArray<Field> Sources { get; } =
    [
        AccessLogFields.Status, AccessLogFields.ErrorResponseType, AccessLogFields.ErrorMessage, AccessLogFields.WafResponseCode,
        AccessLogFields.WafStatus, AccessLogFields.WafError, AccessLogFields.AuthenticateStatus, AccessLogFields.AuthenticateError,
        AccessLogFields.AuthorizerStatus, AccessLogFields.AuthorizerIntegrationStatus, AccessLogFields.AuthorizerError,
        AccessLogFields.AuthorizeStatus, AccessLogFields.AuthorizeError, AccessLogFields.IntegrationStatus,
        AccessLogFields.IntegrationIntegrationStatus, AccessLogFields.IntegrationLatency, AccessLogFields.IntegrationError,
    ];

    /// <summary>The party to a request whose status is at least <see cref="LeastFailure"/>.</summary>
    public static FaultParty Of(RecordBatch batch, int row)
    {
        ReadOnlySpan<byte> type = batch.Text(AccessLogColumns.ErrorResponseType, row);
        return IsBlocked(batch, row, type) ? FaultParty.Waf
            : OfType(batch, row, type)
            ?? OfAccess(batch, row)
            ?? OfIntegration(batch, row)
            ?? OfStatus(batch.Number(AccessLogColumns.Status, row), batch.IsPresent(AccessLogColumns.ErrorMessage, row));
    }

    private static bool IsBlocked(RecordBatch batch, int row, ReadOnlySpan<byte> type)
    {
        ReadOnlySpan<byte> code = batch.Text(AccessLogColumns.WafResponseCode, row);
        return code.SequenceEqual("WAF_BLOCK"u8)
            || type.SequenceEqual("WAF_FILTERED"u8)
            || (code.IsEmpty && batch.Number(AccessLogColumns.WafStatus, row) == Forbidden);
    }

    /// <summary>What the type of the gateway response says; the defaults, and types of the future, say nothing.</summary>
    private static FaultParty? OfType(RecordBatch batch, int row, ReadOnlySpan<byte> type)
    {
        if (type.IsEmpty)
        {
            return null;
        }

        if (type.SequenceEqual("MISSING_AUTHENTICATION_TOKEN"u8))
        {
            return RouteMatch.IsUnmatched(batch, row) ? FaultParty.Client : FaultParty.Authentication;
        }

        return IsOneOf(type, "THROTTLED"u8, "QUOTA_EXCEEDED"u8) ? FaultParty.Throttle
            : IsOneOf(type, "EXPIRED_TOKEN"u8, "INVALID_SIGNATURE"u8, "INVALID_API_KEY"u8) ? FaultParty.Authentication
            : IsOneOf(type, "UNAUTHORIZED"u8, "ACCESS_DENIED"u8, "AUTHORIZER_FAILURE"u8) ? FaultParty.Authorizer
            : IsOneOf(type, "API_CONFIGURATION_ERROR"u8, "AUTHORIZER_CONFIGURATION_ERROR"u8) ? FaultParty.Gateway
            : IsOneOf(type, "INTEGRATION_FAILURE"u8, "INTEGRATION_TIMEOUT"u8) ? FaultParty.Integration
            : IsOneOf(type, "BAD_REQUEST_BODY"u8, "BAD_REQUEST_PARAMETERS"u8, "REQUEST_TOO_LARGE"u8)
                || IsOneOf(type, "RESOURCE_NOT_FOUND"u8, "UNSUPPORTED_MEDIA_TYPE"u8) ? FaultParty.Client
            : null;
    }

    /// <summary>The first phase before the integration that refused or failed.</summary>
    private static FaultParty? OfAccess(RecordBatch batch, int row)
    {
        if (!batch.IsPresent(AccessLogColumns.WafResponseCode, row) && HasFailed(batch, row, AccessLogColumns.WafStatus, AccessLogColumns.WafError))
        {
            return FaultParty.Waf;
        }

        if (HasFailed(batch, row, AccessLogColumns.AuthenticateStatus, AccessLogColumns.AuthenticateError))
        {
            return FaultParty.Authentication;
        }

        return HasFailed(batch, row, AccessLogColumns.AuthorizerStatus, AccessLogColumns.AuthorizerError)
            || batch.Number(AccessLogColumns.AuthorizerIntegrationStatus, row) >= LeastFailure
            || HasFailed(batch, row, AccessLogColumns.AuthorizeStatus, AccessLogColumns.AuthorizeError)
            ? FaultParty.Authorizer
            : null;
    }

    /// <summary>What the integration answered, and what became of it; null where it was not reached.</summary>
    private static FaultParty? OfIntegration(RecordBatch batch, int row)
    {
        if (batch.IsPresent(AccessLogColumns.IntegrationError, row))
        {
            return FaultParty.Integration;
        }

        bool isServerError = batch.Number(AccessLogColumns.Status, row) >= LeastServerError;
        long answer = batch.Number(AccessLogColumns.IntegrationStatus, row);
        if (answer is >= LeastServerError or TooManyRequests)
        {
            return FaultParty.Backend;
        }

        if (batch.Number(AccessLogColumns.Status, row) == TooManyRequests)
        {
            return FaultParty.Throttle;
        }

        if (answer != RecordBatch.AbsentNumber)
        {
            return isServerError ? FaultParty.Integration : FaultParty.Client;
        }

        if (batch.Number(AccessLogColumns.IntegrationIntegrationStatus, row) >= LeastFailure)
        {
            return FaultParty.Integration;
        }

        if (!batch.IsPresent(AccessLogColumns.IntegrationLatency, row))
        {
            return null;
        }

        return isServerError ? FaultParty.Integration : FaultParty.Client;
    }

    /// <summary>What a status says where no phase reports anything: mostly because the template leaves phases out.</summary>
    private static FaultParty OfStatus(long status, bool hasMessage) => status switch
    {
        Unauthorized => FaultParty.Authentication,
        Forbidden => FaultParty.Authorizer,
        < LeastServerError => FaultParty.Client,
        502 or 503 or 504 => FaultParty.Integration,

        // The gateway writes messages only into responses of its own.
        _ => hasMessage ? FaultParty.Gateway : FaultParty.Backend,
    };

    private static bool HasFailed(RecordBatch batch, int row, int status, int error) =>
        batch.Number(status, row) >= LeastFailure || batch.IsPresent(error, row);

    private static bool IsOneOf(ReadOnlySpan<byte> type, ReadOnlySpan<byte> first, ReadOnlySpan<byte> second, ReadOnlySpan<byte> third = default) =>
        type.SequenceEqual(first) || type.SequenceEqual(second) || type.SequenceEqual(third);
}
