using ApiGatewayAnalytics.Ingestion;

namespace ApiGatewayAnalytics.Tests.Ingestion;

/// <summary>Envelopes as services and tools write them, each cut everywhere, plain and compressed.</summary>
public sealed class EnvelopeTests
{
    private const string Arn = "arn:aws:kinesis:eu-west-1:210987654321:stream/logs";

    private static readonly string s_a = Feeding.Record(1);
    private static readonly string s_b = Feeding.Record(2);
    private static readonly string s_subscription = Feeding.Subscription(s_a, s_b + "\n");
    private static readonly string s_gzipped = Feeding.Base64(Feeding.Gzip(Feeding.Utf8(s_subscription)));
    private static readonly string s_control =
        """{"messageType":"CONTROL_MESSAGE","owner":"CloudwatchLogs","logGroup":"","logStream":"","subscriptionFilters":[],"logEvents":[{"id":"","timestamp":1,"message":"CWL CONTROL MESSAGE: Checking health of destination Firehose."}]}""";

    private static readonly string[] s_owned = [s_a + "|123456789012||1700000000000", s_b + "|123456789012||1700000000001"];
    private static readonly string[] s_ownedInRegion = [s_a + "|123456789012|eu-west-1|1700000000000", s_b + "|123456789012|eu-west-1|1700000000001"];

    public static TheoryData<string, string[]> Envelopes => new()
    {
        { s_subscription, s_owned },
        { s_control + s_subscription + s_control, s_owned },
        { "\n" + s_subscription + "\n\n" + s_subscription, [.. s_owned, .. s_owned] },
        { $$$"""{"awslogs":{"data":"{{{s_gzipped}}}"}}""", s_owned },
        { $$"""{"awslogs": {"data": "{{Feeding.Base64(Feeding.Utf8(s_subscription))}}"} }""", s_owned },
        {
            $$$"""{"Records":[{"kinesis":{"kinesisSchemaVersion":"1.0","partitionKey":"k","sequenceNumber":"1","data":"{{{s_gzipped}}}","approximateArrivalTimestamp":1545084650.987},"eventSource":"aws:kinesis","eventID":"shardId-000000000006:1","awsRegion":"eu-west-1","eventSourceARN":"{{{Arn}}}"}]}""",
            s_ownedInRegion
        },
        { $$$"""{"Records":[{"SequenceNumber":"1","Data":"{{{s_gzipped}}}","PartitionKey":"k"}],"NextShardIterator":"x","MillisBehindLatest":0}""", s_owned },
        {
            $$"""{"requestId":"ed4acda5-034f-9f42-bba1-f29aea6d7d8f","timestamp":1578090901599,"records":[{"data":"{{s_gzipped}}"},{"data":""},{"data":"{{Feeding.Base64(Feeding.Utf8(s_a))}}"}]}""",
            [.. s_owned, s_a + "|||-1"]
        },
        {
            $$"""{"invocationId":"i","deliveryStreamArn":"arn:aws:firehose:us-east-1:210987654321:deliverystream/d","region":"us-east-1","records":[{"recordId":"1","approximateArrivalTimestamp":1,"data":"{{Feeding.Base64(Feeding.Utf8(s_a + s_b))}}"}]}""",
            [s_a + "|210987654321|us-east-1|-1", s_b + "|210987654321|us-east-1|-1"]
        },
        {
            $$"""{"events":[{"logStreamName":"s","timestamp":1700000000000,"message":{{Feeding.Quote(s_a)}},"ingestionTime":1700000000009,"eventId":"31"}],"searchedLogStreams":[]}""",
            [s_a + "|||1700000000000"]
        },
        {
            $$"""{"logStreamName":"s","timestamp":1700000000000,"message":{{Feeding.Quote(s_a)}},"ingestionTime":1700000000009}""",
            [s_a + "|||1700000000000"]
        },
        {
            $$"""{"@id":"31","@timestamp":"2023-11-14T22:13:20.000Z","@message":{{Feeding.Quote(s_a)}},"@owner":"123456789012","@log_group":"g"}{"@message":{{Feeding.Quote(s_b)}},"@timestamp":1700000000001}""",
            [s_a + "|123456789012||1700000000000", s_b + "|||1700000000001"]
        },
        { s_a + s_subscription + s_a + "\n" + s_subscription, [s_a + "|||-1", .. s_owned, s_a + "|||-1", .. s_owned] },
        { $$"""{"attemptsMade":1,"arrivalTimestamp":1,"errorCode":"HttpEndpoint.RequestTimeout","errorMessage":"m","rawData":"{{s_gzipped}}"}""", s_owned },
        { "[" + s_subscription + "," + s_subscription + "]", [.. s_owned, .. s_owned] },
        { s_gzipped + "\n" + s_gzipped, [.. s_owned, .. s_owned] },
        { Feeding.Subscription(Feeding.Subscription(s_a)), [s_a + "|123456789012||1700000000000"] },
    };

    [Theory]
    [MemberData(nameof(Envelopes))]
    public void RecordsComeOut(string envelope, string[] expected)
    {
        byte[] data = Feeding.Utf8(envelope);
        Feeding whole = Feeding.Run(data);
        Assert.Equal(expected, whole.Rows);
        Assert.Empty(whole.Report.Rejected);
        Cuts.AllEqual(data, whole);
        Assert.Equal(expected, Feeding.Run(Feeding.Gzip(data)).Rows);
        Assert.Equal(expected, Feeding.Run(Feeding.Gzip(Feeding.Gzip(data))).Rows);
        string inRecord = $$"""{"records":[{"data":"{{Feeding.Base64(Feeding.Gzip(Feeding.Gzip(data)))}}"}]}""";
        Assert.Equal(expected, Feeding.Run(Feeding.Utf8(inRecord)).Rows);
    }

    [Fact]
    public void PrettyPrintedEnvelopesAreRead()
    {
        string pretty = System.Text.Json.Nodes.JsonNode.Parse(s_subscription)!.ToJsonString(new() { WriteIndented = true });
        byte[] data = Feeding.Utf8(pretty + "\r\n" + pretty);
        Feeding whole = Feeding.Run(data);
        Assert.Equal(s_owned.Concat(s_owned), whole.Rows);
        Cuts.AllEqual(data, whole);
    }

    [Fact]
    public void ControlMessagesAreSkipped()
    {
        Feeding whole = Feeding.Run(Feeding.Utf8(s_control + s_control));
        Assert.Equal(2, whole.Report.Skipped["control-message"]);
        Assert.Equal(0, whole.Report.Records);
    }

    [Fact]
    public void MembersOfARecordDoNotMakeAnEnvelope()
    {
        string[] records =
        [
            """{"requestId":"1","timestamp":"t","message":"not an event"}""",
            """{"requestId":"1","timestamp":5,"records":7}""",
            """{"id":"1","message":"m","requestId":"1"}""",
            """{"owner":"requestId"}""",
        ];
        byte[] data = Feeding.Utf8(string.Join('\n', records));
        Feeding whole = Feeding.Run(data);
        Assert.Equal(records.Select(record => record + "|||-1"), whole.Rows);
        Cuts.AllEqual(data, whole);
    }

    [Fact]
    public void CloudTrailAndMetricStreamsAreNotAccessLogs()
    {
        string trail = """{"Records":[{"eventVersion":"1.08","eventSource":"apigateway.amazonaws.com"},{"eventVersion":"1.08"}]}""";
        string metric = """{"metric_stream_name":"m","account_id":"123456789012","namespace":"AWS/ApiGateway","value":{"count":1.0}}""";
        byte[] data = Feeding.Utf8(trail + "\n" + metric + "\n" + s_a);
        Feeding whole = Feeding.Run(data);
        Assert.Equal(3, whole.Report.Rejected["not-an-access-log"]);
        Assert.Equal([1, 1, 2], whole.Report.RejectedAt["not-an-access-log"].Select(at => (int)at.Line));
        Assert.Equal([s_a + "|||-1"], whole.Rows);
        Cuts.AllEqual(data, whole);
    }

    [Fact]
    public void EventsAreCountedOnce()
    {
        byte[] data = Feeding.Utf8(s_subscription + s_subscription);
        Feeding whole = Feeding.Run(data, ids: new EventIdFilter());
        Assert.Equal(s_owned, whole.Rows);
        Assert.Equal(2, whole.Report.Duplicates);
        Assert.Equal(4, whole.Report.Records);
        Cuts.AllEqual(data, whole, ids: true);
    }

    [Fact]
    public void BrokenEnvelopesCountOnceAndTheNextLineIsRead()
    {
        string cut = s_subscription[..^40];
        byte[] data = Feeding.Utf8($$"""{"logEvents":[{"message" x}]}{{"\n"}}{{s_a}}{{"\n"}}{"records":[{"data":"!!!!"},{"data":"H4sIAAAA"},5,{"data":"{{Feeding.Base64(Feeding.Utf8(s_b))}}"}]}{{cut}}""");
        Feeding whole = Feeding.Run(data);
        Assert.Equal([s_a + "|||-1", s_b + "|||-1", s_owned[0]], whole.Rows);
        Assert.Equal(1, whole.Report.Rejected["not-json"]);
        Assert.Equal(1, whole.Report.Rejected["bad-encoding"]);
        Assert.Equal(2, whole.Report.Rejected["truncated"]);
        Assert.Equal(1, whole.Report.Rejected["not-an-access-log"]);
        Cuts.AllEqual(data, whole);
    }

    [Fact]
    public void NestedRejectionsAreAtTheStringThatHoldsThem()
    {
        string text = s_a + "\n" + Feeding.Subscription(s_a, "bad line\nbad line");
        Feeding whole = Feeding.Run(Feeding.Utf8(text));
        long offset = Feeding.Utf8(text[..text.IndexOf("bad line", StringComparison.Ordinal)]).Length;
        Assert.Equal([new RejectedPosition("input", 2, offset), new("input", 2, offset)], whole.Report.RejectedAt["not-json"].ToArray());
    }

    [Fact]
    public void TooLongElementsAreLeftOut()
    {
        var options = new IngestionOptions { MaxPayloadLength = 300, MaxRecordLength = 200 };
        string inner = Feeding.Subscription(s_a, new string('x', 600) + "}\"{", s_b, new string('y', 201));
        string single = $$$"""{"awslogs":{"data":"{{{new string('A', 900)}}}"}}""";
        string member = $$"""{"logEvents":[],"owner":"{{new string('A', 900)}}"}""";
        byte[] data = Feeding.Utf8(inner + single + "\n" + member + "\n" + s_a);
        Feeding whole = Feeding.Run(data, options: options, bufferLength: 1 << 16);
        Assert.Equal([s_owned[0], s_b + "|123456789012||1700000000002", s_a + "|||-1"], whole.Rows);
        Cuts.AllEqual(data, whole, options);
    }

    [Fact]
    public void NestingIsBounded()
    {
        byte[] data = Feeding.Utf8(s_a);
        for (int i = 0; i < 30; i++)
            data = Feeding.Gzip(data);
        Feeding gzip = Feeding.Run(data);
        Assert.Empty(gzip.Rows);
        Assert.Equal(1, gzip.Report.Rejected["too-deep"]);
        string text = s_a;
        for (int i = 0; i < 9; i++)
            text = Feeding.Subscription(text);
        Feeding nested = Feeding.Run(Feeding.Utf8(text + s_b));
        Assert.Equal([s_b + "|||-1"], nested.Rows);
        Assert.Equal(1, nested.Report.Rejected["too-deep"]);
    }

    [Fact]
    public void AccountAndRegionComeFromTheKeyUnlessTheEnvelopeSaysMore()
    {
        const string Key = "s3://bucket/AWSLogs/111111111111/apigateway/ap-south-1/x.gz";
        string direct = $$"""{"records":[{"data":"{{Feeding.Base64(Feeding.Utf8(s_a))}}"}],"x":1}""";
        string firehose = """{"deliveryStreamArn":"arn:aws:firehose:us-east-1:210987654321:deliverystream/d",""" + direct[1..];
        Feeding whole = Feeding.Run(Feeding.Utf8(firehose + s_subscription), name: Key);
        Assert.Equal([s_a + "|111111111111|ap-south-1|-1", .. s_owned.Select(row => row.Replace("||", "|ap-south-1|"))], whole.Rows);
    }
}
