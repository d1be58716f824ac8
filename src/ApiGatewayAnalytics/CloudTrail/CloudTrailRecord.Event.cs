namespace ApiGatewayAnalytics.CloudTrail;

/// <content>What happened, in UTF-8; empty where absent.</content>
public readonly ref partial struct CloudTrailRecord
{
    /// <summary>The AWS region: <c>awsRegion</c>, else what the envelope or the host says.</summary>
    public ReadOnlySpan<byte> Region => Text(CloudTrailColumns.Region);

    /// <summary>The API: <c>restApiId</c> or <c>apiId</c> of the request, else the identifier in the response of an operation that makes an API.</summary>
    public ReadOnlySpan<byte> ApiId => Text(CloudTrailColumns.ApiId);

    /// <summary>The stage: <c>stageName</c> of the request or of its body.</summary>
    public ReadOnlySpan<byte> Stage => Text(CloudTrailColumns.Stage);

    /// <summary>The name that the event itself gives an API: <c>responseElements.name</c> of operations on a RestApi or Api.</summary>
    public ReadOnlySpan<byte> EventApiName => Text(CloudTrailColumns.EventApiName);

    /// <summary><c>Failure</c> where there is an error code, else <c>Success</c>.</summary>
    public ReadOnlySpan<byte> EventStatus => Text(CloudTrailColumns.EventStatus);

    /// <summary>The changes of an update of a REST API, as JSON.</summary>
    public ReadOnlySpan<byte> PatchOperations => Text(CloudTrailColumns.PatchOperations);

    /// <summary>The version of the record's format, for example <c>1.08</c>.</summary>
    public ReadOnlySpan<byte> EventVersion => Text(CloudTrailColumns.EventVersion);

    /// <summary>The service, for example <c>apigateway.amazonaws.com</c>.</summary>
    public ReadOnlySpan<byte> EventSource => Text(CloudTrailColumns.EventSource);

    /// <summary>The operation.</summary>
    public ReadOnlySpan<byte> EventName => Text(CloudTrailColumns.EventName);

    /// <summary>The event, the same wherever it is delivered.</summary>
    public ReadOnlySpan<byte> EventId => Text(CloudTrailColumns.EventId);

    /// <summary>What caused it, for example <c>AwsApiCall</c>.</summary>
    public ReadOnlySpan<byte> EventType => Text(CloudTrailColumns.EventType);

    /// <summary>Management, Data or NetworkActivity.</summary>
    public ReadOnlySpan<byte> EventCategory => Text(CloudTrailColumns.EventCategory);

    /// <summary>The AWS region.</summary>
    public ReadOnlySpan<byte> AwsRegion => Text(CloudTrailColumns.AwsRegion);

    /// <summary>The address of the caller, or the name of an AWS service.</summary>
    public ReadOnlySpan<byte> SourceIpAddress => Text(CloudTrailColumns.SourceIpAddress);

    /// <summary>The user agent.</summary>
    public ReadOnlySpan<byte> UserAgent => Text(CloudTrailColumns.UserAgent);

    /// <summary>The error; absent where the operation succeeded.</summary>
    public ReadOnlySpan<byte> ErrorCode => Text(CloudTrailColumns.ErrorCode);

    /// <summary>The error message: the member, else <c>message</c> or <c>Message</c> of the response.</summary>
    public ReadOnlySpan<byte> ErrorMessage => Text(CloudTrailColumns.ErrorMessage);

    /// <summary>The request.</summary>
    public ReadOnlySpan<byte> RequestId => Text(CloudTrailColumns.RequestId);

    /// <summary>The version of the service's API.</summary>
    public ReadOnlySpan<byte> ApiVersion => Text(CloudTrailColumns.ApiVersion);

    /// <summary><c>true</c> where nothing was changed.</summary>
    public ReadOnlySpan<byte> ReadOnly => Text(CloudTrailColumns.ReadOnly);

    /// <summary><c>true</c> of a management event.</summary>
    public ReadOnlySpan<byte> ManagementEvent => Text(CloudTrailColumns.ManagementEvent);

    /// <summary>The account that received the event.</summary>
    public ReadOnlySpan<byte> RecipientAccountId => Text(CloudTrailColumns.RecipientAccountId);

    /// <summary>The same of one action that was delivered to several accounts.</summary>
    public ReadOnlySpan<byte> SharedEventId => Text(CloudTrailColumns.SharedEventId);

    /// <summary>The VPC endpoint that was used.</summary>
    public ReadOnlySpan<byte> VpcEndpointId => Text(CloudTrailColumns.VpcEndpointId);

    /// <summary>The account of the VPC endpoint.</summary>
    public ReadOnlySpan<byte> VpcEndpointAccountId => Text(CloudTrailColumns.VpcEndpointAccountId);

    /// <summary><c>true</c> where the console made the call.</summary>
    public ReadOnlySpan<byte> SessionCredentialFromConsole => Text(CloudTrailColumns.SessionCredentialFromConsole);

    /// <summary>The parameters of the request, as JSON.</summary>
    public ReadOnlySpan<byte> RequestParameters => Text(CloudTrailColumns.RequestParameters);

    /// <summary>What was changed, as JSON.</summary>
    public ReadOnlySpan<byte> ResponseElements => Text(CloudTrailColumns.ResponseElements);

    /// <summary>Further data, as JSON.</summary>
    public ReadOnlySpan<byte> AdditionalEventData => Text(CloudTrailColumns.AdditionalEventData);

    /// <summary>The resources that were used, as JSON.</summary>
    public ReadOnlySpan<byte> Resources => Text(CloudTrailColumns.Resources);

    /// <summary>What a service did by itself, as JSON.</summary>
    public ReadOnlySpan<byte> ServiceEventDetails => Text(CloudTrailColumns.ServiceEventDetails);

    /// <summary>Why an event is late or corrected, as JSON.</summary>
    public ReadOnlySpan<byte> Addendum => Text(CloudTrailColumns.Addendum);

    /// <summary>The edge device, as JSON.</summary>
    public ReadOnlySpan<byte> EdgeDeviceDetails => Text(CloudTrailColumns.EdgeDeviceDetails);

    /// <summary>What an event data store adds, as JSON.</summary>
    public ReadOnlySpan<byte> EventContext => Text(CloudTrailColumns.EventContext);

    /// <summary>The TLS version.</summary>
    public ReadOnlySpan<byte> TlsVersion => Text(CloudTrailColumns.TlsVersion);

    /// <summary>The TLS cipher suite.</summary>
    public ReadOnlySpan<byte> CipherSuite => Text(CloudTrailColumns.CipherSuite);

    /// <summary>The host name that was called.</summary>
    public ReadOnlySpan<byte> ClientProvidedHostHeader => Text(CloudTrailColumns.ClientProvidedHostHeader);
}
