using System.Globalization;
using ApiGatewayAnalytics.Monitoring;

namespace ApiGatewayAnalytics.Tests.Monitoring;

/// <summary>The nine monitors by their definition, over a list of requests: slow, and of nothing that the engine is made of.</summary>
internal sealed class MonitorModel
{
    private static readonly Rule[] s_rules =
    [
        Rule.Rate("high-server-errors", request => request.Status is >= 500 and <= 599, share => share >= 0.05m),
        Rule.Rate("high-client-errors", request => request.Status is >= 400 and <= 499, share => share >= 0.05m),
        Rule.P90("high-integration-latency", request => request.IntegrationLatency, value => value >= 2000),
        Rule.P90("high-latency", request => request.ConnectionId is null ? request.Latency : null, value => value >= 2500),
        Rule.Rate("high-authorizer-errors", request => HasFailed(request) && request.AuthorizerError is not null, share => share > 0.05m),
        Rule.Rate("high-integration-errors", request => HasFailed(request) && request.IntegrationError is not null, share => share > 0.05m),
        Rule.Rate("high-waf-errors", request => HasFailed(request) && request.WafResponseCode == "WAF_BLOCK", share => share > 0.05m),
        Rule.P90("high-waf-latency", request => request.WafLatency, value => value > 1000),
        new Rule("low-traffic", 10, requests => (requests.Length, requests.Length), value => value <= 1, NeedsHistory: true),
    ];

    private readonly Dictionary<(int Rule, string Subject), State> _states = [];

    public static string[] Ids => [.. s_rules.Select(rule => rule.Id)];

    private readonly Dictionary<long, List<Request>> _byMinute = [];
    private readonly SortedDictionary<string, long> _firstMinutes = new(StringComparer.Ordinal);

    public void Add(IEnumerable<Request> requests)
    {
        foreach (Request request in requests)
        {
            _byMinute.TryAdd(request.Minute, []);
            _byMinute[request.Minute].Add(request);
            string subject = SubjectOf(request);
            _firstMinutes[subject] = Math.Min(request.Minute, _firstMinutes.GetValueOrDefault(subject, long.MaxValue));
        }
    }

    /// <summary>What happens at the end of a minute, with the requests that are known by then.</summary>
    public List<string> Judge(long end)
    {
        var events = new List<string>();
        foreach ((string subject, long first) in _firstMinutes)
        {
            for (int rule = 0; rule < s_rules.Length; rule++)
            {
                if (Judge(s_rules[rule], StateOf(rule, subject), end, subject, first) is { } happened)
                {
                    events.Add($"{end} {s_rules[rule].Id} {subject} {happened}");
                }
            }
        }

        return events;
    }

    public static string Describe(MonitorEvent happened)
    {
        MonitorSubject subject = happened.Subject;
        long end = Minute(happened.At);
        Assert.Equal(happened.At, happened.Window.To);
        Assert.Equal(happened.Monitor.Window, happened.Window.To - happened.Window.From);
        return $"{end} {happened.Monitor.Id} {subject.ApiId}/{subject.Stage} {happened.Kind} {Text(happened.Value)} of {happened.Requests} since {Minute(happened.Since)}";
    }

    private string? Judge(Rule rule, State state, long end, string subject, long first)
    {
        if (rule.NeedsHistory && first > end - rule.Minutes)
        {
            return null;
        }

        IEnumerable<Request> window = Enumerable.Range(1, rule.Minutes).SelectMany(ago => _byMinute.GetValueOrDefault(end - ago, []));
        (decimal? value, int count) = rule.Value([.. window.Where(request => SubjectOf(request) == subject)]);
        string found = $"{Text((double?)value)} of {count} since";
        if (value is null)
        {
            return ++state.Empty == 3 && state.Since is { } began ? Stop(state, $"NoData {found} {began}") : null;
        }

        state.Empty = 0;
        bool holds = rule.Holds(value.Value / (rule.IsRate ? 100 : 1));
        if (holds && state.Since is null)
        {
            state.Since = end;
            return $"Firing {found} {end}";
        }

        return !holds && state.Since is { } since ? Stop(state, $"Resolved {found} {since}") : null;
    }

    private static string Stop(State state, string text)
    {
        state.Since = null;
        return text;
    }

    /// <summary>Two digits are what percentiles are right to, and every share here is told apart by.</summary>
    private static string Text(double? value) => value is null ? "nothing" : value >= 128 ? value.Value.ToString("E1", CultureInfo.InvariantCulture) : value.Value.ToString("F4", CultureInfo.InvariantCulture);

    private static long Minute(DateTimeOffset time) => time.ToUnixTimeSeconds() / 60;

    private static string SubjectOf(Request request) => $"{request.Api}/{request.Stage}";

    private static bool HasFailed(Request request) => request.Status is < 200 or > 299;

    private State StateOf(int rule, string subject)
    {
        if (!_states.TryGetValue((rule, subject), out State? state))
        {
            _states.Add((rule, subject), state = new State());
        }

        return state;
    }

    private sealed class State
    {
        public long? Since { get; set; }

        public int Empty { get; set; }
    }

    private sealed record Rule(
        string Id, int Minutes, Func<Request[], (decimal? Value, int Count)> Value, Func<decimal, bool> Holds, bool NeedsHistory = false, bool IsRate = false)
    {
        public static Rule Rate(string id, Func<Request, bool> counts, Func<decimal, bool> holds) => new(
            id,
            5,
            requests => (requests.Length == 0 ? null : 100m * requests.Count(counts) / requests.Length, requests.Length),
            holds,
            IsRate: true);

        public static Rule P90(string id, Func<Request, int?> valueOf, Func<decimal, bool> holds) => new(id, 5, requests => Ninth(requests, valueOf), holds);

        private static (decimal? Value, int Count) Ninth(Request[] requests, Func<Request, int?> valueOf)
        {
            int[] values = [.. requests.Select(valueOf).OfType<int>().Order()];
            return values.Length == 0 ? (null, 0) : (values[(int)Math.Ceiling(values.Length * 0.9m) - 1], values.Length);
        }
    }
}
