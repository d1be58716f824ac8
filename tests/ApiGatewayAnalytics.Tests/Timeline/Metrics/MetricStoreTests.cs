using ApiGatewayAnalytics.CloudWatchMetrics;
using ApiGatewayAnalytics.Columns;
using ApiGatewayAnalytics.Ingestion;
using ApiGatewayAnalytics.Synthetic;
using ApiGatewayAnalytics.Tests.AccessLogs;
using ApiGatewayAnalytics.Tests.CloudWatchMetrics;
using ApiGatewayAnalytics.Timeline;

namespace ApiGatewayAnalytics.Tests.Timeline.Metrics;

/// <summary>Datapoints replace one another in any order, from any store, any number of times; coarser steps are sums.</summary>
public sealed class MetricStoreTests
{
    private static readonly string[] s_dimensions = ["ApiName", "ApiId", "Stage", "Resource", "Method", "Route"];

    private static readonly int[] s_percentages = [50, 95, 99];
    private static readonly Retention s_retention = new();

    private static SyntheticDatapoint[] Points => [.. new SyntheticMetrics { Minutes = 30, Apis = 1 }.Generate()];

    [Fact]
    public void OfTwoDatapointsTheLargerStaysInAnyOrder()
    {
        var random = new Random(3);
        SyntheticDatapoint[] points = Points;
        SyntheticDatapoint[] repeated =
        [
            .. points,
            .. points.Select(point => point with { SampleCount = random.Next(1, 200), Sum = random.Next(0, 300), Maximum = random.Next(1, 9) }),
            .. points.Select(point => point with { Sum = random.Next(0, 300) }),
        ];
        string[] expected =
        [
            .. repeated.GroupBy(Identity)
                .Select(same => same.OrderByDescending(point => point.SampleCount).ThenByDescending(point => point.Sum).ThenByDescending(point => point.Maximum).First())
                .Select(point => $"{Identity(point)} {point.SampleCount} {point.Sum}")
                .Order(StringComparer.Ordinal),
        ];
        for (int round = 0; round < 4; round++)
        {
            random.Shuffle(repeated);
            Assert.Equal(expected, Describe(StoreOf(repeated)));
            MetricStore merged = StoreOf(repeated[..500]);
            foreach (SyntheticDatapoint[] part in repeated[500..].Chunk(777))
            {
                Assert.Equal(0, merged.MergeFrom(StoreOf(part), s_retention, null));
                Assert.Equal(0, merged.MergeFrom(StoreOf(part), s_retention, null));
            }

            Assert.Equal(expected, Describe(merged));
        }
    }

    [Fact]
    public void CoarserStepsAreSumsAndTakeNoMore()
    {
        SyntheticDatapoint[] points = Points;
        MetricStore store = StoreOf(points);
        long now = Clock.MinuteOf(points[0].Time) + (3 * Clock.MinutesPerDay);
        store.Advance(s_retention, now);
        string[] expected =
        [
            .. points.Where(point => point.Dimensions.All(dimension => dimension.Key != "Route") || point.Dimensions.All(dimension => !dimension.Value.StartsWith("http", StringComparison.Ordinal)))
                .GroupBy(point => Identity(point with { Time = Floor(point.Time, 15) }))
                .Select(same => $"{same.Key} {same.Sum(point => point.SampleCount)} {same.Sum(point => point.Sum)}")
                .Order(StringComparer.Ordinal),
        ];
        Assert.Equal(expected, Describe(store));
        Assert.Equal(points.Length, store.MergeFrom(StoreOf(points), s_retention, now));
        Assert.Equal(points.Length, new MetricStore(s_percentages).MergeFrom(StoreOf(points), s_retention, now));
        Assert.Equal(expected, Describe(store));

        MetricStore same = Reread(store);
        store.MergeFrom(same, s_retention, now);
        Assert.Equal(expected, Describe(store));
        store.Advance(s_retention, now + (401 * Clock.MinutesPerDay));
        Assert.True(store.IsEmpty);
    }

    [Fact]
    public void CoarsePercentilesAreWeightedMeans()
    {
        SyntheticDatapoint[] points = [.. Points.Where(point => point.Metric == "Latency" && point.Dimensions.Length == 1 && point.Dimensions[0].Key == "ApiName")];
        MetricStore store = StoreOf(points);
        store.Advance(s_retention, Clock.MinuteOf(points[0].Time) + (20 * Clock.MinutesPerDay));
        MetricDay day = Assert.Single(store.Days);
        Assert.Equal((60, 1), (day.Width, day.Count));
        double expected = points.Sum(point => point.Percentiles[1].Value * point.SampleCount) / points.Sum(point => point.SampleCount);
        Assert.Equal(expected, day.Percentiles(0)[2], 9);
        Assert.Equal(points.Max(point => point.Maximum), day[0].Maximum);
    }

    [Fact]
    public void OverTheLimitOldDaysGetCoarserFirst()
    {
        SyntheticDatapoint[] points = [.. Points, .. Points.Select(point => point with { Time = point.Time.AddDays(1) })];
        MetricStore store = StoreOf(points);
        store.Shrink(store.Bytes - 1);
        Assert.Equal([15, 1], store.Days.Select(day => day.Width));
        store.Shrink(1);
        Assert.Equal([Clock.MinutesPerDay], store.Days.Select(day => day.Width));
    }

    [Fact]
    public void SavedStoresAreReadBackOrRefused()
    {
        MetricStore store = StoreOf(Points);
        Assert.Equal(Describe(store), Describe(Reread(store)));
        var saved = new MemoryStream();
        store.WriteTo(new BinaryWriter(saved));
        byte[] bytes = saved.ToArray();
        var random = new Random(1);
        for (int round = 0; round < 300; round++)
        {
            byte[] damaged = [.. bytes[..random.Next(1, bytes.Length)]];
            damaged[random.Next(damaged.Length)] ^= (byte)(1 << random.Next(8));
            try
            {
                MetricStore.ReadFrom(new BinaryReader(new MemoryStream(damaged)), s_percentages);
            }
            catch (Exception e) when (e is InvalidDataException or EndOfStreamException or FormatException)
            {
            }
        }
    }

    [Fact]
    public void ManySeriesTakeFewBytesEach()
    {
        SyntheticDatapoint[] points = [.. new SyntheticMetrics { Minutes = 300, Apis = 1 }.Generate()];
        MetricStore store = StoreOf(points);
        Assert.InRange(store.Bytes / points.Length, 32, 100);
    }

    private static MetricStore Reread(MetricStore store)
    {
        var saved = new MemoryStream();
        store.WriteTo(new BinaryWriter(saved));
        saved.Position = 0;
        return MetricStore.ReadFrom(new BinaryReader(saved), s_percentages);
    }

    private static MetricStore StoreOf(IEnumerable<SyntheticDatapoint> points)
    {
        var store = new MetricStore(s_percentages);
        var parser = new MetricParser(new IngestionTally(MetricFields.All), FixedClock.In2026, MetricQueries.None);
        RecordBatch batch = MetricShard.CreateBatch();
        using var feed = new RecordFeed(
            new MemoryStream(Datapoints.Encode(points, SyntheticMetricEncoding.Json)), parser, new IngestionTally(MetricFields.All), "input");
        while (feed.Fill(batch))
        {
            store.Add(batch, new MetricFilter([], _ => null));
        }

        return store;
    }

    private static string[] Describe(MetricStore store) =>
    [
        .. store.Days.SelectMany(day => Enumerable.Range(0, day.Count).Select(point =>
        {
            int series = day.SeriesOf(point);
            string[] dimensions =
            [
                .. new[] { MetricPart.ApiName, MetricPart.ApiId, MetricPart.Stage, MetricPart.Resource, MetricPart.Method, MetricPart.Route }
                    .Select(part => System.Text.Encoding.UTF8.GetString(store.Series.Text(series, part))),
            ];
            return $"{day.MinuteOf(point)} {ApiMetric.All[store.Series.MetricOf(series)].Name} {string.Join(',', dimensions)} {day[point].Count} {day[point].Sum}";
        })).Order(StringComparer.Ordinal),
    ];

    private static string Identity(SyntheticDatapoint point)
    {
        string[] dimensions = [.. s_dimensions.Select(name => point.Dimensions.FirstOrDefault(dimension => dimension.Key == name).Value ?? "")];
        return $"{Clock.MinuteOf(point.Time)} {point.Metric} {string.Join(',', dimensions)}";
    }

    private static DateTimeOffset Floor(DateTimeOffset time, int minutes) => Clock.TimeOf(Clock.Floor(Clock.MinuteOf(time), minutes));
}
