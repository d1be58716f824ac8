using System.Text;
using System.Text.Json;
using ApiGatewayAnalytics.Ingestion;

namespace ApiGatewayAnalytics.Tests.Ingestion;

/// <summary>What names, contents and options of an input say.</summary>
public sealed class SourceTests
{
    [Theory]
    [InlineData("AWSLogs/123456789012/CloudTrail/eu-west-1/2024/01/01/x.json.gz", "123456789012", "eu-west-1")]
    [InlineData("s3://b/p/AWSLogs/o-abc/123456789012/apigateway/us-gov-east-1/x", "123456789012", "us-gov-east-1")]
    [InlineData("C:\\logs\\AWSLogs\\123456789012\\x\\ap-south-1\\f", "123456789012", "ap-south-1")]
    [InlineData("arn:aws:firehose:eu-central-1:123456789012:deliverystream/amazon-apigateway-x", "123456789012", "eu-central-1")]
    [InlineData("logs/account_id=123456789012/region=eu-west-1/x", "123456789012", "eu-west-1")]
    [InlineData("logs/202401011200/eu-west-1/123456789012", "", "")]
    [InlineData("arn:aws:s3:::bucket/key", "", "")]
    [InlineData("AWSLogs", "", "")]
    [InlineData("", "", "")]
    public void NamesSayAccountAndRegion(string name, string account, string region)
    {
        S3KeyInfo info = S3KeyInfo.Parse(name);
        Assert.Equal(account, Encoding.UTF8.GetString(info.Account.Span));
        Assert.Equal(region, Encoding.UTF8.GetString(info.Region.Span));
    }

    [Fact]
    public void AFileGivenTwiceIsKnown()
    {
        byte[] content = new byte[300_000];
        new Random(1).NextBytes(content);
        var filter = new SourceFilter();
        Assert.True(filter.TryAdd("a.log", new MemoryStream(content)));
        Assert.False(filter.TryAdd("./x/../a.log", new MemoryStream(content[1..])));
        Assert.False(filter.TryAdd("copy.log", new MemoryStream(content)));
        Assert.True(filter.TryAdd("shorter.log", new MemoryStream(content[..^1])));
        content[^1]++;
        Assert.True(filter.TryAdd("changed.log", new MemoryStream(content)));
        Assert.True(filter.TryAdd("empty", new MemoryStream()));
        Assert.True(filter.TryAdd("empty too", new MemoryStream()));
        using var stream = new MemoryStream();
        filter.WriteTo(new BinaryWriter(stream));
        stream.Position = 0;
        var copy = new SourceFilter();
        copy.ReadFrom(new BinaryReader(stream));
        Assert.False(copy.TryAdd("other.log", new MemoryStream(content)));
    }

    [Fact]
    public void LimitsOutsideTheirRangeAreRefused()
    {
        Assert.Throws<ArgumentOutOfRangeException>(nameof(IngestionOptions.MaxRecordLength), () => new IngestionOptions { MaxRecordLength = 63 });
        Assert.Throws<ArgumentOutOfRangeException>(nameof(IngestionOptions.MaxPayloadLength), () => new IngestionOptions { MaxPayloadLength = int.MaxValue });
        Assert.Throws<ArgumentOutOfRangeException>(nameof(IngestionOptions.MaxExpansion), () => new IngestionOptions { MaxExpansion = 0 });
        Assert.Throws<ArgumentOutOfRangeException>(nameof(IngestionOptions.MaxDepth), () => new IngestionOptions { MaxDepth = 33 });
        Assert.Throws<ArgumentOutOfRangeException>(() => new IngestionOptions { ExpansionAllowance = -1 });
    }

    [Fact]
    public void EscapesAreDecodedAsTheFrameworkDoes()
    {
        var random = new Random(3);
        for (int i = 0; i < 20_000; i++)
        {
            string text = string.Concat(Enumerable.Range(0, random.Next(12)).Select(_ => random.Next(8) switch
            {
                0 => "\\\"",
                1 => "\\\\",
                2 => "\\n",
                3 => "\\/",
                4 => "\\ud83d\\uDE00",
                5 => "\\u" + random.Next(0xD800).ToString("x4", System.Globalization.CultureInfo.InvariantCulture),
                6 => "\u00e9",
                _ => "ab",
            }));
            byte[] bytes = Feeding.Utf8(text);
            int length = JsonText.UnescapeInPlace(bytes);
            Assert.Equal(JsonSerializer.Deserialize<string>($"\"{text}\""), Encoding.UTF8.GetString(bytes, 0, length));
        }

        byte[] lone = Feeding.Utf8("\\ud83dx\\uDE00");
        Assert.Equal("\uFFFDx\uFFFD", Encoding.UTF8.GetString(lone, 0, JsonText.UnescapeInPlace(lone)));
    }

    [Fact]
    public void ReadersReturnTheirRowsUntilTheNextFill()
    {
        byte[] data = Feeding.Utf8(string.Concat(Enumerable.Range(0, 2000).Select(i => Feeding.Record(i) + "\n")));
        Assert.Equal(Enumerable.Range(0, 2000).Select(i => Feeding.Record(i) + "|||-1"), Feeding.Run(data, bufferLength: RecordFeed.DefaultBufferLength).Rows);
        var pipe = System.IO.Pipelines.PipeReader.Create(new System.Buffers.ReadOnlySequence<byte>(data));
        using var feed = new RecordFeed(pipe.AsStream(), new PlainRecordParser(), new(ApiGatewayAnalytics.AccessLogs.AccessLogFields.All), "pipe");
        Columns.RecordBatch first = PlainRecordParser.CreateBatch();
        Columns.RecordBatch second = PlainRecordParser.CreateBatch();
        Assert.True(feed.Fill(first));
        Assert.True(first.IsFull);
        Assert.True(feed.Fill(second));
        Assert.Equal(Feeding.Record(512) + "|||-1", PlainRecordParser.Describe(second, 0));
    }
}
