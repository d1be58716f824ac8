using System.Buffers;
using System.Globalization;
using System.Text.Json;

namespace ApiGatewayAnalytics.Synthetic.Generation;

/// <summary>Makes CloudTrail events one by one. Not thread-safe.</summary>
internal sealed class TrailEventGenerator
{
    private static readonly JsonWriterOptions s_options = new() { Encoder = System.Text.Encodings.Web.JavaScriptEncoder.UnsafeRelaxedJsonEscaping };

    private static readonly string[] s_regions = ["us-east-1", "eu-west-1", "eu-north-1", "ap-southeast-2"];

    private static readonly string[] s_agents =
    [
        "console.amazonaws.com", "cloudformation.amazonaws.com", "signin.amazonaws.com",
        "aws-cli/2.15.30 Python/3.11.8 Linux/5.10.205 exe/x86_64.amzn.2 prompt/off command/apigateway.get-rest-apis",
        "APN/1.0 HashiCorp/1.0 Terraform/1.7.5 (+https://www.terraform.io) terraform-provider-aws/5.42.0 aws-sdk-go-v2/1.25.3 api/apigatewayv2#1.20.4",
        "Boto3/1.34.69 md/Botocore#1.34.69 ua/2.0 os/linux#5.15.0 md/arch#x86_64 lang/python#3.12.2 Botocore/1.34.69",
    ];

    /// <summary>REST APIs answer with what can be done next.</summary>
    private static readonly string[] s_apiLinks =
    [
        "self", "restapiUpdate", "restapiDelete", "restapiStages", "restapiDeployments", "restapiResources", "restapiModels", "restapiAuthorizers",
        "restapiGatewayResponses", "restapiRequestValidators", "resourceCreate", "modelCreate", "stageCreate", "deploymentCreate", "authorizerCreate",
    ];

    private static readonly string[] s_partLinks = ["self", "update", "delete", "restapi", "stages"];

    private static readonly (string Code, string Message)[] s_errors =
    [
        ("NotFoundException", "Invalid API identifier specified 123408221234:{0}"),
        ("TooManyRequestsException", "Too Many Requests"),
        ("BadRequestException", "Invalid patch path '/nosuchthing' specified for op 'replace'."),
        ("ConflictException", "The API stage is already in use: \"{0}\""),
        ("AccessDenied", "User is not authorized to perform: apigateway:PATCH on resource: arn:aws:apigateway:us-east-1::/restapis/{0}"),
        ("LimitExceededException", ""),
    ];

    private readonly Xoshiro256 _random;
    private readonly SyntheticTrail _trail;
    private readonly Api[] _apis;
    private readonly ArrayBufferWriter<byte> _buffer = new(4096);

    public TrailEventGenerator(Xoshiro256 random, SyntheticTrail trail)
    {
        _random = random;
        _trail = trail;
        _apis = new Api[trail.Apis];
        for (int i = 0; i < _apis.Length; i++)
        {
            _apis[i] = new Api(random.LowerText(10), $"service-{i:000}", random.Chance(0.6), random.Pick(s_regions), i % 3 == 0 ? "210987654321" : "123408221234");
        }
    }

    public byte[] Next(DateTimeOffset time)
    {
        _buffer.ResetWrittenCount();
        Api api = _random.Pick(_apis);
        bool isFailure = _random.Chance(_trail.FailureShare);
        using (var json = new Utf8JsonWriter(_buffer, s_options))
        {
            json.WriteStartObject();
            json.WriteString("eventVersion", _random.Pick<string>(["1.05", "1.08", "1.10", "1.11"]));
            WriteIdentity(json, api);
            json.WriteString("eventTime", time.UtcDateTime.ToString("yyyy-MM-dd'T'HH:mm:ss'Z'", CultureInfo.InvariantCulture));
            if (_random.Chance(_trail.OtherServiceShare))
            {
                json.WriteString("eventSource", "s3.amazonaws.com");
                json.WriteString("eventName", "GetBucketAcl");
                WriteCaller(json, api);
                json.WriteNull("requestParameters");
                json.WriteNull("responseElements");
            }
            else
            {
                json.WriteString("eventSource", "apigateway.amazonaws.com");
                WriteOperation(json, api, isFailure);
            }

            json.WriteString("requestID", _random.Uuid());
            json.WriteString("eventID", _random.Uuid());
            json.WriteBoolean("readOnly", _random.Chance(0.5));
            json.WriteString("eventType", "AwsApiCall");
            json.WriteBoolean("managementEvent", true);
            json.WriteString("recipientAccountId", api.Account);
            json.WriteString("eventCategory", "Management");
            if (_random.Chance(0.5))
            {
                json.WriteStartObject("tlsDetails");
                json.WriteString("tlsVersion", "TLSv1.3");
                json.WriteString("cipherSuite", "TLS_AES_128_GCM_SHA256");
                json.WriteString("clientProvidedHostHeader", $"apigateway.{api.Region}.amazonaws.com");
                json.WriteEndObject();
            }

            json.WriteEndObject();
        }

        return _buffer.WrittenSpan.ToArray();
    }

    private void WriteIdentity(Utf8JsonWriter json, Api api)
    {
        int person = _random.Below(_random.Chance(0.7) ? 8 : 60);
        json.WriteStartObject("userIdentity");
        switch (_random.Below(10))
        {
            case 0:
                json.WriteString("type", "Root");
                json.WriteString("principalId", api.Account);
                json.WriteString("arn", $"arn:aws:iam::{api.Account}:root");
                json.WriteString("accountId", api.Account);
                json.WriteString("accessKeyId", "");
                break;
            case 1:
                json.WriteString("type", "AWSService");
                json.WriteString("invokedBy", "cloudformation.amazonaws.com");
                break;
            case 2 or 3 or 4:
                json.WriteString("type", "IAMUser");
                json.WriteString("principalId", $"AIDA{person:0000}EXAMPLE");
                json.WriteString("arn", $"arn:aws:iam::{api.Account}:user/teams/person-{person}");
                json.WriteString("accountId", api.Account);
                json.WriteString("accessKeyId", $"AKIA{person:0000}EXAMPLE");
                if (_random.Chance(0.8))
                {
                    json.WriteString("userName", $"person-{person}");
                }

                break;
            case 5:
                json.WriteString("type", "FederatedUser");
                json.WriteString("arn", $"arn:aws:sts::{api.Account}:federated-user/guest-{person}");
                json.WriteString("accountId", api.Account);
                break;
            case 6:
                json.WriteString("type", "AWSAccount");
                json.WriteString("principalId", $"AIDAOTHER{person:0000}");
                json.WriteString("accountId", "999988887777");
                break;
            default:
                WriteRole(json, api, person);
                break;
        }

        json.WriteEndObject();
    }

    private void WriteRole(Utf8JsonWriter json, Api api, int person)
    {
        string role = _random.Pick<string>(["deploy", "AWSReservedSSO_Admin_0123456789abcdef", "ci-runner"]);
        json.WriteString("type", "AssumedRole");
        json.WriteString("principalId", $"AROA1234EXAMPLE:session-{person}");
        json.WriteString("arn", $"arn:aws:sts::{api.Account}:assumed-role/{role}/session-{person}");
        json.WriteString("accountId", api.Account);
        json.WriteString("accessKeyId", $"ASIA{person:0000}EXAMPLE");
        json.WriteStartObject("sessionContext");
        json.WriteStartObject("sessionIssuer");
        json.WriteString("type", "Role");
        json.WriteString("principalId", "AROA1234EXAMPLE");
        json.WriteString("arn", $"arn:aws:iam::{api.Account}:role/{role}");
        json.WriteString("accountId", api.Account);
        json.WriteString("userName", role);
        json.WriteEndObject();
        json.WriteStartObject("webIdFederationData");
        json.WriteEndObject();
        json.WriteStartObject("attributes");
        json.WriteString("creationDate", "2026-06-01T00:00:00Z");
        json.WriteString("mfaAuthenticated", _random.Chance(0.5) ? "true" : "false");
        json.WriteEndObject();
        json.WriteEndObject();
    }

    private void WriteCaller(Utf8JsonWriter json, Api api)
    {
        json.WriteString("awsRegion", api.Region);
        json.WriteString("sourceIPAddress", _random.Chance(0.1) ? "cloudformation.amazonaws.com" : $"198.51.100.{_random.Below(200)}");
        if (_random.Chance(0.97))
        {
            json.WriteString("userAgent", _random.Pick(s_agents));
        }
    }

    private void WriteOperation(Utf8JsonWriter json, Api api, bool isFailure)
    {
        string operation = _random.Pick<string>(api.IsRest
            ? ["GetRestApi", "GetRestApis", "GetStages", "CreateRestApi", "UpdateRestApi", "CreateDeployment", "UpdateStage", "PutMethod", "PutIntegration", "CreateApiKey", "DeleteStage", "CreateResource"]
            : ["GetApi", "GetApis", "GetRoutes", "CreateApi", "UpdateApi", "CreateRoute", "UpdateStage", "CreateDeployment", "DeleteRoute", "CreateAuthorizer"]);
        json.WriteString("eventName", operation);
        WriteCaller(json, api);
        if (isFailure)
        {
            (string code, string message) = _random.Pick(s_errors);
            json.WriteString("errorCode", code);
            if (message.Length > 0)
            {
                json.WriteString("errorMessage", string.Format(CultureInfo.InvariantCulture, message, api.Id));
            }
        }

        WriteRequest(json, api, operation);
        if (isFailure || operation.StartsWith("Get", StringComparison.Ordinal) || operation.StartsWith("Delete", StringComparison.Ordinal))
        {
            json.WriteNull("responseElements");
            return;
        }

        WriteResponse(json, api, operation);
    }

    private void WriteRequest(Utf8JsonWriter json, Api api, string operation)
    {
        bool isForAll = operation is "GetRestApis" or "GetApis" or "CreateRestApi" or "CreateApi" or "CreateApiKey";
        json.WriteStartObject("requestParameters");
        if (!isForAll)
        {
            json.WriteString(api.IsRest ? "restApiId" : "apiId", api.Id);
        }

        string stage = _random.Pick<string>(["prod", "test", "v1"]);
        if (operation is "UpdateStage" or "DeleteStage")
        {
            json.WriteString("stageName", stage);
        }

        if (api.IsRest)
        {
            if (operation == "CreateDeployment")
            {
                json.WriteStartObject("createDeploymentInput");
                json.WriteString("stageName", stage);
                json.WriteString("description", "Deployed by \"CI\", build\t42");
                json.WriteEndObject();
            }
            else if (operation.StartsWith("Update", StringComparison.Ordinal))
            {
                json.WriteStartObject(operation == "UpdateStage" ? "updateStageInput" : "updateRestApiInput");
                json.WriteStartArray("patchOperations");
                json.WriteStartObject();
                json.WriteString("op", "replace");
                json.WriteString("path", "/accessLogSettings/format");
                json.WriteString("value", "{\"requestId\":\"$context.requestId\",\"status\":\"$context.status\"}");
                json.WriteEndObject();
                json.WriteEndArray();
                json.WriteEndObject();
            }

            json.WriteBoolean("template", false);
        }

        json.WriteEndObject();
    }

    private void WriteResponse(Utf8JsonWriter json, Api api, string operation)
    {
        json.WriteStartObject("responseElements");
        if (operation is "CreateRestApi" or "UpdateRestApi" or "CreateApi" or "UpdateApi")
        {
            json.WriteString(api.IsRest ? "id" : "apiId", api.Id);
            json.WriteString("name", _random.Chance(0.9) ? api.Name : api.Name + "-renamed");
            json.WriteString("createdDate", "Jun 1, 2026 10:40:57 AM");
        }
        else
        {
            json.WriteString("id", _random.LowerText(6));
            json.WriteString("name", "not-an-api");
        }

        if (!api.IsRest)
        {
            json.WriteString("description", "managed by code");
            json.WriteEndObject();
            return;
        }

        foreach (string link in operation.EndsWith("RestApi", StringComparison.Ordinal) ? s_apiLinks : s_partLinks)
        {
            json.WriteStartObject(link);
            json.WriteString("restApiId", api.Id);
            json.WriteBoolean("template", _random.Chance(0.5));
            json.WriteNumber("templateSkipList", 1);
            json.WriteEndObject();
        }

        json.WriteEndObject();
    }

    private sealed record Api(string Id, string Name, bool IsRest, string Region, string Account);
}
