using System.IO.Compression;
using System.Text;
using ApiGatewayAnalytics.CloudWatchMetrics;
using ApiGatewayAnalytics.Ingestion;
using ApiGatewayAnalytics.Synthetic;
using ApiGatewayAnalytics.Tests.AccessLogs;

namespace ApiGatewayAnalytics.Tests.CloudWatchMetrics;

/// <summary>Every encoding gives back what was written, however it is cut, wrapped or broken.</summary>
public sealed class MetricReaderTests
{
    private const string Point =
        """{"metric_stream_name":"s","account_id":"123456789012","region":"eu-west-1","namespace":"AWS/ApiGateway","metric_name":"Count","dimensions":{"ApiName":"pets"},"timestamp":1706745600000,"value":{"max":1.0,"min":1.0,"sum":3.0,"count":3.0},"unit":"Count"}""";

    // One for all, so that what it remembers of one text meets the next one.
    private static readonly CompactMetricJson s_compact = new();

    public static TheoryData<SyntheticMetricEncoding> Encodings => [.. Enum.GetValues<SyntheticMetricEncoding>()];

    [Theory]
    [MemberData(nameof(Encodings))]
    public void WhatWasWrittenIsReadBack(SyntheticMetricEncoding encoding)
    {
        SyntheticDatapoint[] points = [.. new SyntheticMetrics { Minutes = 7, Apis = encoding == SyntheticMetricEncoding.GetMetricData ? 1 : 2 }.Generate()];
        List<string> read = Datapoints.Read(Datapoints.Encode(points, encoding), out IngestionReport report, Datapoints.OptionsFor(points));
        Assert.Equal(points.Select(Datapoints.Describe).Order(StringComparer.Ordinal), read.Order(StringComparer.Ordinal));
        Assert.Equal((points.Length, 0), (report.Accepted, report.Rejected.Count));
        Assert.Empty(report.Skipped);
    }

    [Theory]
    [MemberData(nameof(Encodings))]
    public void ItDoesNotMatterWhereTheInputIsCut(SyntheticMetricEncoding encoding)
    {
        SyntheticDatapoint[] points = [.. new SyntheticMetrics { Minutes = 2, Apis = 1, IsDetailed = false }.Generate().Take(9)];
        byte[] data = Datapoints.Encode(points, encoding);
        MetricReaderOptions options = Datapoints.OptionsFor(points);
        List<string> whole = Datapoints.Read(data, options);
        Assert.Equal(9, whole.Count);
        for (int at = 1; at < data.Length; at++)
        {
            Assert.Equal(whole, Datapoints.Read(data, options, at, int.MaxValue));
        }

        foreach (int length in (int[])[1, 2, 3, 7])
        {
            Assert.Equal(whole, Datapoints.Read(data, options, length));
        }
    }

    [Fact]
    public void EncodingsMayFollowOneAnother()
    {
        SyntheticDatapoint[] points = [.. new SyntheticMetrics { Minutes = 1, Apis = 1 }.Generate()];
        byte[] mixed =
        [
            .. Datapoints.Encode(points, SyntheticMetricEncoding.Json),
            .. Datapoints.Encode(points, SyntheticMetricEncoding.OpenTelemetry10),
            .. Datapoints.Encode(points, SyntheticMetricEncoding.OpenTelemetry07),
            .. Datapoints.Encode(points, SyntheticMetricEncoding.Json),
        ];
        string[] expected = [.. Enumerable.Range(0, 4).SelectMany(_ => points.Select(Datapoints.Describe)).Order(StringComparer.Ordinal)];
        Assert.Equal(expected, Datapoints.Read(mixed).Order(StringComparer.Ordinal));
        var zipped = new MemoryStream();
        using (var gzip = new GZipStream(zipped, CompressionLevel.Fastest, leaveOpen: true))
        {
            gzip.Write(mixed);
        }

        Assert.Equal(expected, Datapoints.Read(zipped.ToArray()).Order(StringComparer.Ordinal));
        string firehose = $$"""{"requestId":"r","timestamp":1,"records":[{"data":"{{Convert.ToBase64String(mixed)}}"}]}""";
        Assert.Equal(expected, Datapoints.Read(Encoding.UTF8.GetBytes(firehose)).Order(StringComparer.Ordinal));
    }

    [Theory]
    [InlineData("\"AWS/ApiGateway\"", "\"AWS/EC2\"", "other-namespace", null)]
    [InlineData("\"Count\",\"dim", "\"CountX\",\"dim", "unknown-metric", null)]
    [InlineData("\"ApiName\":\"pets\"", "\"ApiName\":\"pets\",\"VpcLink\":\"x\"", "other-dimensions", null)]
    [InlineData("\"ApiName\":\"pets\"", "\"ApiName\":\"pets\",\"Method\":\"GET\"", "other-dimensions", null)]
    [InlineData("\"ApiName\":\"pets\"", "", null, "no-dimensions")]
    [InlineData("\"unit\":\"Count\"", "\"unit\":\"Seconds\"", null, "bad-unit")]
    [InlineData("\"sum\":3.0", "\"sum\":-3.0", null, "bad-value")]
    [InlineData(",\"count\":3.0", "", null, "bad-value")]
    [InlineData("1706745600000", "1406745600000", null, "bad-time")]
    [InlineData("1706745600000", "1906745600000", null, "future-time")]
    [InlineData("\"timestamp\":1706745600000,", "", null, "no-time")]
    [InlineData("\"metric_name\":\"Count\",", "", null, "not-a-datapoint")]
    [InlineData("\"max\":1.0", "\"max\":]1.0", null, "not-json")]
    public void WhatCannotCountIsCounted(string part, string replaced, string? skipped, string? rejected)
    {
        Assert.Contains(part, Point, StringComparison.Ordinal);
        string data = Point + "\n" + Point.Replace(part, replaced, StringComparison.Ordinal) + "\n" + Point + "\n";
        Assert.Equal(2, Datapoints.Read(Encoding.UTF8.GetBytes(data), out IngestionReport report).Count);
        Assert.Equal(skipped is null ? [] : [KeyValuePair.Create(skipped, 1L)], report.Skipped);
        Assert.Equal(rejected is null ? [] : [KeyValuePair.Create(rejected, 1L)], report.Rejected);
    }

    [Fact]
    public void UnknownStatisticsAreCountedAndPercentilesKept()
    {
        string data = Point.Replace("\"max\":1.0", "\"max\":1.0,\"p99.9\":7.5,\"TM(25%:75%)\":2.0,\"p50\":1e0", StringComparison.Ordinal);
        using var reader = new MetricReader(Encoding.UTF8.GetBytes(data));
        Assert.True(reader.Read());
        Assert.True(reader.Current.TryGetPercentile(99.9, out double high));
        Assert.True(reader.Current.TryGetPercentile(50, out double middle));
        Assert.Equal((7.5, 1.0), (high, middle));
        Assert.Equal(1, reader.Report.Skipped["unknown-statistic"]);
    }

    [Fact]
    public void AResultWithoutItsQueryHasNoDimensions()
    {
        SyntheticDatapoint[] points = [.. new SyntheticMetrics { Minutes = 1, Apis = 1, IsDetailed = false }.Generate().Take(2)];
        Assert.Empty(Datapoints.Read(Datapoints.Encode(points, SyntheticMetricEncoding.GetMetricData), out IngestionReport report));
        Assert.Equal(8, report.Rejected["no-dimensions"]);
    }

    [Fact]
    public void QueriesForApisAreReadBack()
    {
        var queries = MetricQueries.ForApis([new(ApiGatewayAnalytics.AccessLogs.ApiKind.Rest, "pets", ["prod"]), new(ApiGatewayAnalytics.AccessLogs.ApiKind.WebSocket, "abc123", [])], 300);
        var file = new MemoryStream();
        queries.WriteTo(file);
        MetricQueries read = MetricQueries.Parse(file.ToArray());
        Assert.Equal((2 * ((5 * 2) + (2 * 6))) + (5 * 2) + 6, read.Count);
        Assert.Equal(queries.All.Select(query => query.Series), read.All.Select(query => query.Series));
    }

    [Fact]
    public void BothReadersOfJsonReadAlike()
    {
        var random = new Random(5);
        byte[] sound = Encoding.UTF8.GetBytes(Point.Replace("1.0,\"min", "1.25,\"p90\":3,\"min", StringComparison.Ordinal));
        int read = 0;
        for (int round = 0; round < 20_000; round++)
        {
            byte[] text = Mutate(sound, random, round % 3);
            if (text[0] != (byte)'{')
            {
                continue;
            }

            string compact = Read(text, isCompact: true, out MetricReading reading);
            if (reading == MetricReading.Done)
            {
                read++;
                string complete = Read(text, isCompact: false, out _);
                Assert.True(complete == compact, $"{Encoding.Latin1.GetString(text)}\n{complete}\n{compact}");
            }
        }

        Assert.InRange(read, 1000, 20_000);
    }

    [Theory]
    [MemberData(nameof(Encodings))]
    public void DamageIsCountedAndNeverThrows(SyntheticMetricEncoding encoding)
    {
        SyntheticDatapoint[] points = [.. new SyntheticMetrics { Minutes = 1, Apis = 1 }.Generate().Take(20)];
        byte[] sound = Datapoints.Encode(points, encoding);
        MetricReaderOptions options = Datapoints.OptionsFor(points);
        var random = new Random((int)encoding);
        for (int round = 0; round < 3000; round++)
        {
            byte[] data = Mutate(sound, random, 1 + (round % 4));
            int count = Datapoints.Read(data, out IngestionReport report, options, random.Next(1, 500)).Count;
            Assert.Equal(count, report.Accepted);
            Assert.Equal(report.Records, report.Accepted + report.Rejected.Values.Sum());
        }

        for (int length = 0; length < sound.Length; length += 3)
        {
            Datapoints.Read(sound[..length], options);
        }
    }

    [Theory]
    [InlineData(SyntheticMetricEncoding.Json)]
    [InlineData(SyntheticMetricEncoding.OpenTelemetry07)]
    [InlineData(SyntheticMetricEncoding.OpenTelemetry10)]
    public void ADatapointAllocatesNothing(SyntheticMetricEncoding encoding)
    {
        byte[] data = Datapoints.Encode(new SyntheticMetrics { Minutes = 40, Apis = 2 }.Generate(), encoding);
        using var reader = new MetricReader(new MemoryStream(data), null, "input", FixedClock.In2026);
        for (int i = 0; i < 2000; i++)
        {
            Assert.True(reader.Read());
        }

        long before = GC.GetAllocatedBytesForCurrentThread();
        int read = 0;
        for (; read < 4000; read++)
        {
            if (!reader.Read())
            {
                break;
            }
        }

        Assert.Equal((4000, 0), (read, GC.GetAllocatedBytesForCurrentThread() - before));
    }

    private static byte[] Mutate(byte[] sound, Random random, int changes)
    {
        byte[] data = [.. sound];
        for (int i = 0; i < changes; i++)
        {
            int at = random.Next(data.Length);
            data = random.Next(4) switch
            {
                0 => [.. data[..at], .. data[(at + 1)..]],
                1 => [.. data[..at], (byte)random.Next(256), .. data[at..]],
                2 => [.. data[..at], (byte)"0123456789.,:{}[]\"\\-e"[random.Next(21)], .. data[(at + 1)..]],
                _ => [.. data[..at], data[random.Next(data.Length)], .. data[(at + 1)..]],
            };
        }

        return data;
    }

    private static string Read(byte[] text, bool isCompact, out MetricReading reading)
    {
        var tally = new IngestionTally(MetricFields.All);
        var batch = new ApiGatewayAnalytics.Columns.RecordBatch(ApiGatewayAnalytics.Columns.FieldSet.All(MetricSchema.Default)) { Buffer = text };
        var row = new MetricRow(tally, FixedClock.In2026, isWanted: true);
        row.Begin(batch);
        int consumed;
        reading = isCompact
            ? s_compact.Read(row, 0, text.Length, out consumed)
            : MetricJson.Read(row, 0, text.Length, out consumed);
        if (reading != MetricReading.Done)
        {
            return reading.ToString();
        }

        ParseResult result = row.Commit(new RecordOrigin(), consumed);
        if (result.Status != ParseStatus.Accepted)
        {
            return result.ToString();
        }

        var cells = Enumerable.Range(0, MetricFields.All.Length).Select(field => MetricFields.All[field].Kind == ApiGatewayAnalytics.Columns.FieldKind.Text
            ? Convert.ToHexString(batch.Text(field, 0))
            : batch.Number(field, 0).ToString(System.Globalization.CultureInfo.InvariantCulture));
        return $"{consumed} {batch.Times[0]} {string.Join('|', cells)}";
    }
}
