using System.Collections.Immutable;
using ApiGatewayAnalytics.Synthetic;

namespace ApiGatewayAnalytics.Cli.Serving;

/// <summary>
/// What a demonstration shows: eight days of three kinds of APIs up to a moment and a day beyond it, and what went wrong. The same moment
/// gives the same story. Immutable.
/// </summary>
internal sealed class DemoScript
{
    /// <summary>How long it goes on up to the moment.</summary>
    public static readonly TimeSpan Length = TimeSpan.FromDays(8);

    /// <summary>Whose APIs these are.</summary>
    public const string Account = "123456789012";

    private static readonly string[] s_names =
        ["orders", "catalog", "payments", "accounts", "search", "shipping", "reviews", "inventory", "invoices", "media", "loyalty", "partners"];

    private static readonly TimeSpan s_future = TimeSpan.FromDays(1);

    public DemoScript(DateTimeOffset now)
    {
        Start = now - Length;
        Rest = Traffic(110_000, 1, apis: 4) with
        {
            Incidents =
            [
                Incident(SyntheticIncidentKind.FailingDeployment, 0, now, TimeSpan.FromHours(26), TimeSpan.FromMinutes(40), 0.45),
                Incident(SyntheticIncidentKind.Throttling, 1, now, TimeSpan.FromHours(3), TimeSpan.FromMinutes(35), 0.6),
                Incident(SyntheticIncidentKind.Scan, 2, now, TimeSpan.FromHours(50), TimeSpan.FromMinutes(90), 0.7),
                Incident(SyntheticIncidentKind.Scan, 2, now, TimeSpan.FromHours(5), TimeSpan.FromMinutes(45), 0.8),
                Incident(SyntheticIncidentKind.AuthorizerOutage, 3, now, TimeSpan.FromHours(10), TimeSpan.FromMinutes(45), 0.95),
            ],
        };
        Http = Traffic(45_000, 2, apis: 2) with
        {
            Incidents = [Incident(SyntheticIncidentKind.SlowIntegration, 0, now, TimeSpan.FromHours(7), TimeSpan.FromMinutes(90), 0.7)],
        };
        WebSocket = Traffic(15_000, 3, apis: 1);
        ImmutableArray<string> rest = Rest.ApiIds(SyntheticLayout.Rest);
        ApiNames = rest.Concat(Http.ApiIds(SyntheticLayout.Http)).Concat(WebSocket.ApiIds(SyntheticLayout.WebSocket))
            .Select((id, index) => KeyValuePair.Create(id, s_names[index]))
            .ToImmutableDictionary();
        Measured = [rest[0], rest[1]];
        SyntheticIncident broken = Rest.Incidents[0];
        Deployments =
        [
            Deployment(rest[0], broken.Start - TimeSpan.FromMinutes(1), "Release 42"),
            Deployment(rest[0], broken.Start + broken.Duration, "Back to release 41"),
            Deployment(rest[1], now - TimeSpan.FromHours(60), "Release 17"),
            Deployment(rest[3], now - TimeSpan.FromHours(12), "Release 8"),
        ];
        Trail = new SyntheticTrail { Records = 2_500, Start = Start, Duration = Length, Apis = 6, Lines = true };
    }

    /// <summary>The first moment.</summary>
    public DateTimeOffset Start { get; }

    public SyntheticTraffic Rest { get; }

    public SyntheticTraffic Http { get; }

    public SyntheticTraffic WebSocket { get; }

    public SyntheticTrail Trail { get; }

    /// <summary>What changed shortly before something went wrong, and what did not.</summary>
    public ImmutableArray<SyntheticDeployment> Deployments { get; }

    public ImmutableDictionary<string, string> ApiNames { get; }

    /// <summary>The REST APIs whose metrics are streamed; those of the others follow from their logs.</summary>
    public ImmutableArray<string> Measured { get; }

    private SyntheticTraffic Traffic(long records, ulong seed, int apis) => new()
    {
        Records = (long)(records * ((Length + s_future) / Length)),
        Seed = seed,
        Start = Start,
        Duration = Length + s_future,
        Apis = apis,
        StagesPerApi = 1,
        Resources = 24,
        Addresses = 4_000,
        UserAgents = 300,
        DistinctPaths = 20_000,
        ServerErrorShare = 0.0008,
        ClientErrorShare = 0.005,
    };

    private static SyntheticIncident Incident(SyntheticIncidentKind kind, int api, DateTimeOffset now, TimeSpan ago, TimeSpan duration, double share) =>
        new() { Kind = kind, Api = api, Start = now - ago, Duration = duration, Share = share };

    private static SyntheticDeployment Deployment(string api, DateTimeOffset time, string description) =>
        new() { ApiId = api, Time = time, Description = description };
}
