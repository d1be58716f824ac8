using ApiGatewayAnalytics.AccessLogs;
using ApiGatewayAnalytics.Columns;
using ApiGatewayAnalytics.Ingestion;

namespace ApiGatewayAnalytics.Tests.AccessLogs;

public class AccessLogFormatTests
{
    [Theory]
    [InlineData("no variable")]
    [InlineData("$context.")]
    [InlineData("$context.status$context.path")]
    [InlineData("$context.status\n$context.path")]
    [InlineData("{\"a\":\"b\"}")]
    [InlineData("{\"a\":$context.status")]
    [InlineData("")]
    public void AnUnusableTemplateIsNamedInTheException(string template)
    {
        ArgumentException exception = Assert.Throws<ArgumentException>(() => AccessLogFormat.FromTemplate(template));
        Assert.Contains($"'{template}'", exception.Message, StringComparison.Ordinal);
    }

    [Fact]
    public void WordsNameFormats()
    {
        Assert.Same(AccessLogFormat.Auto, AccessLogFormat.Parse("AUTO"));
        Assert.Same(AccessLogFormat.Json, AccessLogFormat.Parse("json"));
        Assert.Same(AccessLogFormat.Clf, AccessLogFormat.Parse("clf"));
        Assert.Same(AccessLogFormat.Csv, AccessLogFormat.Parse("csv"));
        Assert.Same(AccessLogFormat.Xml, AccessLogFormat.Parse(" xml "));
        Assert.Equal("$context.status $context.path", AccessLogFormat.Parse("$context.status $context.path").ToString());
        Assert.Throws<ArgumentException>(() => AccessLogFormat.Parse("text"));
    }

    [Theory]
    [InlineData("$context.identity.userAgent|$context.path|$context.requestTimeEpoch", "a|b|/c|1706770069", "identityUserAgent", "a")]
    [InlineData("$context.identity.userAgent|$context.path|$context.requestTimeEpoch", "a|b|/c|1706770069", "path", "b|/c")]
    [InlineData("$context.requestTime $context.identity.userAgent $context.status $context.error.message", "01/Feb/2024:06:47:49 +0000 a 12 b 200 and 404 more", "errorMessage", "and 404 more")]
    [InlineData("$context.requestTime $context.identity.userAgent $context.status $context.error.message", "01/Feb/2024:06:47:49 +0000 a 12 b 200 and 404 more", "identityUserAgent", "a 12 b")]
    [InlineData("$context.identity.userAgent,$context.requestId,$context.status,$context.requestTime", "x, like y,id,200,01/Feb/2024:06:47:49 +0000", "identityUserAgent", "x, like y")]
    [InlineData("t=$context.requestTimeEpoch;who=$context.authorizer.tenant;", "t=1706770069;who=a;b;", "tenant", "a;b")]
    [InlineData("$context.requestTimeEpoch $context.authorizer.other $context.status", "1706770069 what ever 200", "status", "200")]
    [InlineData("$context.requestTimeEpoch $context.status", "1706770069 -", "status", "(absent)")]
    public void FreeTextMayHoldItsSeparator(string template, string line, string field, string expected)
    {
        var options = new AccessLogParserOptions
        {
            Format = AccessLogFormat.FromTemplate(template),
            CustomFields = [new CustomField("tenant", "$context.authorizer.tenant")],
        };
        ParsedRecord record = new LogParsing(options).One(line + "\n");
        Assert.Equal(ParseStatus.Accepted, record.Status);
        Assert.Equal(expected, record[field]);
    }

    [Fact]
    public void ARecordTellsAbsentFromEmptyAndZero()
    {
        byte[] bytes = "{\"time\":1706770069673,\"status\":\"200\",\"path\":\"\",\"stage\":\"-\",\"responseLength\":0}"u8.ToArray();
        var batch = new RecordBatch(FieldSet.All(AccessLogSchema.Default)) { Buffer = bytes };
        new AccessLogParser(AccessLogParserOptions.Default, new IngestionTally(AccessLogFields.All)).Parse(batch, 0, bytes.Length, true, new RecordOrigin());
        var record = new AccessLogRecord(batch, 0);
        Assert.Equal((200, 0L, null), (record.Status, record.ResponseLength, record.ResponseLatency));
        Assert.True(record.Path.IsEmpty && record.Stage.IsEmpty);
        Assert.False(record.IsAbsent(AccessLogFields.Path));
        Assert.True(record.IsAbsent(AccessLogFields.Stage));
        Assert.Equal(("", null), (record.GetString(AccessLogFields.Path), record.GetString(AccessLogFields.Stage)));
        Assert.Null(record.Kind);
        Assert.Equal(1706770069673, record.Time.ToUnixTimeMilliseconds());
        try
        {
            record.GetText(new Field("nothing", FieldKind.Text));
            Assert.Fail("An unknown field must be refused.");
        }
        catch (ArgumentException exception)
        {
            Assert.Contains("nothing", exception.Message, StringComparison.Ordinal);
        }
    }
}
