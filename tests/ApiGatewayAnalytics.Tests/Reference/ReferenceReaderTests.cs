using System.IO.Compression;
using System.Text;

namespace ApiGatewayAnalytics.Tests.Reference;

/// <summary>What the slow reader makes of hand-written lines of every layout.</summary>
public class ReferenceReaderTests
{
    private const string Uuid = "c6af9ac6-7b61-11e6-9a41-93e8deadbeef";

    [Fact]
    public void ConsoleLayoutsGiveTheSameRecord()
    {
        var expected = Fields("""{"requestId":"c6af9ac6-7b61-11e6-9a41-93e8deadbeef","extendedRequestId":"Eu=","ip":"192.0.2.7","caller":"-","user":"bob","requestTime":"01/Feb/2024:07:00:05 +0100","httpMethod":"GET","resourcePath":"/pets/{id}","status":"200","protocol":"HTTP/1.1","responseLength":"42"}""");

        Assert.Equal(
            $"extendedRequestId=Eu= httpMethod=GET identitySourceIp=192.0.2.7 identityUser=bob protocol=HTTP/1.1 requestId={Uuid} "
            + "requestTime=01/Feb/2024:07:00:05 +0100 resourcePath=/pets/{id} responseLength=42 status=200 time=1706767205000", expected);
        Assert.Equal(expected, Fields($"192.0.2.7 - bob [01/Feb/2024:07:00:05 +0100] \"GET /pets/{{id}} HTTP/1.1\" 200 42 {Uuid} Eu="));
        Assert.Equal(expected, Fields($"192.0.2.7 - bob [01/Feb/2024:07:00:05 +0100]\"GET /pets/{{id}} HTTP/1.1\" 200 42 {Uuid} Eu="));
        Assert.Equal(expected, Fields($"192.0.2.7,-,bob,01/Feb/2024:07:00:05 +0100,GET,/pets/{{id}},HTTP/1.1,200,42,{Uuid},Eu="));
        Assert.Equal(expected, Fields($"<request id=\"{Uuid}\"><extendedRequestId>Eu=</extendedRequestId><ip>192.0.2.7</ip><caller>-</caller><user>bob</user><requestTime>01/Feb/2024:07:00:05 +0100</requestTime><httpMethod>GET</httpMethod><resourcePath>/pets/{{id}}</resourcePath><status>200</status><protocol>HTTP/1.1</protocol><responseLength>42</responseLength></request>"));
        Assert.Equal(expected, Fields($"requestId: {Uuid}, extendedRequestId: Eu=, ip: 192.0.2.7, caller: -, user: bob, requestTime: 01/Feb/2024:07:00:05 +0100, httpMethod: GET, resourcePath: /pets/{{id}}, status: 200, protocol: HTTP/1.1, responseLength: 42"));
    }

    [Fact]
    public void HttpConsoleLayoutsGiveTheSameRecord()
    {
        var expected = Fields("""{"requestId":"Id=","ip":"2001:db8::1","requestTime":"01/Feb/2024:06:00:05 +0000","httpMethod":"GET","routeKey":"GET /pets","status":"404","protocol":"HTTP/1.1","responseLength":"0"}""");

        Assert.Equal(expected, Fields("2001:db8::1 - - [01/Feb/2024:06:00:05 +0000] \"GET GET /pets HTTP/1.1\" 404 0 Id="));
        Assert.Equal(expected, Fields("2001:db8::1,01/Feb/2024:06:00:05 +0000,GET,GET /pets,HTTP/1.1,404,0,Id="));
        Assert.Contains("routeKey=$default", Fields("2001:db8::1 - - [01/Feb/2024:06:00:05 +0000] \"GET $default HTTP/1.1\" 404 0 Id="), StringComparison.Ordinal);
    }

    [Fact]
    public void EveryStyleOfKeysGivesTheSameRecord()
    {
        var expected = Fields("""{"requestTimeEpoch":1706767205000,"identitySourceIp":"192.0.2.7","errorResponseType":"T","integrationLatency":"12","wafResponseCode":"WAF_ALLOW"}""");

        Assert.Equal(expected, Fields("""{"request_time_epoch":1706767205000,"identity_sourceIp":"192.0.2.7","error_responseType":"T","integration_latency":"12","waf-response":"WAF_ALLOW"}"""));
        Assert.Equal(expected, Fields("""{"request-time-epoch":"1706767205000","identity.sourceIp":"192.0.2.7","error.responseType":"T","integration.latency":12,"waf.responseCode":"WAF_ALLOW"}"""));
        Assert.Equal(expected, Fields("""{"context":{"requestTimeEpoch":1706767205000,"identity":{"sourceIP":"192.0.2.7"},"error":{"errorResponseType":"T"},"integration":{"latency":"12"},"waf":{"wafResponseCode":"WAF_ALLOW"}}}"""));
    }

    [Theory]
    [InlineData("""{"latency":5}""", "responseLatency=5")]
    [InlineData("""{"latency":5,"responseLatency":"-"}""", "integrationLatency=5")]
    [InlineData("""{"latency":5,"responseLatency":7}""", "integrationLatency=5 responseLatency=7")]
    [InlineData("""{"integrationStatus":"502"}""", "integrationStatus=502")]
    [InlineData("""{"integrationStatus":"200","integration.status":"502"}""", "integrationIntegrationStatus=200 integrationStatus=502")]
    [InlineData("""{"integrationStatus":"502","integration.integrationStatus":"200","contextIntegrationStatus":"201"}""", "integrationIntegrationStatus=200 integrationStatus=502")]
    [InlineData("""{"errorMessage":"a","integrationError":"b"}""", "errorMessage=a integrationError=b")]
    [InlineData("""{"errorMessage":"a","error":{"message":"b"}}""", "errorMessage=b integrationError=a")]
    [InlineData("""{"error":"a"}""", "errorMessage=a")]
    [InlineData("""{"errorType":"X"}""", "errorResponseType=X")]
    [InlineData("""{"errorType":"\"X\"","error.responseType":"Y"}""", "errorMessage=X errorMessageString=\"X\" errorResponseType=Y")]
    [InlineData("""{"errorMessage":"-","errorMessageString":"\"Forbidden\""}""", "errorMessage=Forbidden errorMessageString=\"Forbidden\"")]
    [InlineData("""{"user":"u"}""", "identityUser=u")]
    [InlineData("""{"integrationLatency":"-","contextIntegrationLatency":"9","integration":{"latency":"8"}}""", "integrationLatency=9")]
    [InlineData("""{"status":99,"wafStatus":"600","customDomain":{"basePathMatched":"(none)"},"responseLength":0}""", "customDomainBasePathMatched=(none) responseLength=0")]
    [InlineData("""{"domainName":"a1.execute-api.eu-west-1.amazonaws.com"}""", "apiId=a1 domainName=a1.execute-api.eu-west-1.amazonaws.com region=eu-west-1")]
    [InlineData("""{"accountId":"123456789012","identity.accountId":"9"}""", "account=123456789012 accountId=123456789012 identityAccountId=9")]
    public void NamesAndAbsenceFollowTheContract(string json, string expected)
    {
        var record = ReferenceReader.Read(json[..^1] + ",\"requestTimeEpoch\":1706767205}").Single();
        Assert.Equal(expected, Text(record.Fields.Where(field => field.Key != "requestTimeEpoch")));
    }

    [Theory]
    [InlineData("""{"requestTimeEpoch":"1706767205123"}""", 1706767205123)]
    [InlineData("""{"requestTimeEpoch":1706767205,"requestTime":"01/Feb/2023:06:00:05 +0000"}""", 1706767205000)]
    [InlineData("""{"requestTimeEpoch":"-","requestTime":"01/Feb/2024:06:00:05 +0000"}""", 1706767205000)]
    [InlineData("""{"requestTime":1706767205}""", 1706767205000)]
    [InlineData("""{"timestamp":"2024-02-01T06:00:05.1239Z"}""", 1706767205123)]
    [InlineData("""{"time":"2024-02-01T08:30:05+02:30"}""", 1706767205000)]
    [InlineData("""{"requestTimeEpoch":"01/Feb/2024:06:00:05 +0000"}""", 1706767205000)]
    public void ATimeComesFromTheFirstThatHasOne(string json, long expected) =>
        Assert.Equal(expected, ReferenceReader.Read(Encoding.UTF8.GetBytes(json), new ReferenceOrigin(Time: 1)).Single().Time);

    [Fact]
    public void ATimeComesFromTheEnvelopeLast() =>
        Assert.Equal(1706767205000, ReferenceReader.Read("""{"status":"200","time":"-"}"""u8.ToArray(), new ReferenceOrigin(Time: 1706767205000)).Single().Time);

    [Fact]
    public void WhatIsNotCountedHasAReason()
    {
        var reader = new ReferenceReader();
        reader.Add(Encoding.UTF8.GetBytes("""
            {"status":200}
            {"status":200,"requestTimeEpoch":1000}
            {"status":200,"requestTime":"2124-01-01T00:00:00Z"}
            {"hello":"world"}
            {"status":200,"requestTime":
            plain text
            {"status":"abc","responseLength":-1,"responseLatency":"1.5","requestTime":"2024-01-01T00:00:00Z"}
            Permission Check Successful
            """));

        Assert.Equal(new() { ["no-time"] = 1, ["bad-time"] = 1, ["future-time"] = 1, ["not-an-access-log"] = 1, ["not-json"] = 2 }, reader.Log.Rejected);
        Assert.Equal(new() { ["status"] = 1, ["responseLength"] = 1, ["responseLatency"] = 1 }, reader.Log.FieldErrors);
        Assert.Equal(new() { ["export-marker"] = 1 }, reader.Log.Skipped);
        Assert.Single(reader.Log.Records);
    }

    [Theory]
    [InlineData("""{"status":200""", "truncated")]
    [InlineData("""{"awslogs":{"data":"%"}}""", "bad-encoding")]
    [InlineData("""{"awslogs":7}""", "bad-encoding")]
    [InlineData("""{"Records":[{"eventSource":"x"}]}""", "not-an-access-log")]
    [InlineData("""{"messageType":"DATA_MESSAGE","owner":4,"logEvents":[7]}""", "not-an-access-log")]
    [InlineData("""{"messageType":"DATA_MESSAGE","logEvents":7}""", "not-an-access-log")]
    [InlineData("[7]", "not-an-access-log")]
    public void BadInputNeverThrows(string text, string reason)
    {
        var reader = new ReferenceReader();
        reader.Add(Encoding.UTF8.GetBytes(text));

        Assert.Equal(new() { [reason] = 1 }, reader.Log.Rejected);
    }

    [Fact]
    public void OfABrokenGzipMemberRemainsWhatCouldBeRead()
    {
        var line = """{"time":1706767205,"status":"200"}""" + "\n";
        var content = Gzip(string.Concat(Enumerable.Repeat(line, 3)));
        Assert.Equal(4, ReferenceReader.Read([.. content, .. Gzip(line)[..^4]]).Count);
    }

    [Theory]
    [InlineData("""{"status":-,"latency": -}""", "")]
    [InlineData("""{"status":-,"path":"a: -, b"}""", "path=a: -, b")]
    [InlineData("""{"error.messageString":""Forbidden"","status":"403"}""", "errorMessage=Forbidden errorMessageString=Forbidden status=403")]
    [InlineData("""{{"path":"","status":"200"}}""", "status=200")]
    [InlineData("""{"userAgent":"a "quoted", agent\" of "old"","status":"200"}""", "identityUserAgent=a \"quoted\", agent\" of \"old\" status=200")]
    [InlineData("""{"error":{"message":"say "hi""},"status":word}""", "errorMessage=say \"hi\"")]
    public void WhatApiGatewayBreaksIsRepaired(string line, string expected)
    {
        var reader = new ReferenceReader();
        reader.Add(Encoding.UTF8.GetBytes(line), new ReferenceOrigin(Time: 1706767205000));

        Assert.Equal(1, reader.Log.Repaired);
        Assert.Equal(expected, Text(reader.Log.Records.Single().Fields));
    }

    [Fact]
    public void FramingAndEnvelopesAreSeenThrough()
    {
        const string First = """{"status":"200"}""";
        const string Second = """{"status":"201","accountId":"5"}""";
        var envelope = $$"""
            {"messageType":"DATA_MESSAGE","owner":"4","logGroup":"g","logStream":"s","logEvents":[
             {"id":"1","timestamp":1706767205000,"message":"{\"status\":\"200\"}\n"},{"id":"2","timestamp":1706767206000,"message":"{\"status\":\"201\",\"accountId\":\"5\"}"}]}
            """;
        string[] expected = ["200 4 1706767205000", "201 5 1706767206000"];

        Assert.Equal(expected, Statuses(Encoding.UTF8.GetBytes(envelope)));
        Assert.Equal(expected, Statuses(Gzip(envelope)));
        Assert.Equal(expected, Statuses([.. Gzip(envelope), .. Gzip("""{"messageType":"CONTROL_MESSAGE","logEvents":[]}""")]));
        Assert.Equal(expected, Statuses(Encoding.UTF8.GetBytes(envelope + envelope)));
        Assert.Equal(expected, Statuses(Encoding.UTF8.GetBytes($$$"""{"awslogs":{"data":"{{{Convert.ToBase64String(Gzip(envelope))}}}"}}""")));
        Assert.Equal(expected, Statuses(Encoding.UTF8.GetBytes($$$"""{"requestId":"r","records":[{"data":"{{{Convert.ToBase64String(Gzip(envelope))}}}"}]}""")));
        Assert.Equal(expected, Statuses(Encoding.UTF8.GetBytes($"2024-02-01T06:00:05.000Z {First}\r\n1706767206000 {Second}"), "4"));
        string[] glued = ["200 4 1706767205000", "201 5 1706767205000"];
        foreach (var separator in new[] { "", "\\n", "\r\n", "\n\n" })
            Assert.Equal(glued, Statuses(Encoding.UTF8.GetBytes("\uFEFF" + First + separator + Second), "4", 1706767205000));
    }

    [Fact]
    public void BytesAndEscapesThatAreNoTextBecomeReplacements()
    {
        byte[] line = [.. """{"time":1706767205,"path":"/"""u8, 0xff, .. "\"}"u8];
        Assert.Equal("/\uFFFD", ReferenceReader.Read(line).Single().Text("path"));
        Assert.Equal("a\uFFFDb", ReferenceReader.Read("""{"time":1706767205,"path":"a\ud800b"}""").Single().Text("path"));
    }

    private static string Fields(string line)
    {
        var record = ReferenceReader.Read(line).Single();
        return $"{Text(record.Fields)} time={record.Time}";
    }

    private static string Text(IEnumerable<KeyValuePair<string, object>> fields) =>
        string.Join(' ', fields.OrderBy(field => field.Key, StringComparer.Ordinal).Select(field => $"{field.Key}={field.Value}"));

    private static List<string> Statuses(byte[] content, string? account = null, long? time = null) =>
        ReferenceReader.Read(content, new ReferenceOrigin(account, Time: time)).Select(record => $"{record["status"]} {record["account"]} {record.Time}").ToList();

    private static byte[] Gzip(string text)
    {
        using var output = new MemoryStream();
        using (var gzip = new GZipStream(output, CompressionLevel.Fastest))
            gzip.Write(Encoding.UTF8.GetBytes(text));
        return output.ToArray();
    }
}
