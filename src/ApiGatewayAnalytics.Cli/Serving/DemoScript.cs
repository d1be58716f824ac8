using System.Collections.Immutable;
using ApiGatewayAnalytics.Synthetic;

namespace ApiGatewayAnalytics.Cli.Serving;

/// <summary>
/// What a demonstration shows: a company with six APIs over the eight days up to a moment and on, and what goes wrong. The same moment gives
/// the same story. Immutable.
/// </summary>
internal sealed class DemoScript
{
    /// <summary>Whose APIs these are.</summary>
    public const string Account = "123456789012";

    /// <summary>Whole days before that of the moment.</summary>
    public const int Days = 8;

    /// <summary>How long a part is; each can be made without the others, in any order. Parts begin with midnight.</summary>
    public static readonly TimeSpan Part = TimeSpan.FromHours(3);

    private const string Production = "prod";
    private const int RestOnWeekday = 42_000;
    private const int HttpOnWeekday = 24_000;
    private const int WebSocketOnWeekday = 11_000;

    /// <summary>What of a day's traffic comes in each part of it, as the curve of steady traffic has it.</summary>
    private static readonly double[] s_partShares = [0.076, 0.072, 0.112, 0.163, 0.160, 0.162, 0.146, 0.109];

    /// <summary>What the APIs are called, by kind and then by traffic, as <see cref="SyntheticTraffic.ApiIds"/> orders them.</summary>
    private static readonly string[] s_rest = ["orders", "catalog", "payments"];
    private static readonly string[] s_http = ["accounts", "search"];
    private static readonly string[] s_webSocket = ["tracking"];

    private readonly SyntheticTraffic _rest;
    private readonly SyntheticTraffic _http;
    private readonly SyntheticTraffic _webSocket;

    public DemoScript(DateTimeOffset now)
    {
        Start = DayOf(now).AddDays(-Days);
        _rest = Traffic(seed: 1, s_rest.Length) with
        {
            Incidents =
            [
                // A release that goes wrong as one looks on, and is rolled back in the end.
                Incident(SyntheticIncidentKind.FailingFunction, "payments", now, ago: 0.65, minutes: 140, share: 0.2),
                Incident(SyntheticIncidentKind.Throttling, "catalog", now, ago: 3.2, minutes: 35, share: 0.5),
                Incident(SyntheticIncidentKind.BlockedAttack, "orders", now, ago: 5.5, minutes: 25, share: 0.5),
                Incident(SyntheticIncidentKind.FailingDeployment, "payments", now, ago: 27, minutes: 35, share: 0.4),
                Incident(SyntheticIncidentKind.Scan, "catalog", now, ago: 52, minutes: 60, share: 0.6),
                Incident(SyntheticIncidentKind.AuthorizerOutage, "orders", now, ago: 98, minutes: 20, share: 0.9),

                // It goes on like that, for those who look on for longer.
                Incident(SyntheticIncidentKind.Throttling, "orders", now, ago: -6, minutes: 30, share: 0.5),
                Incident(SyntheticIncidentKind.BlockedAttack, "payments", now, ago: -13, minutes: 25, share: 0.6),
            ],
        };
        _http = Traffic(seed: 2, s_http.Length) with
        {
            Incidents =
            [
                Incident(SyntheticIncidentKind.SlowIntegration, "search", now, ago: 8, minutes: 50, share: 0.7),
                Incident(SyntheticIncidentKind.Scan, "search", now, ago: 131, minutes: 40, share: 0.7),
                Incident(SyntheticIncidentKind.SlowIntegration, "search", now, ago: -20, minutes: 50, share: 0.7),
            ],
        };
        _webSocket = Traffic(seed: 3, s_webSocket.Length);
        ApiIds = NamesOf(_rest, SyntheticLayout.Rest, s_rest)
            .Concat(NamesOf(_http, SyntheticLayout.Http, s_http))
            .Concat(NamesOf(_webSocket, SyntheticLayout.WebSocket, s_webSocket))
            .ToImmutableDictionary(pair => pair.Value, pair => pair.Key);
        ApiNames = ApiIds.ToImmutableDictionary(pair => pair.Value, pair => pair.Key);
        Measured = [ApiIds["orders"], ApiIds["payments"]];
        Lost = new DemoGap(ApiIds["orders"], Production, now - TimeSpan.FromHours(15), TimeSpan.FromMinutes(25));
        Releases = ReleasesOf(now);
    }

    /// <summary>The first moment, at midnight.</summary>
    public DateTimeOffset Start { get; }

    /// <summary>The identifiers of the APIs by name.</summary>
    public ImmutableDictionary<string, string> ApiIds { get; }

    public ImmutableDictionary<string, string> ApiNames { get; }

    /// <summary>The REST APIs whose metrics are streamed; those of the others follow from their logs.</summary>
    public ImmutableArray<string> Measured { get; }

    /// <summary>What was called and never logged.</summary>
    public DemoGap Lost { get; }

    /// <summary>What changed shortly before something went wrong, and what did not; also of later.</summary>
    public ImmutableArray<SyntheticAuditEvent> Releases { get; }

    /// <summary>The midnight before a moment.</summary>
    public static DateTimeOffset DayOf(DateTimeOffset time) => new(time.UtcDateTime.Date, TimeSpan.Zero);

    /// <summary>When the part begins that a moment is in.</summary>
    public static DateTimeOffset PartOf(DateTimeOffset time) => time - TimeSpan.FromTicks(time.UtcTicks % Part.Ticks);

    /// <summary>The traffic of a part, by the layout that it is logged in.</summary>
    /// <param name="start">When it begins.</param>
    public ImmutableArray<(SyntheticLayout Layout, SyntheticTraffic Traffic)> TrafficOf(DateTimeOffset start) =>
    [
        (SyntheticLayout.Rest, In(start, _rest)),
        (SyntheticLayout.Http, In(start, _http)),
        (SyntheticLayout.WebSocket, In(start, _webSocket)),
    ];

    private static IEnumerable<KeyValuePair<string, string>> NamesOf(SyntheticTraffic traffic, SyntheticLayout layout, string[] names) =>
        traffic.ApiIds(layout).Zip(names, KeyValuePair.Create);

    private static SyntheticTraffic Traffic(ulong seed, int apis) => new()
    {
        Records = seed switch { 1 => RestOnWeekday, 2 => HttpOnWeekday, _ => WebSocketOnWeekday },
        Seed = seed,
        Duration = Part,
        Apis = apis,
        StagesPerApi = 2,
        Resources = 12,
        Addresses = 900,
        UserAgents = 90,
        Principals = 500,
        DistinctPaths = 1_000,
        ServerErrorShare = 0.0008,
        ClientErrorShare = 0.006,
        IsSteady = true,
    };

    /// <summary>Weekends are quieter, and no day is quite like another.</summary>
    private static SyntheticTraffic In(DateTimeOffset start, SyntheticTraffic traffic)
    {
        long number = start.UtcTicks / Part.Ticks;
        double share = s_partShares[number % s_partShares.Length];
        double weight = (start.DayOfWeek is DayOfWeek.Saturday or DayOfWeek.Sunday ? 0.75 : 1) * (0.96 + (number / s_partShares.Length * 5 % 9 / 100.0));
        return traffic with { Start = start, Records = (long)(traffic.Records * share * weight), RequestSeed = (ulong)number };
    }

    private static SyntheticIncident Incident(SyntheticIncidentKind kind, string api, DateTimeOffset now, double ago, int minutes, double share) => new()
    {
        Kind = kind,
        Api = Math.Max(Array.IndexOf(s_rest, api), Array.IndexOf(s_http, api)),
        Stage = Production,
        Start = now - TimeSpan.FromHours(ago),
        Duration = TimeSpan.FromMinutes(minutes),
        Share = share,
    };

    private ImmutableArray<SyntheticAuditEvent> ReleasesOf(DateTimeOffset now)
    {
        SyntheticIncident burning = _rest.Incidents[0];
        SyntheticIncident broken = _rest.Incidents[3];
        TimeSpan shortly = TimeSpan.FromMinutes(1);
        return
        [
            Release("payments", "staging", burning.Start - TimeSpan.FromMinutes(50), "Release 43"),
            Release("payments", Production, burning.Start - shortly, "Release 43"),
            Release("payments", Production, burning.Start + burning.Duration, "Back to release 42"),
            Release("payments", "staging", broken.Start - TimeSpan.FromMinutes(70), "Release 42"),
            Release("payments", Production, broken.Start - shortly, "Release 42"),
            Release("payments", Production, broken.Start + broken.Duration, "Back to release 41"),
            Release("payments", Production, broken.Start + TimeSpan.FromHours(5), "Release 42.1"),
            Release("orders", "staging", now - TimeSpan.FromHours(12.5), "Release 17"),
            Release("orders", Production, now - TimeSpan.FromHours(11), "Release 17"),
            Release("catalog", Production, now - TimeSpan.FromHours(75), "Release 8"),
            Release("orders", Production, now - TimeSpan.FromHours(122), "Release 16"),
        ];
    }

    private SyntheticAuditEvent Release(string api, string stage, DateTimeOffset time, string description) =>
        new() { Time = time, ApiId = ApiIds[api], Stage = stage, Role = "ci-deploy", User = "pipeline", Description = description };
}
