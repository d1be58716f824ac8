using System.Globalization;
using System.Text.Encodings.Web;
using System.Text.Json;

namespace ApiGatewayAnalytics.Synthetic;

/// <summary>Writes datapoints the way CloudWatch does. Stateless; thread-safe.</summary>
public static class SyntheticMetricWriter
{
    private const int PointsPerRequest = 200;

    private static readonly JsonWriterOptions s_relaxed = new() { Encoder = JavaScriptEncoder.UnsafeRelaxedJsonEscaping };

    /// <summary>Writes datapoints.</summary>
    /// <param name="output">Where to; the stream stays open.</param>
    /// <param name="points">The datapoints.</param>
    /// <param name="encoding">How.</param>
    public static void Write(Stream output, IEnumerable<SyntheticDatapoint> points, SyntheticMetricEncoding encoding)
    {
        ArgumentNullException.ThrowIfNull(output);
        ArgumentNullException.ThrowIfNull(points);
        switch (encoding)
        {
            case SyntheticMetricEncoding.Json:
                WriteJson(output, points);
                break;
            case SyntheticMetricEncoding.GetMetricData:
                WriteResults(output, points);
                break;
            default:
                foreach (SyntheticDatapoint[] some in points.Chunk(PointsPerRequest))
                {
                    output.Write(OpenTelemetryRequest.Encode(some, encoding == SyntheticMetricEncoding.OpenTelemetry10));
                }

                break;
        }
    }

    /// <summary>Writes the queries whose results are those datapoints, as <c>--metric-data-queries</c> takes them.</summary>
    /// <param name="output">Where to; the stream stays open.</param>
    /// <param name="points">The datapoints.</param>
    public static void WriteQueries(Stream output, IEnumerable<SyntheticDatapoint> points)
    {
        ArgumentNullException.ThrowIfNull(output);
        ArgumentNullException.ThrowIfNull(points);
        using var json = new Utf8JsonWriter(output, s_relaxed);
        json.WriteStartArray();
        foreach ((string id, SyntheticDatapoint point, string statistic, _) in Results(points))
        {
            json.WriteStartObject();
            json.WriteString("Id", id);
            json.WriteStartObject("MetricStat");
            json.WriteStartObject("Metric");
            json.WriteString("Namespace", point.Namespace);
            json.WriteString("MetricName", point.Metric);
            json.WriteStartArray("Dimensions");
            foreach ((string name, string value) in point.Dimensions)
            {
                json.WriteStartObject();
                json.WriteString("Name", name);
                json.WriteString("Value", value);
                json.WriteEndObject();
            }

            json.WriteEndArray();
            json.WriteEndObject();
            json.WriteNumber("Period", (int)point.Period.TotalSeconds);
            json.WriteString("Stat", statistic);
            json.WriteEndObject();
            json.WriteString("AccountId", point.Account);
            json.WriteEndObject();
        }

        json.WriteEndArray();
    }

    private static void WriteJson(Stream output, IEnumerable<SyntheticDatapoint> points)
    {
        using var json = new Utf8JsonWriter(output, s_relaxed with { SkipValidation = true });
        foreach (SyntheticDatapoint point in points)
        {
            json.WriteStartObject();
            json.WriteString("metric_stream_name", "api-metrics");
            json.WriteString("account_id", point.Account);
            json.WriteString("region", point.Region);
            json.WriteString("namespace", point.Namespace);
            json.WriteString("metric_name", point.Metric);
            json.WriteStartObject("dimensions");
            foreach ((string name, string value) in point.Dimensions)
            {
                json.WriteString(name, value);
            }

            json.WriteEndObject();
            json.WriteNumber("timestamp", point.Time.ToUnixTimeMilliseconds());
            json.WriteStartObject("value");
            WriteNumber(json, "max", point.Maximum);
            WriteNumber(json, "min", point.Minimum);
            WriteNumber(json, "sum", point.Sum);
            WriteNumber(json, "count", point.SampleCount);
            foreach ((double percent, double value) in point.Percentiles)
            {
                WriteNumber(json, string.Create(CultureInfo.InvariantCulture, $"p{percent}"), value);
            }

            json.WriteEndObject();
            json.WriteString("unit", point.Unit);
            json.WriteEndObject();
            json.Flush();
            json.Reset();
            output.WriteByte((byte)'\n');
        }
    }

    /// <summary>CloudWatch writes whole numbers with a fraction: <c>20.0</c>.</summary>
    private static void WriteNumber(Utf8JsonWriter json, string name, double value)
    {
        json.WritePropertyName(name);
        string text = value.ToString("R", CultureInfo.InvariantCulture);
        json.WriteRawValue(text.Contains('.') || text.Contains('E') ? text : text + ".0", skipInputValidation: true);
    }

    private static void WriteResults(Stream output, IEnumerable<SyntheticDatapoint> points)
    {
        using var json = new Utf8JsonWriter(output, s_relaxed with { Indented = true });
        json.WriteStartObject();
        json.WriteStartArray("MetricDataResults");
        foreach ((string id, SyntheticDatapoint point, _, List<KeyValuePair<DateTimeOffset, double>> values) in Results(points))
        {
            json.WriteStartObject();
            json.WriteString("Id", id);
            json.WriteString("Label", point.Metric);
            json.WriteStartArray("Timestamps");
            foreach ((DateTimeOffset time, _) in Enumerable.Reverse(values))
            {
                json.WriteStringValue(time.UtcDateTime.ToString("yyyy-MM-ddTHH:mm:ss+00:00", CultureInfo.InvariantCulture));
            }

            json.WriteEndArray();
            json.WriteStartArray("Values");
            foreach ((_, double value) in Enumerable.Reverse(values))
            {
                json.WriteNumberValue(value);
            }

            json.WriteEndArray();
            json.WriteString("StatusCode", "Complete");
            json.WriteEndObject();
        }

        json.WriteEndArray();
        json.WriteStartArray("Messages");
        json.WriteEndArray();
        json.WriteEndObject();
    }

    /// <summary>One result per series and statistic.</summary>
    private static List<(string Id, SyntheticDatapoint Point, string Statistic, List<KeyValuePair<DateTimeOffset, double>> Values)> Results(IEnumerable<SyntheticDatapoint> points)
    {
        var results = new List<(string, SyntheticDatapoint, string, List<KeyValuePair<DateTimeOffset, double>>)>();
        var byKey = new Dictionary<string, List<KeyValuePair<DateTimeOffset, double>>>(StringComparer.Ordinal);
        foreach (SyntheticDatapoint point in points)
        {
            string series = $"{point.Account} {point.Metric} {point.Period} {string.Join(' ', point.Dimensions)}";
            Add(point, series, "Sum", point.Sum);
            Add(point, series, "SampleCount", point.SampleCount);
            Add(point, series, "Minimum", point.Minimum);
            Add(point, series, "Maximum", point.Maximum);
            foreach ((double percent, double value) in point.Percentiles)
            {
                Add(point, series, string.Create(CultureInfo.InvariantCulture, $"p{percent}"), value);
            }
        }

        return results;

        void Add(SyntheticDatapoint point, string series, string statistic, double value)
        {
            string key = $"{series} {statistic}";
            if (!byKey.TryGetValue(key, out List<KeyValuePair<DateTimeOffset, double>>? values))
            {
                byKey.Add(key, values = []);
                results.Add(($"m{results.Count}", point, statistic, values));
            }

            values.Add(KeyValuePair.Create(point.Time, value));
        }
    }
}
