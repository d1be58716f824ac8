using System.Buffers;
using System.Globalization;
using System.Text.Json;

namespace ApiGatewayAnalytics.Synthetic;

/// <summary>A CloudTrail event of somebody who manages an API, such as a deployment. Immutable.</summary>
public sealed record SyntheticAuditEvent
{
    private const string Account = "123456789012";

    /// <summary>When.</summary>
    public required DateTimeOffset Time { get; init; }

    /// <summary>The operation. Default: <c>CreateDeployment</c>.</summary>
    public string Name { get; init; } = "CreateDeployment";

    /// <summary>The identifier of the API; null for an operation that is about no single one. Default: null.</summary>
    public string? ApiId { get; init; }

    /// <summary>Whether it is a REST API, whose events are of another shape than those of HTTP and WebSocket APIs. Default: yes.</summary>
    public bool IsRest { get; init; } = true;

    /// <summary>The stage; null for an operation that is about none. Default: null.</summary>
    public string? Stage { get; init; }

    /// <summary>Who: a user, or the session of <see cref="Role"/>. Default: <c>ci-runner</c>.</summary>
    public string User { get; init; } = "ci-runner";

    /// <summary>The role that was assumed; null for a user. Default: null.</summary>
    public string? Role { get; init; }

    /// <summary>What was deployed. Default: empty.</summary>
    public string Description { get; init; } = "";

    /// <summary>From where. Default: an address that is reserved for documentation.</summary>
    public string Address { get; init; } = "198.51.100.7";

    /// <summary>By what. Default: the command line of AWS.</summary>
    public string UserAgent { get; init; } = "aws-cli/2.15.30 Python/3.11.8 Linux/5.10.205 command/apigateway.create-deployment";

    /// <summary>Why it failed; null where it succeeded. Default: null.</summary>
    public string? ErrorCode { get; init; }

    /// <summary>Why it failed, in words. Default: empty.</summary>
    public string ErrorMessage { get; init; } = "";

    private bool IsReadOnly => Name.StartsWith("Get", StringComparison.Ordinal);

    /// <summary>The event as JSON in UTF-8. The same event has the same bytes.</summary>
    public byte[] ToArray()
    {
        var buffer = new ArrayBufferWriter<byte>(1024);
        using (var json = new Utf8JsonWriter(buffer))
        {
            json.WriteStartObject();
            json.WriteString("eventVersion", "1.11");
            WriteIdentity(json);
            json.WriteString("eventTime", Time.UtcDateTime.ToString("yyyy-MM-dd'T'HH:mm:ss'Z'", CultureInfo.InvariantCulture));
            json.WriteString("eventSource", "apigateway.amazonaws.com");
            json.WriteString("eventName", Name);
            json.WriteString("awsRegion", "eu-north-1");
            json.WriteString("sourceIPAddress", Address);
            json.WriteString("userAgent", UserAgent);
            if (ErrorCode is not null)
            {
                json.WriteString("errorCode", ErrorCode);
                json.WriteString("errorMessage", ErrorMessage);
            }

            WriteRequest(json);
            if (ErrorCode is null && !IsReadOnly)
            {
                json.WriteStartObject("responseElements");
                json.WriteString("id", "dep123");
                json.WriteEndObject();
            }
            else
            {
                json.WriteNull("responseElements");
            }

            json.WriteString("requestID", $"{Time.ToUnixTimeMilliseconds():x}-{ApiId}-{Name}");
            json.WriteString("eventID", $"{ApiId}-{Name}-{User}-{Time.ToUnixTimeMilliseconds():x}");
            json.WriteBoolean("readOnly", IsReadOnly);
            json.WriteString("eventType", "AwsApiCall");
            json.WriteBoolean("managementEvent", true);
            json.WriteString("recipientAccountId", Account);
            json.WriteString("eventCategory", "Management");
            json.WriteEndObject();
        }

        return buffer.WrittenSpan.ToArray();
    }

    private void WriteIdentity(Utf8JsonWriter json)
    {
        json.WriteStartObject("userIdentity");
        if (Role is null)
        {
            json.WriteString("type", "IAMUser");
            json.WriteString("principalId", "AIDA0001EXAMPLE");
            json.WriteString("arn", $"arn:aws:iam::{Account}:user/{User}");
            json.WriteString("accountId", Account);
            json.WriteString("userName", User);
        }
        else
        {
            json.WriteString("type", "AssumedRole");
            json.WriteString("principalId", $"AROA0001EXAMPLE:{User}");
            json.WriteString("arn", $"arn:aws:sts::{Account}:assumed-role/{Role}/{User}");
            json.WriteString("accountId", Account);
            json.WriteStartObject("sessionContext");
            json.WriteStartObject("sessionIssuer");
            json.WriteString("type", "Role");
            json.WriteString("principalId", "AROA0001EXAMPLE");
            json.WriteString("arn", $"arn:aws:iam::{Account}:role/{Role}");
            json.WriteString("accountId", Account);
            json.WriteString("userName", Role);
            json.WriteEndObject();
            json.WriteEndObject();
        }

        json.WriteEndObject();
    }

    private void WriteRequest(Utf8JsonWriter json)
    {
        json.WriteStartObject("requestParameters");
        if (ApiId is not null)
        {
            json.WriteString(IsRest ? "restApiId" : "apiId", ApiId);
        }

        bool isRestDeployment = IsRest && Name == "CreateDeployment";
        if (isRestDeployment)
        {
            json.WriteStartObject("createDeploymentInput");
        }

        if (Stage is not null)
        {
            json.WriteString("stageName", Stage);
        }

        if (Description.Length > 0)
        {
            json.WriteString("description", Description);
        }

        if (isRestDeployment)
        {
            json.WriteEndObject();
        }

        if (IsRest)
        {
            json.WriteBoolean("template", false);
        }

        json.WriteEndObject();
    }
}
