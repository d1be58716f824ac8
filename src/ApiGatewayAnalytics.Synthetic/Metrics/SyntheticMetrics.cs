using System.Collections.Immutable;

namespace ApiGatewayAnalytics.Synthetic;

/// <summary>
/// Made-up but lifelike metrics of REST, HTTP and WebSocket APIs, by API, stage and route. The same settings give the same datapoints.
/// Immutable.
/// </summary>
public sealed record SyntheticMetrics
{
    private static readonly string[] s_stages = ["prod", "dev"];
    private static readonly string[] s_resources = ["/pets", "/pets/{id}", "/orders"];
    private static readonly string[] s_methods = ["GET", "POST"];
    private static readonly string[] s_routes = ["$connect", "$disconnect", "$default", "send"];

    /// <summary>What the random numbers start from. Default: 1.</summary>
    public int Seed { get; init; } = 1;

    /// <summary>The first minute. Default: 2024-02-01T00:00Z.</summary>
    public DateTimeOffset Start { get; init; } = new(2024, 2, 1, 0, 0, 0, TimeSpan.Zero);

    /// <summary>How many minutes. Default: 60.</summary>
    public int Minutes { get; init; } = 60;

    /// <summary>How many APIs of each kind. Default: 2.</summary>
    public int Apis { get; init; } = 2;

    /// <summary>Whether there are datapoints by resource and method or by route. Default: yes.</summary>
    public bool IsDetailed { get; init; } = true;

    /// <summary>Whether latencies carry percentiles. Default: yes.</summary>
    public bool HasPercentiles { get; init; } = true;

    /// <summary>The datapoints, minute by minute.</summary>
    public IEnumerable<SyntheticDatapoint> Generate()
    {
        var random = new Random(Seed);
        for (int minute = 0; minute < Minutes; minute++)
        {
            DateTimeOffset time = Start.AddMinutes(minute);
            for (int api = 0; api < Apis; api++)
            {
                foreach (SyntheticDatapoint point in Rest(time, api, random).Concat(Http(time, api, random)).Concat(WebSocket(time, api, random)))
                {
                    yield return api % 2 == 0 ? point : point with { Account = "210987654321", Region = "us-east-1" };
                }
            }
        }
    }

    private IEnumerable<SyntheticDatapoint> Rest(DateTimeOffset time, int api, Random random)
    {
        foreach (ImmutableArray<KeyValuePair<string, string>> dimensions in Sets("ApiName", $"rest-{api}", byRoute: false))
        {
            int requests = random.Next(1, 200);
            yield return Count(time, "Count", dimensions, requests, requests);
            yield return Count(time, "4XXError", dimensions, requests, random.Next(0, (requests / 4) + 1));
            yield return Count(time, "5XXError", dimensions, requests, random.Next(0, (requests / 8) + 1));
            yield return Time(time, "Latency", dimensions, requests, random);
            yield return Time(time, "IntegrationLatency", dimensions, requests, random);
            int hits = random.Next(0, requests + 1);
            yield return Count(time, "CacheHitCount", dimensions, requests, hits);
            yield return Count(time, "CacheMissCount", dimensions, requests, requests - hits);
        }
    }

    private IEnumerable<SyntheticDatapoint> Http(DateTimeOffset time, int api, Random random)
    {
        foreach (ImmutableArray<KeyValuePair<string, string>> dimensions in Sets("ApiId", $"http{api:D6}", byRoute: false))
        {
            int requests = random.Next(1, 200);
            yield return Count(time, "Count", dimensions, requests, requests);
            yield return Count(time, "4xx", dimensions, requests, random.Next(0, (requests / 4) + 1));
            yield return Count(time, "5xx", dimensions, requests, random.Next(0, (requests / 8) + 1));
            yield return Time(time, "Latency", dimensions, requests, random);
            yield return Time(time, "IntegrationLatency", dimensions, requests, random);
            yield return Count(time, "DataProcessed", dimensions, requests, requests * random.Next(100, 5000)) with { Unit = "Bytes", Maximum = 9000 };
        }
    }

    private IEnumerable<SyntheticDatapoint> WebSocket(DateTimeOffset time, int api, Random random)
    {
        foreach (ImmutableArray<KeyValuePair<string, string>> dimensions in Sets("ApiId", $"sock{api:D6}", byRoute: true))
        {
            foreach (string metric in (string[])["ConnectCount", "MessageCount", "ClientError", "IntegrationError", "ExecutionError"])
            {
                int count = random.Next(1, 50);
                yield return Count(time, metric, dimensions, count, metric.EndsWith("Count", StringComparison.Ordinal) ? count : random.Next(0, count));
            }

            yield return Time(time, "IntegrationLatency", dimensions, random.Next(1, 50), random);
        }
    }

    private IEnumerable<ImmutableArray<KeyValuePair<string, string>>> Sets(string name, string api, bool byRoute)
    {
        KeyValuePair<string, string> first = KeyValuePair.Create(name, api);
        yield return [first];
        foreach (string stage in s_stages)
        {
            KeyValuePair<string, string> second = KeyValuePair.Create("Stage", stage);
            yield return [first, second];
            foreach (string route in IsDetailed && byRoute ? s_routes : [])
            {
                yield return [first, KeyValuePair.Create("Route", route), second];
            }

            foreach (string resource in IsDetailed && !byRoute ? s_resources : [])
            {
                foreach (string method in s_methods)
                {
                    yield return [first, KeyValuePair.Create("Method", method), KeyValuePair.Create("Resource", resource), second];
                }
            }
        }
    }

    private static SyntheticDatapoint Count(DateTimeOffset time, string metric, ImmutableArray<KeyValuePair<string, string>> dimensions, int count, double sum) => new()
    {
        Time = time,
        Metric = metric,
        Dimensions = dimensions,
        SampleCount = count,
        Sum = sum,
        Maximum = sum > 0 ? 1 : 0,
    };

    private SyntheticDatapoint Time(DateTimeOffset time, string metric, ImmutableArray<KeyValuePair<string, string>> dimensions, int count, Random random)
    {
        int middle = random.Next(5, 400);
        return new SyntheticDatapoint
        {
            Time = time,
            Metric = metric,
            Dimensions = dimensions,
            Unit = "Milliseconds",
            SampleCount = count,
            Sum = count * middle,
            Minimum = middle / 2,
            Maximum = middle * 3,
            Percentiles = HasPercentiles
                ? [KeyValuePair.Create(50.0, (double)middle), KeyValuePair.Create(95.0, middle * 2.5), KeyValuePair.Create(99.0, middle * 2.75)]
                : [],
        };
    }
}
