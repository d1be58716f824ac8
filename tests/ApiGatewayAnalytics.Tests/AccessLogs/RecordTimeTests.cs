using ApiGatewayAnalytics.Ingestion;

namespace ApiGatewayAnalytics.Tests.AccessLogs;

public class RecordTimeTests
{
    [Theory]
    [InlineData("\"requestTimeEpoch\":\"1706770069673\"", "2024-02-01T06:47:49.673Z")]
    [InlineData("\"requestTimeEpoch\":1706770069", "2024-02-01T06:47:49.000Z")]
    [InlineData("\"requestTimeEpoch\":\"x\",\"requestTime\":\"01/Feb/2024:06:47:49 +0000\"", "2024-02-01T06:47:49.000Z")]
    [InlineData("\"requestTimeEpoch\":\"-\",\"requestTime\":\"01/Feb/2024:06:47:49 +0530\"", "2024-02-01T01:17:49.000Z")]
    [InlineData("\"requestTime\":\"29/feb/2024:23:59:59 -0100\"", "2024-03-01T00:59:59.000Z")]
    [InlineData("\"requestTime\":\"01/Feb/2024:06:47:49 +0000\",\"requestTimeEpoch\":\"1706770069673\"", "2024-02-01T06:47:49.673Z")]
    [InlineData("\"time\":\"2024-02-01T06:47:49Z\"", "2024-02-01T06:47:49.000Z")]
    [InlineData("\"time\":\"2024-02-01T06:47:49.123456+02:00\"", "2024-02-01T04:47:49.123Z")]
    [InlineData("\"timestamp\":\"2024-02-01 06:47:49\"", "2024-02-01T06:47:49.000Z")]
    [InlineData("\"timestamp\":1706770069673", "2024-02-01T06:47:49.673Z")]
    [InlineData("\"requestTime\":1706770069", "2024-02-01T06:47:49.000Z")]
    [InlineData("\"requestTime\":\"\\u0030\\u0031/Feb/2024:06:47:49 +0000\"", "2024-02-01T06:47:49.000Z")]
    [InlineData("\"requestTime\":\"31/Feb/2024:06:47:49 +0000\"", "NoTime")]
    [InlineData("\"requestTime\":\"yesterday\"", "NoTime")]
    [InlineData("\"requestTime\":\"-\"", "NoTime")]
    [InlineData("\"requestTimeEpoch\":0", "BadTime")]
    [InlineData("\"requestTime\":\"31/Dec/2014:23:59:59 +0000\"", "BadTime")]
    [InlineData("\"requestTime\":\"01/Jan/2015:00:00:00 +0000\"", "2015-01-01T00:00:00.000Z")]
    [InlineData("\"requestTime\":\"02/Jun/2026:00:00:00 +0000\"", "2026-06-02T00:00:00.000Z")]
    [InlineData("\"requestTime\":\"02/Jun/2026:00:00:01 +0000\"", "FutureTime")]
    public void ARecordsTime(string members, string expected)
    {
        ParsedRecord record = new LogParsing().One($"{{\"status\":200,{members}}}");
        Assert.Equal(expected, record.Status == ParseStatus.Accepted ? record["time"] : record.Reason.ToString());
    }

    [Fact]
    public void TheEnvelopeDatesARecordThatHasNoTime()
    {
        var parsing = new LogParsing();
        parsing.Origin.Time = 1706770069673;
        Assert.Equal("2024-02-01T06:47:49.673Z", parsing.One("{\"status\":200,\"requestTime\":\"-\"}")["time"]);
        Assert.Equal("2024-02-01T06:47:50.000Z", parsing.One("{\"status\":200,\"requestTimeEpoch\":1706770070}")["time"]);
    }
}
