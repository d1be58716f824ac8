using System.Collections.Immutable;

namespace ApiGatewayAnalytics.Synthetic;

/// <summary>
/// The metrics that CloudWatch would have of made-up requests: by API and by stage, of WebSocket APIs by route too, a datapoint per minute
/// with requests, or per quarter of an hour of what is long ago. Requests come in the order of time. Not thread-safe.
/// </summary>
/// <param name="nameOf">The name of a REST API by its identifier, which its metrics are known by.</param>
public sealed class SyntheticTrafficMetrics(Func<string, string> nameOf)
{
    private const int Quarter = 15;

    private static readonly (string Name, string Unit)[] s_rest =
    [
        ("Count", "Count"), ("4XXError", "Count"), ("5XXError", "Count"), ("Latency", "Milliseconds"), ("IntegrationLatency", "Milliseconds"),
        ("CacheHitCount", "Count"), ("CacheMissCount", "Count"),
    ];

    private static readonly (string Name, string Unit)[] s_http =
    [
        ("Count", "Count"), ("4xx", "Count"), ("5xx", "Count"), ("Latency", "Milliseconds"), ("IntegrationLatency", "Milliseconds"), ("DataProcessed", "Bytes"),
    ];

    private static readonly (string Name, string Unit)[] s_webSocket =
    [
        ("ConnectCount", "Count"), ("MessageCount", "Count"), ("ClientError", "Count"), ("ExecutionError", "Count"), ("IntegrationError", "Count"),
        ("IntegrationLatency", "Milliseconds"),
    ];

    private readonly SortedDictionary<(long Minute, int Minutes), Dictionary<Scope, Sample[]>> _periods = [];
    private readonly Dictionary<(string Api, string? Stage, string? Route), Scope> _scopes = [];
    private readonly long?[] _values = new long?[s_rest.Length];
    private readonly Dictionary<Scope, Sample[]>[] _last = new Dictionary<Scope, Sample[]>[2];
    private readonly (long Minute, int Minutes)[] _lastPeriods = new (long, int)[2];

    /// <summary>Before when periods have 15 minutes, rounded down to a multiple of them. Default: never.</summary>
    public DateTimeOffset CoarseBefore { get; init; }

    /// <summary>
    /// Whether <c>Count</c> of REST and HTTP APIs has periods of a minute even before <see cref="CoarseBefore"/>, so that logs can be held
    /// against it. Default: no.
    /// </summary>
    public bool CountsByMinute { get; init; }

    /// <summary>Counts a request.</summary>
    /// <param name="request">The request.</param>
    public void Add(SyntheticRequest request)
    {
        ArgumentNullException.ThrowIfNull(request);
        Measure(request);
        AddTo(ScopeOf(request, null, null), request);
        AddTo(ScopeOf(request, request.Stage, null), request);
        if (request.Kind == SyntheticApiKind.WebSocket)
        {
            AddTo(ScopeOf(request, request.Stage, request.RouteKey), request);
        }
    }

    /// <summary>Takes the datapoints of minutes that are over.</summary>
    /// <param name="before">The end of the last one.</param>
    public ImmutableArray<SyntheticDatapoint> Take(DateTimeOffset before)
    {
        ImmutableArray<SyntheticDatapoint>.Builder points = ImmutableArray.CreateBuilder<SyntheticDatapoint>();
        while (_periods.Count > 0 && _periods.First() is var (period, samples) && (period.Minute + period.Minutes) * 60 <= before.ToUnixTimeSeconds())
        {
            DateTimeOffset time = DateTimeOffset.FromUnixTimeSeconds(period.Minute * 60);
            foreach ((Scope scope, Sample[] ofScope) in samples)
            {
                for (int metric = 0; metric < ofScope.Length; metric++)
                {
                    if (ofScope[metric].Count > 0)
                    {
                        points.Add(ofScope[metric].ToDatapoint(time, TimeSpan.FromMinutes(period.Minutes), scope.Metrics[metric], scope.Dimensions));
                    }
                }
            }

            _periods.Remove(period);
        }

        Array.Clear(_lastPeriods);

        return points.ToImmutable();
    }

    /// <summary>What a request says of each metric of its API's kind; null where nothing.</summary>
    private void Measure(SyntheticRequest request)
    {
        int isClient = request.Status is >= 400 and < 500 ? 1 : 0;
        int isServer = request.Status >= 500 ? 1 : 0;
        switch (request.Kind)
        {
            case SyntheticApiKind.Rest:
                // What took long was not in the cache.
                int? isHit = request is { HttpMethod: "GET", IntegrationLatency: { } latency } ? latency < 60 ? 1 : 0 : null;
                Set(1, isClient, isServer, request.ResponseLatency, request.IntegrationLatency, isHit, 1 - isHit);
                break;
            case SyntheticApiKind.Http:
                Set(1, isClient, isServer, request.ResponseLatency, request.IntegrationLatency, request.DataProcessed, null);
                break;
            default:
                bool hasFailed = request.IntegrationError is not null;
                Set(
                    request.EventType == "CONNECT" ? 1 : null,
                    request.EventType == "MESSAGE" ? 1 : null,
                    isClient,
                    hasFailed ? 0 : isServer,
                    hasFailed ? isServer : 0,
                    request.IntegrationLatency,
                    null);
                break;
        }
    }

    private void Set(params ReadOnlySpan<long?> values) => values.CopyTo(_values);

    private void AddTo(Scope scope, SyntheticRequest request)
    {
        long minute = request.Time.ToUnixTimeSeconds() / 60;
        bool isCoarse = minute / Quarter < CoarseBefore.ToUnixTimeSeconds() / 60 / Quarter;
        Sample[] samples = SamplesOf(scope, isCoarse ? minute - (minute % Quarter) : minute, isCoarse ? Quarter : 1);
        int first = 0;
        if (isCoarse && CountsByMinute && request.Kind != SyntheticApiKind.WebSocket)
        {
            SamplesOf(scope, minute, 1)[0].Add(1);
            first = 1;
        }

        for (int metric = first; metric < samples.Length; metric++)
        {
            if (_values[metric] is { } value)
            {
                samples[metric].Add(value);
            }
        }
    }

    private Sample[] SamplesOf(Scope scope, long minute, int minutes)
    {
        // Most requests are of the minute of the one before.
        int last = minutes == 1 ? 0 : 1;
        if (_lastPeriods[last] != (minute, minutes))
        {
            if (!_periods.TryGetValue((minute, minutes), out Dictionary<Scope, Sample[]>? known))
            {
                _periods.Add((minute, minutes), known = []);
            }

            (_lastPeriods[last], _last[last]) = ((minute, minutes), known);
        }

        Dictionary<Scope, Sample[]> samples = _last[last];
        if (!samples.TryGetValue(scope, out Sample[]? ofScope))
        {
            samples.Add(scope, ofScope = new Sample[scope.Metrics.Length]);
        }

        return ofScope;
    }

    private Scope ScopeOf(SyntheticRequest request, string? stage, string? route)
    {
        if (!_scopes.TryGetValue((request.ApiId!, stage, route), out Scope? scope))
        {
            KeyValuePair<string, string>[] dimensions =
            [
                request.Kind == SyntheticApiKind.Rest ? new("ApiName", nameOf(request.ApiId!)) : new("ApiId", request.ApiId!),
                .. route is null ? Array.Empty<KeyValuePair<string, string>>() : [new("Route", route)],
                .. stage is null ? Array.Empty<KeyValuePair<string, string>>() : [new("Stage", stage)],
            ];
            (string, string)[] metrics = request.Kind switch { SyntheticApiKind.Rest => s_rest, SyntheticApiKind.Http => s_http, _ => s_webSocket };
            _scopes.Add((request.ApiId!, stage, route), scope = new Scope([.. dimensions], metrics));
        }

        return scope;
    }

    /// <summary>An API, stage or route with its metrics; the same one is the same object.</summary>
    private sealed class Scope(ImmutableArray<KeyValuePair<string, string>> dimensions, (string Name, string Unit)[] metrics)
    {
        public ImmutableArray<KeyValuePair<string, string>> Dimensions => dimensions;

        public (string Name, string Unit)[] Metrics => metrics;
    }

    /// <summary>The samples of one metric in one period.</summary>
    private struct Sample
    {
        private long _sum;
        private long _least;
        private long _most;

        public long Count { get; private set; }

        public void Add(long value)
        {
            _least = Count == 0 ? value : Math.Min(_least, value);
            _most = Math.Max(_most, value);
            _sum += value;
            Count++;
        }

        public readonly SyntheticDatapoint ToDatapoint(
            DateTimeOffset time, TimeSpan period, (string Name, string Unit) metric, ImmutableArray<KeyValuePair<string, string>> dimensions) => new()
            {
                Time = time,
                Period = period,
                Metric = metric.Name,
                Dimensions = dimensions,
                Unit = metric.Unit,
                Region = "eu-north-1",
                SampleCount = Count,
                Sum = _sum,
                Minimum = _least,
                Maximum = _most,
            };
    }
}
