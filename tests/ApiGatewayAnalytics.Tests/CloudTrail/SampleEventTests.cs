using System.Text;
using ApiGatewayAnalytics.CloudTrail;
using ApiGatewayAnalytics.Columns;
using ApiGatewayAnalytics.Tests.AccessLogs;

namespace ApiGatewayAnalytics.Tests.CloudTrail;

/// <summary>Single events, field by field, with values written by hand.</summary>
public sealed class SampleEventTests
{
    private const string Sample = """
        {
        "eventVersion":"1.05",
        "userIdentity":{
        "type":"IAMUser",
        "principalId":"A12445W32RZN24HABCD12",
        "arn":"arn:aws:iam::123408221234:user/bob",
        "accountId":"123408221234",
        "accessKeyId":"ASIAZ123456Y3IMWK7X5",
        "userName":"bob",
        "sessionContext":{
        "sessionIssuer":{
        },
        "webIdFederationData":{
        },
        "attributes":{
        "mfaAuthenticated":"true",
        "creationDate":"2020-02-17T08:08:01Z"
        }
        },
        "invokedBy":"signin.amazonaws.com"
        },
        "eventTime":"2020-02-17T08:08:01Z",
        "eventSource":"apigateway.amazonaws.com",
        "eventName":"GetRestApi",
        "awsRegion":"us-east-1",
        "sourceIPAddress":"149.236.17.11",
        "userAgent":"signin.amazonaws.com",
        "requestParameters":{
        "restApiId":"w1234nsgjxf",
        "template":false
        },
        "responseElements":null,
        "requestID":"1234169e-e70a-44a1-a691-3cd3f857092a",
        "eventID":"051572b0-83ef-49a3-82f6-bbef1ac8c488",
        "readOnly":true,
        "eventType":"AwsApiCall",
        "recipientAccountId":"123408221234"
        }
        """;

    [Fact]
    public void TheSampleIsReadFieldByField()
    {
        var expected = new Dictionary<string, string>
        {
            ["account"] = "123408221234",
            ["region"] = "us-east-1",
            ["apiId"] = "w1234nsgjxf",
            ["eventStatus"] = "Success",
            ["user"] = "bob",
            ["accountId"] = "123408221234",
            ["eventVersion"] = "1.05",
            ["eventSource"] = "apigateway.amazonaws.com",
            ["eventName"] = "GetRestApi",
            ["eventID"] = "051572b0-83ef-49a3-82f6-bbef1ac8c488",
            ["eventType"] = "AwsApiCall",
            ["awsRegion"] = "us-east-1",
            ["sourceIPAddress"] = "149.236.17.11",
            ["userAgent"] = "signin.amazonaws.com",
            ["requestID"] = "1234169e-e70a-44a1-a691-3cd3f857092a",
            ["readOnly"] = "true",
            ["recipientAccountId"] = "123408221234",
            ["requestParameters"] = "{\n\"restApiId\":\"w1234nsgjxf\",\n\"template\":false\n}",
            ["type"] = "IAMUser",
            ["principalId"] = "A12445W32RZN24HABCD12",
            ["arn"] = "arn:aws:iam::123408221234:user/bob",
            ["userAccountId"] = "123408221234",
            ["accessKeyId"] = "ASIAZ123456Y3IMWK7X5",
            ["userName"] = "bob",
            ["invokedBy"] = "signin.amazonaws.com",
            ["mfaAuthenticated"] = "true",
            ["sessionCreationDate"] = "2020-02-17T08:08:01Z",
        };
        using CloudTrailReader reader = Read(Sample.ReplaceLineEndings("\n"));
        CloudTrailRecord record = reader.Current;
        var actual = new Dictionary<string, string>();
        foreach (Field field in CloudTrailFields.All)
        {
            if (record.GetString(field) is { } value)
                actual.Add(field.Name, value);
        }

        Assert.Equal(expected.OrderBy(pair => pair.Key, StringComparer.Ordinal), actual.OrderBy(pair => pair.Key, StringComparer.Ordinal));
        Assert.Equal(new DateTimeOffset(2020, 2, 17, 8, 8, 1, TimeSpan.Zero), record.Time);
        Assert.Equal(1, record.GatewayVersion);
        Assert.False(record.IsFailure);
        Assert.True(record.IsAbsent(CloudTrailFields.ErrorCode));
        Assert.Equal("bob"u8, record.User);
        Assert.False(reader.Read());
    }

    [Theory]
    [InlineData("""{"type":"Root","arn":"arn:aws:iam::1:root","accountId":"1"}""", "root")]
    [InlineData("""{"type":"Root","arn":"arn:aws:iam::1:root","userName":"alias"}""", "alias")]
    [InlineData("""{"type":"AssumedRole","arn":"arn:aws:sts::1:assumed-role/Admin/me@example.com"}""", "Admin/me@example.com")]
    [InlineData("""{"type":"AssumedRole","arn":"arn:aws:sts::1:assumed-role\/Admin\/me"}""", "Admin/me")]
    [InlineData("""{"type":"IAMUser","arn":"arn:aws:iam::1:user/a/b/bob"}""", "bob")]
    [InlineData("""{"type":"IAMUser","userName":"b\u00f6b","arn":"x"}""", "b\u00f6b")]
    [InlineData("""{"type":"FederatedUser","arn":"arn:aws:sts::1:federated-user/carol"}""", "carol")]
    [InlineData("""{"type":"AWSService","invokedBy":"events.amazonaws.com"}""", "events.amazonaws.com")]
    [InlineData("""{"type":"AWSAccount","principalId":"AIDA","accountId":"2"}""", null)]
    [InlineData("""{"type":"IdentityCenterUser","onBehalfOf":{"userId":"u-1"},"credentialId":"c"}""", null)]
    [InlineData("""{"type":"IAMUser","userName":{"odd":1},"arn":["odd"],"invokedBy":7}""", "7")]
    [InlineData("""{"type":"IAMUser","userName":"","arn":"-","invokedBy":"x"}""", "x")]
    [InlineData("\"odd\"", null)]
    [InlineData("null", null)]
    public void TheUserIsFound(string identity, string? expected)
    {
        using CloudTrailReader reader = Read(Event($"\"userIdentity\":{identity}"));
        Assert.Equal(expected, reader.Current.GetString(CloudTrailFields.User));
    }

    [Theory]
    [InlineData("GetApi", """{"apiId":"a1"}""", "null", "a1", null, null, 2)]
    [InlineData("CreateRestApi", """{"createRestApiInput":{"name":"n"},"template":false}""", """{"id":"r1","name":"n","self":{"restApiId":"zz"}}""", "r1", null, "n", 1)]
    [InlineData("CreateApi", """{"name":"n","protocolType":"HTTP"}""", """{"apiId":"h1","name":"n"}""", "h1", null, "n", null)]
    [InlineData("CreateApiKey", """{"createApiKeyInput":{"name":"k"}}""", """{"id":"k1","name":"k"}""", null, null, null, null)]
    [InlineData("CreateDeployment", """{"restApiId":"r1","createDeploymentInput":{"stageName":"prod"}}""", """{"id":"d1"}""", "r1", "prod", null, 1)]
    [InlineData("UpdateStage", """{"apiId":"h1","stageName":"$default"}""", """{"name":"x"}""", "h1", "$default", null, 2)]
    [InlineData("UpdateRestApi", "\"odd\"", """[1,2]""", null, null, null, null)]
    [InlineData("UpdateApi", """{"apiId":5}""", """{"apiId":"h2","name":true}""", "5", null, "true", 2)]
    public void ApiAndStageAreLifted(string operation, string request, string response, string? api, string? stage, string? name, int? version)
    {
        using CloudTrailReader reader = Read(Event($"\"requestParameters\":{request},\"responseElements\":{response}", operation));
        CloudTrailRecord record = reader.Current;
        Assert.Equal(api, record.GetString(CloudTrailFields.ApiId));
        Assert.Equal(stage, record.GetString(CloudTrailFields.Stage));
        Assert.Equal(name, record.GetString(CloudTrailFields.EventApiName));
        Assert.Equal(version, record.GatewayVersion);
    }

    [Fact]
    public void PatchOperationsAreKeptAsTheyAre()
    {
        const string Patch = """[{"op":"replace","path":"/a","value":"{\"x\":[1,\"}]\"]}"}]""";
        using CloudTrailReader reader = Read(Event($"\"requestParameters\":{{\"restApiId\":\"r\",\"updateStageInput\":{{\"patchOperations\":{Patch}}}}}"));
        Assert.Equal(Patch, reader.Current.GetString(CloudTrailFields.PatchOperations));
    }

    [Theory]
    [InlineData("\"errorCode\":\"X\",\"errorMessage\":\"m\",\"responseElements\":{\"message\":\"r\"}", "m", "Failure")]
    [InlineData("\"errorCode\":\"X\",\"responseElements\":{\"Message\":\"R\",\"message\":\"r\"}", "r", "Failure")]
    [InlineData("\"errorCode\":\"X\",\"responseElements\":{\"Message\":\"R\"}", "R", "Failure")]
    [InlineData("\"errorCode\":null,\"errorMessage\":\"m\"", "m", "Success")]
    [InlineData("\"errorCode\":\"-\"", null, "Success")]
    public void StatusAndMessageAreFound(string members, string? message, string status)
    {
        using CloudTrailReader reader = Read(Event(members));
        Assert.Equal(message, reader.Current.GetString(CloudTrailFields.ErrorMessage));
        Assert.Equal(status, reader.Current.GetString(CloudTrailFields.EventStatus));
    }

    [Fact]
    public void AccountAndRegionComeFromTheRecordFirst()
    {
        Assert.Equal(("1", "r-1"), Whose("\"recipientAccountId\":\"1\",\"userIdentity\":{\"accountId\":\"2\"},\"awsRegion\":\"r-1\""));
        Assert.Equal(("2", "host"), Whose("\"userIdentity\":{\"accountId\":\"2\"}"));
        Assert.Equal(("host", "host"), Whose("\"userIdentity\":{}"));

        static (string?, string?) Whose(string members)
        {
            var options = new CloudTrailReaderOptions { Account = "host", Region = "host" };
            using var reader = new CloudTrailReader(new MemoryStream(Encoding.UTF8.GetBytes(Event(members))), options, timeProvider: FixedClock.In2026);
            Assert.True(reader.Read());
            return (reader.Current.GetString(CloudTrailFields.Account), reader.Current.GetString(CloudTrailFields.Region));
        }
    }

    private static string Event(string members, string operation = "GetRestApi") =>
        $"{{\"eventVersion\":\"1.08\",\"eventTime\":\"2026-01-02T03:04:05Z\",\"eventSource\":\"apigateway.amazonaws.com\",\"eventName\":\"{operation}\",{members}}}";

    private static CloudTrailReader Read(string json)
    {
        var reader = new CloudTrailReader(new MemoryStream(Encoding.UTF8.GetBytes(json)), timeProvider: FixedClock.In2026);
        Assert.True(reader.Read());
        return reader;
    }
}
