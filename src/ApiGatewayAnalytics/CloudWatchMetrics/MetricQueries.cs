using System.Collections.Immutable;
using System.Text.Json;

namespace ApiGatewayAnalytics.CloudWatchMetrics;

/// <summary>
/// The queries that <c>aws cloudwatch get-metric-data</c> was given. Its output names series by the Id of their query only, so it can be
/// read together with the file of queries alone. Immutable; thread-safe.
/// </summary>
public sealed class MetricQueries
{
    private const int MostQueries = 500;

    /// <summary>The statistics without which there is no datapoint.</summary>
    internal static string[] CountStatistics { get; } = ["Sum", "SampleCount"];

    private static readonly string[] s_latencyStatistics = [.. CountStatistics, "Maximum", "p50", "p95", "p99"];

    private readonly Dictionary<string, MetricQuery> _byId = new(StringComparer.Ordinal);

    private MetricQueries(IEnumerable<MetricQuery> queries)
    {
        foreach (MetricQuery query in queries)
        {
            _byId.TryAdd(query.Id, query);
        }

        All = [.. _byId.Values];
    }

    /// <summary>No queries: results without dimensions.</summary>
    public static MetricQueries None { get; } = new([]);

    /// <summary>How many there are.</summary>
    public int Count => _byId.Count;

    internal ImmutableArray<MetricQuery> All { get; }

    /// <summary>
    /// Reads a file of queries: the array that <c>--metric-data-queries</c> takes, or an object with it as <c>MetricDataQueries</c>.
    /// Expressions, which have no metric of their own, are left out.
    /// </summary>
    /// <param name="utf8Json">The file's content.</param>
    /// <exception cref="FormatException">It is not such a file.</exception>
    public static MetricQueries Parse(ReadOnlyMemory<byte> utf8Json)
    {
        try
        {
            using JsonDocument document = JsonDocument.Parse(utf8Json, new JsonDocumentOptions { AllowTrailingCommas = true, CommentHandling = JsonCommentHandling.Skip });
            JsonElement root = document.RootElement;
            if (root.ValueKind == JsonValueKind.Object && root.TryGetProperty("MetricDataQueries", out JsonElement queries))
            {
                root = queries;
            }

            return root.ValueKind == JsonValueKind.Array
                ? new MetricQueries([.. root.EnumerateArray().Select(QueryOf).OfType<MetricQuery>()])
                : throw new FormatException("A file of metric queries is an array of queries, or an object with 'MetricDataQueries'.");
        }
        catch (JsonException e)
        {
            throw new FormatException($"The file of metric queries is not JSON: {e.Message}", e);
        }
        catch (InvalidOperationException e)
        {
            throw new FormatException("A metric query has a member of another type than CloudWatch gives it.", e);
        }
    }

    /// <summary>
    /// The queries for everything that the dashboards show of some APIs, apart from routes. CloudWatch takes 500 queries at once.
    /// </summary>
    /// <param name="apis">The APIs.</param>
    /// <param name="period">The period of the datapoints in whole seconds, a multiple of 60. Default: 60.</param>
    /// <exception cref="ArgumentOutOfRangeException">The period is not a positive multiple of 60.</exception>
    /// <exception cref="ArgumentException">There are more than 500 queries.</exception>
    public static MetricQueries ForApis(IEnumerable<MetricQueryTarget> apis, int period = 60)
    {
        ArgumentNullException.ThrowIfNull(apis);
        if (period <= 0 || period % 60 != 0)
        {
            throw new ArgumentOutOfRangeException(nameof(period), period, "The period is a positive multiple of 60 seconds.");
        }

        var queries = new List<MetricQuery>();
        foreach (MetricQueryTarget api in apis)
        {
            foreach (string metric in MetricQueryTarget.MetricsOf(api.Kind))
            {
                foreach (ImmutableArray<KeyValuePair<string, string>> dimensions in api.DimensionSets)
                {
                    foreach (string statistic in ApiMetric.All[ApiMetric.Find(metric)].Unit == "Milliseconds" ? s_latencyStatistics : CountStatistics)
                    {
                        queries.Add(new MetricQuery($"m{queries.Count}", "AWS/ApiGateway", metric, dimensions, period, statistic, null));
                    }
                }
            }
        }

        return queries.Count <= MostQueries
            ? new MetricQueries(queries)
            : throw new ArgumentException($"That makes {queries.Count} queries, but CloudWatch takes {MostQueries} at once; name fewer APIs or stages.", nameof(apis));
    }

    /// <summary>Writes them as the array that <c>--metric-data-queries file://FILE</c> takes.</summary>
    /// <param name="target">Where to write; it stays the caller's.</param>
    public void WriteTo(Stream target)
    {
        ArgumentNullException.ThrowIfNull(target);
        using var writer = new Utf8JsonWriter(target, new JsonWriterOptions { Indented = true });
        writer.WriteStartArray();
        foreach (MetricQuery query in All)
        {
            writer.WriteStartObject();
            writer.WriteString("Id", query.Id);
            writer.WriteStartObject("MetricStat");
            writer.WriteStartObject("Metric");
            writer.WriteString("Namespace", query.Namespace);
            writer.WriteString("MetricName", query.Metric);
            writer.WriteStartArray("Dimensions");
            foreach ((string name, string value) in query.Dimensions)
            {
                writer.WriteStartObject();
                writer.WriteString("Name", name);
                writer.WriteString("Value", value);
                writer.WriteEndObject();
            }

            writer.WriteEndArray();
            writer.WriteEndObject();
            writer.WriteNumber("Period", query.Period);
            writer.WriteString("Stat", query.Statistic);
            writer.WriteEndObject();
            writer.WriteBoolean("ReturnData", true);
            writer.WriteEndObject();
        }

        writer.WriteEndArray();
    }

    /// <summary>The query with an Id; null where there is none.</summary>
    internal MetricQuery? Find(string id) => _byId.GetValueOrDefault(id);

    private static MetricQuery? QueryOf(JsonElement query)
    {
        if (query.ValueKind != JsonValueKind.Object || !query.TryGetProperty("Id", out JsonElement id) || id.GetString() is not { } name)
        {
            throw new FormatException("A metric query has no 'Id'.");
        }

        if (!query.TryGetProperty("MetricStat", out JsonElement stat) || !stat.TryGetProperty("Metric", out JsonElement metric))
        {
            return null;
        }

        return new MetricQuery(
            name,
            Text(metric, "Namespace") ?? "",
            Text(metric, "MetricName") ?? "",
            [.. Dimensions(metric)],
            stat.TryGetProperty("Period", out JsonElement period) ? period.GetInt32() : 60,
            Text(stat, "Stat") ?? "",
            Text(query, "AccountId"));
    }

    private static IEnumerable<KeyValuePair<string, string>> Dimensions(JsonElement metric) =>
        metric.TryGetProperty("Dimensions", out JsonElement dimensions)
            ? dimensions.EnumerateArray().Select(dimension => KeyValuePair.Create(Text(dimension, "Name") ?? "", Text(dimension, "Value") ?? ""))
            : [];

    private static string? Text(JsonElement element, string name) => element.TryGetProperty(name, out JsonElement member) ? member.GetString() : null;
}
