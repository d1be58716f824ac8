using System.Collections.Immutable;

namespace ApiGatewayAnalytics.Synthetic;

/// <summary>
/// The metrics that CloudWatch would have of made-up requests: by API and by stage, of WebSocket APIs by route too, a datapoint per minute
/// with requests. Requests come in the order of time. Not thread-safe.
/// </summary>
/// <param name="nameOf">The name of a REST API by its identifier, which its metrics are known by.</param>
public sealed class SyntheticTrafficMetrics(Func<string, string> nameOf)
{
    private readonly SortedDictionary<long, Dictionary<(string Api, string? Stage, string? Route, string Metric), Sample>> _minutes = [];

    /// <summary>Counts a request.</summary>
    /// <param name="request">The request.</param>
    public void Add(SyntheticRequest request)
    {
        ArgumentNullException.ThrowIfNull(request);
        AddOf(request, null, null);
        AddOf(request, request.Stage, null);
        if (request.Kind == SyntheticApiKind.WebSocket)
        {
            AddOf(request, request.Stage, request.RouteKey);
        }
    }

    /// <summary>Takes the datapoints of minutes that are over.</summary>
    /// <param name="before">The end of the last one.</param>
    public ImmutableArray<SyntheticDatapoint> Take(DateTimeOffset before)
    {
        ImmutableArray<SyntheticDatapoint>.Builder points = ImmutableArray.CreateBuilder<SyntheticDatapoint>();
        while (_minutes.Count > 0 && _minutes.First() is var (minute, samples) && (minute + 1) * 60 <= before.ToUnixTimeSeconds())
        {
            foreach (((string api, string? stage, string? route, string metric), Sample sample) in samples)
            {
                points.Add(sample.ToDatapoint(DateTimeOffset.FromUnixTimeSeconds(minute * 60), metric, DimensionsOf(api, stage, route)));
            }

            _minutes.Remove(minute);
        }

        return points.ToImmutable();
    }

    private static ImmutableArray<KeyValuePair<string, string>> DimensionsOf(string api, string? stage, string? route)
    {
        int separator = api.IndexOf('=', StringComparison.Ordinal);
        var dimensions = new List<KeyValuePair<string, string>> { KeyValuePair.Create(api[..separator], api[(separator + 1)..]) };
        if (route is not null)
        {
            dimensions.Add(KeyValuePair.Create("Route", route));
        }

        if (stage is not null)
        {
            dimensions.Add(KeyValuePair.Create("Stage", stage));
        }

        return [.. dimensions];
    }

    private void AddOf(SyntheticRequest request, string? stage, string? route)
    {
        long minute = request.Time.ToUnixTimeSeconds() / 60;
        if (!_minutes.TryGetValue(minute, out var samples))
        {
            _minutes[minute] = samples = [];
        }

        string api = request.Kind == SyntheticApiKind.Rest ? $"ApiName={nameOf(request.ApiId!)}" : $"ApiId={request.ApiId}";
        bool isClient = request.Status is >= 400 and < 500;
        bool isServer = request.Status >= 500;
        switch (request.Kind)
        {
            case SyntheticApiKind.Rest:
                Count("Count", 1);
                Count("4XXError", isClient ? 1 : 0);
                Count("5XXError", isServer ? 1 : 0);
                Measure("Latency", request.ResponseLatency, "Milliseconds");
                Measure("IntegrationLatency", request.IntegrationLatency, "Milliseconds");
                if (request is { HttpMethod: "GET", IntegrationLatency: { } latency })
                {
                    // What took long was not in the cache.
                    Count("CacheHitCount", latency < 60 ? 1 : 0);
                    Count("CacheMissCount", latency < 60 ? 0 : 1);
                }

                break;
            case SyntheticApiKind.Http:
                Count("Count", 1);
                Count("4xx", isClient ? 1 : 0);
                Count("5xx", isServer ? 1 : 0);
                Measure("Latency", request.ResponseLatency, "Milliseconds");
                Measure("IntegrationLatency", request.IntegrationLatency, "Milliseconds");
                Measure("DataProcessed", request.DataProcessed, "Bytes");
                break;
            default:
                if (request.EventType is "CONNECT" or "MESSAGE")
                {
                    Count(request.EventType == "CONNECT" ? "ConnectCount" : "MessageCount", 1);
                }

                Count("ClientError", isClient ? 1 : 0);
                Count("ExecutionError", isServer && request.IntegrationError is null ? 1 : 0);
                Count("IntegrationError", isServer && request.IntegrationError is not null ? 1 : 0);
                Measure("IntegrationLatency", request.IntegrationLatency, "Milliseconds");
                break;
        }

        void Count(string metric, int value) => Measure(metric, value, "Count");

        void Measure(string metric, long? value, string unit)
        {
            if (value is not { } number)
            {
                return;
            }

            if (!samples.TryGetValue((api, stage, route, metric), out Sample? sample))
            {
                samples[(api, stage, route, metric)] = sample = new Sample(unit);
            }

            sample.Add(number);
        }
    }

    /// <summary>The samples of one metric in one minute.</summary>
    private sealed class Sample(string unit)
    {
        private long _count;
        private long _sum;
        private long _least = long.MaxValue;
        private long _most;

        public void Add(long value)
        {
            _count++;
            _sum += value;
            _least = Math.Min(_least, value);
            _most = Math.Max(_most, value);
        }

        public SyntheticDatapoint ToDatapoint(DateTimeOffset time, string metric, ImmutableArray<KeyValuePair<string, string>> dimensions) => new()
        {
            Time = time,
            Metric = metric,
            Dimensions = dimensions,
            Unit = unit,
            Region = "eu-north-1",
            SampleCount = _count,
            Sum = _sum,
            Minimum = _least,
            Maximum = _most,
        };
    }
}
