using System.Buffers;
using System.Globalization;
using System.Text.Json;

namespace ApiGatewayAnalytics.Synthetic;

/// <summary>The CloudTrail event of somebody who deploys a REST API. Immutable.</summary>
public sealed record SyntheticDeployment
{
    /// <summary>When.</summary>
    public required DateTimeOffset Time { get; init; }

    /// <summary>The identifier of the API.</summary>
    public required string ApiId { get; init; }

    /// <summary>The stage. Default: <c>prod</c>.</summary>
    public string Stage { get; init; } = "prod";

    /// <summary>Who. Default: <c>ci-runner</c>.</summary>
    public string User { get; init; } = "ci-runner";

    /// <summary>What was deployed. Default: empty.</summary>
    public string Description { get; init; } = "";

    /// <summary>The event as JSON in UTF-8. The same deployment has the same event.</summary>
    public byte[] ToArray()
    {
        var buffer = new ArrayBufferWriter<byte>(1024);
        using (var json = new Utf8JsonWriter(buffer))
        {
            json.WriteStartObject();
            json.WriteString("eventVersion", "1.11");
            json.WriteStartObject("userIdentity");
            json.WriteString("type", "IAMUser");
            json.WriteString("principalId", "AIDA0001EXAMPLE");
            json.WriteString("arn", $"arn:aws:iam::123456789012:user/{User}");
            json.WriteString("accountId", "123456789012");
            json.WriteString("userName", User);
            json.WriteEndObject();
            json.WriteString("eventTime", Time.UtcDateTime.ToString("yyyy-MM-dd'T'HH:mm:ss'Z'", CultureInfo.InvariantCulture));
            json.WriteString("eventSource", "apigateway.amazonaws.com");
            json.WriteString("eventName", "CreateDeployment");
            json.WriteString("awsRegion", "eu-north-1");
            json.WriteString("sourceIPAddress", "198.51.100.7");
            json.WriteString("userAgent", "aws-cli/2.15.30 Python/3.11.8 Linux/5.10.205 command/apigateway.create-deployment");
            json.WriteStartObject("requestParameters");
            json.WriteString("restApiId", ApiId);
            json.WriteStartObject("createDeploymentInput");
            json.WriteString("stageName", Stage);
            json.WriteString("description", Description);
            json.WriteEndObject();
            json.WriteBoolean("template", false);
            json.WriteEndObject();
            json.WriteStartObject("responseElements");
            json.WriteString("id", "dep123");
            json.WriteEndObject();
            json.WriteString("requestID", $"{Time.ToUnixTimeSeconds():x}-{ApiId}");
            json.WriteString("eventID", $"{ApiId}-{Time.ToUnixTimeSeconds():x}");
            json.WriteBoolean("readOnly", false);
            json.WriteString("eventType", "AwsApiCall");
            json.WriteBoolean("managementEvent", true);
            json.WriteString("recipientAccountId", "123456789012");
            json.WriteString("eventCategory", "Management");
            json.WriteEndObject();
        }

        return buffer.WrittenSpan.ToArray();
    }
}
