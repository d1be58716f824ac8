using System.Globalization;
using System.Text;
using ApiGatewayAnalytics.CloudWatchMetrics;
using ApiGatewayAnalytics.Synthetic;
using ApiGatewayAnalytics.Tests.AccessLogs;
using ApiGatewayAnalytics.Tests.Ingestion;

namespace ApiGatewayAnalytics.Tests.CloudWatchMetrics;

/// <summary>Datapoints as text, to be compared: as they were made, and as a reader gives them.</summary>
internal static class Datapoints
{
    private static readonly string[] s_dimensions = ["ApiName", "ApiId", "Stage", "Resource", "Method", "Route"];

    public static string Describe(SyntheticDatapoint point) => Describe(
        point.Time, point.Period, point.Account, point.Region, point.Metric, point.SampleCount, point.Sum, point.Minimum, point.Maximum,
        name => point.Dimensions.FirstOrDefault(dimension => dimension.Key == name).Value,
        percent => point.Percentiles.Where(pair => pair.Key == percent).Select(pair => (double?)pair.Value).FirstOrDefault());

    public static List<string> Read(byte[] data, MetricReaderOptions? options = null, params int[] lengths) => Read(data, out _, options, lengths);

    public static List<string> Read(byte[] data, out ApiGatewayAnalytics.Ingestion.IngestionReport report, MetricReaderOptions? options = null, params int[] lengths)
    {
        var read = new List<string>();
        using var reader = new MetricReader(new PiecewiseStream(data, lengths), options, "input", FixedClock.In2026);
        while (reader.Read())
        {
            read.Add(Describe(reader.Current));
        }

        report = reader.Report;
        return read;
    }

    public static byte[] Encode(IEnumerable<SyntheticDatapoint> points, SyntheticMetricEncoding encoding)
    {
        var stream = new MemoryStream();
        SyntheticMetricWriter.Write(stream, points, encoding);
        return stream.ToArray();
    }

    public static MetricReaderOptions OptionsFor(IEnumerable<SyntheticDatapoint> points)
    {
        var queries = new MemoryStream();
        SyntheticMetricWriter.WriteQueries(queries, points);
        return new MetricReaderOptions { Queries = MetricQueries.Parse(queries.ToArray()), Region = "eu-west-1" };
    }

    private static string Describe(MetricRecord record)
    {
        var values = new Dictionary<string, string>();
        Keep("ApiName", record.ApiName);
        Keep("ApiId", record.ApiId);
        Keep("Stage", record.Stage);
        Keep("Resource", record.Resource);
        Keep("Method", record.Method);
        Keep("Route", record.Route);
        var percentiles = new Dictionary<double, double?>();
        foreach (double percent in (double[])[50, 95, 99])
        {
            percentiles.Add(percent, record.TryGetPercentile(percent, out double value) ? value : null);
        }

        return Describe(
            record.Time, record.Period, Encoding.UTF8.GetString(record.Account), Encoding.UTF8.GetString(record.Region),
            Encoding.UTF8.GetString(record.Metric), record.SampleCount, record.Sum, record.Minimum, record.Maximum,
            values.GetValueOrDefault, percent => percentiles[percent]);

        void Keep(string name, ReadOnlySpan<byte> text)
        {
            if (!text.IsEmpty)
            {
                values.Add(name, Encoding.UTF8.GetString(text));
            }
        }
    }

    private static string Describe(
        DateTimeOffset time, TimeSpan period, string account, string region, string metric, double count, double sum, double? least, double? most,
        Func<string, string?> dimension, Func<double, double?> percentile) => string.Create(
        CultureInfo.InvariantCulture,
        $"{time:O} {period} {account} {region} {metric} [{string.Join(',', s_dimensions.Select(dimension))}] n={count:R} sum={sum:R} min={least:R} max={most:R} p50={percentile(50):R} p95={percentile(95):R} p99={percentile(99):R}");
}
