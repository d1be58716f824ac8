namespace ApiGatewayAnalytics.AccessLogs;

/// <content>Numbers and statuses.</content>
public readonly ref partial struct AccessLogRecord
{
    /// <summary>When the request arrived, in milliseconds (REST, WebSocket) or seconds (HTTP) since 1970. Null where absent.</summary>
    public long? RequestTimeEpoch => Number(AccessLogColumns.RequestTimeEpoch);

    /// <summary>The status of the response. Null where absent.</summary>
    public int? Status => (int?)Number(AccessLogColumns.Status);

    /// <summary>The length of the response body in bytes. Null where absent.</summary>
    public long? ResponseLength => Number(AccessLogColumns.ResponseLength);

    /// <summary>The time from request to response in milliseconds. Null where absent.</summary>
    public long? ResponseLatency => Number(AccessLogColumns.ResponseLatency);

    /// <summary>The data that was processed, in bytes. Null where absent.</summary>
    public long? DataProcessed => Number(AccessLogColumns.DataProcessed);

    /// <summary>The status that a mapping template set. Null where absent.</summary>
    public int? ResponseOverrideStatus => (int?)Number(AccessLogColumns.ResponseOverrideStatus);

    /// <summary>When the connection was opened, since 1970. Null where absent.</summary>
    public long? ConnectedAt => Number(AccessLogColumns.ConnectedAt);

    /// <summary>The status of AWS WAF. Null where absent.</summary>
    public int? WafStatus => (int?)Number(AccessLogColumns.WafStatus);

    /// <summary>The time in AWS WAF in milliseconds. Null where absent.</summary>
    public long? WafLatency => Number(AccessLogColumns.WafLatency);

    /// <summary>The status of authentication. Null where absent.</summary>
    public int? AuthenticateStatus => (int?)Number(AccessLogColumns.AuthenticateStatus);

    /// <summary>The time of authentication in milliseconds. Null where absent.</summary>
    public long? AuthenticateLatency => Number(AccessLogColumns.AuthenticateLatency);

    /// <summary>The status of the authorizer. Null where absent.</summary>
    public int? AuthorizerStatus => (int?)Number(AccessLogColumns.AuthorizerStatus);

    /// <summary>The time of the authorizer in milliseconds. Null where absent.</summary>
    public long? AuthorizerLatency => Number(AccessLogColumns.AuthorizerLatency);

    /// <summary>The status of the authorizer's function. Null where absent.</summary>
    public int? AuthorizerIntegrationStatus => (int?)Number(AccessLogColumns.AuthorizerIntegrationStatus);

    /// <summary>The time of the authorizer's function in milliseconds. Null where absent.</summary>
    public long? AuthorizerIntegrationLatency => Number(AccessLogColumns.AuthorizerIntegrationLatency);

    /// <summary>The status of authorization. Null where absent.</summary>
    public int? AuthorizeStatus => (int?)Number(AccessLogColumns.AuthorizeStatus);

    /// <summary>The time of authorization in milliseconds. Null where absent.</summary>
    public long? AuthorizeLatency => Number(AccessLogColumns.AuthorizeLatency);

    /// <summary>The status that the back end returned. Null where absent.</summary>
    public int? IntegrationStatus => (int?)Number(AccessLogColumns.IntegrationStatus);

    /// <summary>The status of the AWS service behind, for a Lambda proxy that of Lambda itself. Null where absent.</summary>
    public int? IntegrationIntegrationStatus => (int?)Number(AccessLogColumns.IntegrationIntegrationStatus);

    /// <summary>The time of the back end in milliseconds. Null where absent.</summary>
    public long? IntegrationLatency => Number(AccessLogColumns.IntegrationLatency);

    /// <summary>The time to the last header of a streamed response in milliseconds. Null where absent.</summary>
    public long? IntegrationTimeToAllHeaders => Number(AccessLogColumns.IntegrationTimeToAllHeaders);

    /// <summary>The time to the first content of a streamed response in milliseconds. Null where absent.</summary>
    public long? IntegrationTimeToFirstContent => Number(AccessLogColumns.IntegrationTimeToFirstContent);
}
