using ApiGatewayAnalytics.AccessLogs;
using ApiGatewayAnalytics.Ingestion;

namespace ApiGatewayAnalytics.Tests.AccessLogs;

public class JsonRecordTests
{
    private const string Time = "\"requestTimeEpoch\":1706770069673";

    [Theory]
    [InlineData("\"latency\":\"12\"", "responseLatency", "12")]
    [InlineData("\"latency\":\"12\",\"responseLatency\":\"40\"", "integrationLatency", "12")]
    [InlineData("\"responseLatency\":\"-\",\"latency\":\"12\"", "integrationLatency", "12")]
    [InlineData("\"integrationStatus\":\"502\"", "integrationStatus", "502")]
    [InlineData("\"integrationStatus\":\"200\",\"integration-status\":\"502\"", "integrationIntegrationStatus", "200")]
    [InlineData("\"integrationStatus\":\"200\",\"functionResponseStatus\":\"502\"", "integrationIntegrationStatus", "200")]
    [InlineData("\"integrationStatus\":\"502\",\"integrationServiceStatus\":\"200\"", "integrationStatus", "502")]
    [InlineData("\"contextIntegrationStatus\":\"200\",\"integrationStatus\":\"502\"", "integrationIntegrationStatus", "200")]
    [InlineData("\"errorMessage\":\"no\"", "errorMessage", "no")]
    [InlineData("\"errorMessage\":\"no\",\"error_message\":\"-\"", "integrationError", "no")]
    [InlineData("\"error\":\"no\",\"error.message\":\"-\"", "integrationError", "no")]
    [InlineData("\"error\":{\"message\":\"no\",\"responseType\":\"THROTTLED\"}", "errorResponseType", "THROTTLED")]
    [InlineData("\"error\":{\"errorMessage\":\"no\"}", "errorMessage", "no")]
    [InlineData("\"errorType\":\"THROTTLED\"", "errorResponseType", "THROTTLED")]
    [InlineData("\"errorType\":\"no\",\"errorResponseType\":\"-\"", "errorMessageString", "no")]
    [InlineData("\"errorType\":\"no\",\"errorResponseType\":\"-\"", "errorMessage", "no")]
    [InlineData("\"error_messageString\":\"\\\"Forbidden\\\"\"", "errorMessage", "Forbidden")]
    [InlineData("\"errorMessageString\":\"Forbidden\",\"errorMessage\":\"-\"", "errorMessage", "Forbidden")]
    [InlineData("\"user\":\"u\",\"userId\":\"s\"", "identityUser", "u")]
    [InlineData("\"user\":\"u\",\"userId\":\"s\"", "authorizerClaimsSub", "s")]
    [InlineData("\"integrationErrorMessage\":\"-\",\"integration.error\":\"x\"", "integrationError", "x")]
    [InlineData("\"integration\":{\"latency\":5,\"error\":\"e\"}", "integrationLatency", "5")]
    [InlineData("\"contextIntegrationLatency\":\"7\",\"integrationLatency\":\"-\"", "integrationLatency", "7")]
    [InlineData("\"context\":{\"identity\":{\"sourceIP\":\"192.0.2.1\"}}", "identitySourceIp", "192.0.2.1")]
    [InlineData("\"context\":{\"integrationStatus\":\"502\"}", "integrationStatus", "502")]
    [InlineData("\"identity\":{\"accountId\":\"111122223333\"}", "identityAccountId", "111122223333")]
    [InlineData("\"accountId\":\"111122223333\"", "account", "111122223333")]
    [InlineData("\"waf-response\":\"WAF_BLOCK\"", "wafResponseCode", "WAF_BLOCK")]
    [InlineData("\"identity_user_agent\":\"curl/8\"", "identityUserAgent", "curl/8")]
    [InlineData("\"http_method\":\"GET\"", "httpMethod", "GET")]
    [InlineData("\"http\\u004dethod\":\"GET\"", "httpMethod", "GET")]
    [InlineData("\"authorizer\":{\"claims\":{\"sub\":\"me\"}}", "authorizerClaimsSub", "me")]
    [InlineData("\"identity\":{\"clientCert\":{\"validity\":{\"notAfter\":\"May\"}}}", "identityClientCertValidityNotAfter", "May")]
    [InlineData("\"isCanary\":true", "isCanaryRequest", "true")]
    [InlineData("\"unknown\":{\"status\":1,\"deep\":[{\"status\":2},[[]]]}", "status", "200")]
    [InlineData("\"path\":\"\"", "path", "")]
    [InlineData("\"path\":\"a\\\\b\\u00e9\\ud83d\\ude00\\/\"", "path", "a\\b\u00c3\u00a9\u00f0\u009f\u0098\u0080/")]
    [InlineData("\"path\":\"\\u002d\"", "path", "(absent)")]
    [InlineData("\"path\":\"-\"", "path", "(absent)")]
    [InlineData("\"path\":null", "path", "(absent)")]
    [InlineData("\"path\":\"(none)\"", "path", "(none)")]
    public void KeysAreResolvedByTheSetOfKeys(string members, string field, string expected)
    {
        ParsedRecord record = new LogParsing().One($"{{{Time},\"status\":\"200\",{members}}}");
        Assert.Equal(ParseStatus.Accepted, record.Status);
        Assert.Equal(Repairs.None, record.Repairs);
        Assert.Equal(expected, record[field]);
    }

    [Theory]
    [InlineData("\"status\":\"200\"", "status", "200", false)]
    [InlineData("\"status\":200", "status", "200", false)]
    [InlineData("\"status\":\"0\"", "status", "(absent)", false)]
    [InlineData("\"status\":\"600\"", "status", "(absent)", false)]
    [InlineData("\"status\":\"-\"", "status", "(absent)", false)]
    [InlineData("\"status\":\"\"", "status", "(absent)", false)]
    [InlineData("\"responseLength\":\"0\"", "responseLength", "0", false)]
    [InlineData("\"responseLength\":-1", "responseLength", "(absent)", true)]
    [InlineData("\"responseLength\":1.5", "responseLength", "(absent)", true)]
    [InlineData("\"responseLength\":\"999999999999999999\"", "responseLength", "999999999999999999", false)]
    [InlineData("\"responseLength\":\"1000000000000000000\"", "responseLength", "(absent)", true)]
    [InlineData("\"responseLength\":\"12 \"", "responseLength", "(absent)", true)]
    public void InvalidNumbersAreAbsentAndCounted(string member, string field, string expected, bool counted)
    {
        var parsing = new LogParsing();
        ParsedRecord record = parsing.One($"{{{Time},\"apiId\":\"a\",{member}}}");
        Assert.Equal(expected, record[field]);
        Assert.Equal(counted ? 1 : 0, parsing.Tally.FieldErrors[AccessLogSchema.Default.IndexOf(field)]);
    }

    [Fact]
    public void ErrorsOfRejectedRecordsAreNotCounted()
    {
        var parsing = new LogParsing();
        Assert.Equal(RejectReason.NoTime, parsing.One("{\"status\":\"abc\",\"requestId\":\"x\"}").Reason);
        Assert.All(parsing.Tally.FieldErrors, errors => Assert.Equal(0, errors));
    }

    [Theory]
    [InlineData("{\"requestId\":\"x\",\"requestTimeEpoch\":1706770069673,\"message\":\"START\"}")]
    [InlineData("{\"eventVersion\":\"1.08\",\"eventSource\":\"apigateway.amazonaws.com\",\"status\":\"200\"}")]
    [InlineData("{\"metric_stream_name\":\"m\",\"namespace\":\"AWS/ApiGateway\",\"metric_name\":\"Count\",\"timestamp\":1706770069673}")]
    [InlineData("{\"namespace\":\"AWS/ApiGateway\",\"metric_name\":\"Count\",\"status\":\"200\",\"timestamp\":1706770069673}")]
    [InlineData("{}")]
    public void OtherServicesAreNoAccessLogs(string text) =>
        Assert.Equal(RejectReason.NotAnAccessLog, new LogParsing().One(text).Reason);

    [Fact]
    public void TheFirstPresentValueInRecordOrderWins()
    {
        ParsedRecord record = new LogParsing().One($"{{{Time},\"ip\":\"-\",\"sourceIp\":\"192.0.2.1\",\"identitySourceIp\":\"192.0.2.2\"}}");
        Assert.Equal("192.0.2.1", record["identitySourceIp"]);
    }

    [Fact]
    public void LayoutsMayAlternate()
    {
        var parsing = new LogParsing();
        for (int round = 0; round < 3; round++)
        {
            Assert.Equal("5", parsing.One($"{{{Time},\"latency\":5}}")["responseLatency"]);
            ParsedRecord second = parsing.One($"{{{Time},\"latency\":5,\"responseLatency\":9}}");
            Assert.Equal(("9", "5"), (second["responseLatency"], second["integrationLatency"]));
            Assert.Equal("7", parsing.One($"{{{Time},\"integration\":{{\"latency\":7}},\"status\":1}}")["integrationLatency"]);
            Assert.Equal("(absent)", parsing.One($"{{{Time},\"integration\":null,\"status\":1}}")["integrationLatency"]);
        }
    }

    [Fact]
    public void TheHostDecidesOverKeys()
    {
        var options = new AccessLogParserOptions
        {
            CustomFields = [new CustomField("tenant", "tenantId", "$context.authorizer.tenant")],
            KeyMapping = AccessLogParserOptions.Default.KeyMapping.Add("took", "responseLatency").Add("errorMessage", "integrationError"),
        };
        ParsedRecord record = new LogParsing(options).One($"{{{Time},\"took\":3,\"errorMessage\":\"x\",\"authorizer\":{{\"tenant\":\"t1\"}}}}");
        Assert.Equal(("3", "x", "t1"), (record["responseLatency"], record["integrationError"], record["tenant"]));
        Assert.Throws<ArgumentException>(() => new LogParsing(options with { KeyMapping = options.KeyMapping.Add("a", "nothing") }));
        Assert.Throws<ArgumentException>(() => new CustomField("status"));

        // No key feeds a field that is derived from others, and none may be called like it.
        Assert.Throws<ArgumentException>(() => new LogParsing(options with { KeyMapping = options.KeyMapping.Add("a", "faultParty") }));
        Assert.Throws<ArgumentException>(() => new CustomField("faultParty"));
    }

    [Fact]
    public void ATemplateNamesItsKeysExactly()
    {
        var parsing = LogParsing.With(AccessLogFormat.FromTemplate(
            "{ \"a\":\"$context.status\", \"latency\": $context.integration.latency, \"e\":{\"error\":\"$context.error.message\"}, \"t\":$context.requestTimeEpoch }"));
        ParsedRecord record = parsing.One("{ \"a\":\"404\", \"latency\": 5, \"e\":{\"error\":\"x\"}, \"t\":1706770069 }");
        Assert.Equal(("404", "5", "x", "2024-02-01T06:47:49.000Z"), (record["status"], record["integrationLatency"], record["errorMessage"], record["time"]));
    }

    [Theory]
    [InlineData("\"identityApiKey\":\"abcdefghijklmnopqrst\"", "****qrst")]
    [InlineData("\"apiKey\":\"abcdefgh\"", "****")]
    public void ApiKeysAreCapturedOnlyOnRequestAndMasked(string member, string masked)
    {
        string text = $"{{{Time},\"status\":200,{member}}}";
        Assert.Equal("(absent)", new LogParsing().One(text)["identityApiKey"]);
        Assert.Equal(masked, new LogParsing(new AccessLogParserOptions { CaptureApiKey = true }).One(text)["identityApiKey"]);
    }

    [Theory]
    [InlineData("203.0.113.77", "203.0.113.0")]
    [InlineData("2001:db8:85a3:8d3:1319:8a2e:370:7348", "2001:db8:85a3::")]
    [InlineData("2001:DB8::1", "2001:db8::")]
    [InlineData("::1", "::")]
    [InlineData("0:0:5:1::", "0:0:5::")]
    [InlineData("64:ff9b::192.0.2.33", "64:ff9b::")]
    [InlineData("1.2.3", "(absent)")]
    [InlineData("1.2.3.256", "(absent)")]
    [InlineData("1:2:3:4:5:6:7:8:9", "(absent)")]
    [InlineData("someone", "(absent)")]
    public void AddressesAreShortened(string address, string expected)
    {
        var parsing = new LogParsing(new AccessLogParserOptions { ShortenAddresses = true });
        Assert.Equal(expected, parsing.One($"{{{Time},\"ip\":\"{address}\"}}")["identitySourceIp"]);
    }

    [Theory]
    [InlineData("a1.execute-api.eu-north-1.amazonaws.com", "a1", "eu-north-1")]
    [InlineData("a1.execute-api.cn-north-1.amazonaws.com.cn", "a1", "cn-north-1")]
    [InlineData("a1-vpce-0123.execute-api.eu-west-1.amazonaws.com", "a1", "eu-west-1")]
    [InlineData("vpce-0123-z.execute-api.eu-west-1.vpce.amazonaws.com", "(absent)", "eu-west-1")]
    [InlineData("api.example.com", "(absent)", "us-east-1")]
    [InlineData("a1.execute-api.eu-north-1.amazonaws.com.example.com", "(absent)", "us-east-1")]
    [InlineData("-", "(absent)", "us-east-1")]
    public void DomainNamesTellApiAndRegion(string domain, string api, string region)
    {
        var parsing = new LogParsing();
        parsing.Origin.Region = "us-east-1"u8.ToArray();
        parsing.Origin.Account = "999988887777"u8.ToArray();
        ParsedRecord record = parsing.One($"{{{Time},\"status\":200,\"domainName\":\"{domain}\"}}");
        Assert.Equal((api, region, "999988887777"), (record["apiId"], record["region"], record["account"]));
        Assert.Equal("b2", parsing.One($"{{{Time},\"apiId\":\"b2\",\"domainName\":\"{domain}\"}}")["apiId"]);
    }

    [Theory]
    [InlineData("\"connectionId\":\"c=\",\"routeKey\":\"$connect\"", "WebSocket")]
    [InlineData("\"eventType\":\"CONNECT\"", "WebSocket")]
    [InlineData("\"routeKey\":\"GET /\",\"resourcePath\":\"/\"", "Http")]
    [InlineData("\"resourcePath\":\"/\",\"routeKey\":\"-\"", "Rest")]
    [InlineData("\"resourceId\":\"x\"", "Rest")]
    [InlineData("\"requestId\":\"bf04adbf-eacc-4601-8c14-94605f242e1a\"", "Rest")]
    [InlineData("\"requestId\":\"Sca3bFUQgi0EYeA=\"", "Http")]
    [InlineData("\"requestId\":\"UUID_REPLACED_INVALID_REQUEST_ID\"", "(absent)")]
    public void TheKindFollowsFromTheVariables(string member, string kind) =>
        Assert.Equal(kind, new LogParsing().One($"{{{Time},\"status\":200,{member}}}")["kind"]);
}
