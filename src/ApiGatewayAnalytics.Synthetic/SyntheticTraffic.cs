using System.Collections.Immutable;
using ApiGatewayAnalytics.Synthetic.Generation;

namespace ApiGatewayAnalytics.Synthetic;

/// <summary>
/// The traffic of an account's APIs, made up but lifelike: a daily curve, few clients that call often and many that call rarely,
/// latencies with a long tail, and errors whose message, type and phase fit their status. A pure function of its options: the same
/// options give the same requests on every runtime and platform. Immutable and safe to share between threads.
/// </summary>
public sealed record SyntheticTraffic
{
    /// <summary>What the random numbers start from. Default: 1.</summary>
    public ulong Seed { get; init; } = 1;

    /// <summary>
    /// What the random numbers of the requests start from besides: traffic that differs in it alone has other requests of the same clients
    /// to the same APIs, as on another day. Default: 0.
    /// </summary>
    public ulong RequestSeed { get; init; }

    /// <summary>How many requests. Default: 10,000.</summary>
    /// <exception cref="ArgumentOutOfRangeException">The value is negative.</exception>
    public long Records
    {
        get;
        init
        {
            ArgumentOutOfRangeException.ThrowIfNegative(value);
            field = value;
        }
    } = 10_000;

    /// <summary>When the first request may arrive. Default: 2026-01-15T00:00Z.</summary>
    /// <exception cref="ArgumentOutOfRangeException">The value is before 1970.</exception>
    public DateTimeOffset Start
    {
        get;
        init
        {
            ArgumentOutOfRangeException.ThrowIfLessThan(value, DateTimeOffset.UnixEpoch);
            field = value;
        }
    } = new(2026, 1, 15, 0, 0, 0, TimeSpan.Zero);

    /// <summary>How long the traffic lasts; all requests arrive within it. Default: a day.</summary>
    /// <exception cref="ArgumentOutOfRangeException">The value is below a second or above ten years.</exception>
    public TimeSpan Duration
    {
        get;
        init
        {
            ArgumentOutOfRangeException.ThrowIfLessThan(value, TimeSpan.FromSeconds(1));
            ArgumentOutOfRangeException.ThrowIfGreaterThan(value, TimeSpan.FromDays(3660));
            field = value;
        }
    } = TimeSpan.FromDays(1);

    /// <summary>How many APIs. Default: 12.</summary>
    /// <exception cref="ArgumentOutOfRangeException">The value is not within 1 to 10,000.</exception>
    public int Apis { get; init => field = Within(value, 1, 10_000, nameof(Apis)); } = 12;

    /// <summary>How many stages each API has; the first gets most of the traffic. Default: 3.</summary>
    /// <exception cref="ArgumentOutOfRangeException">The value is not within 1 to 10.</exception>
    public int StagesPerApi { get; init => field = Within(value, 1, 10, nameof(StagesPerApi)); } = 3;

    /// <summary>How many different resource paths there are; the APIs differ in which of them is called most. Default: 80.</summary>
    /// <exception cref="ArgumentOutOfRangeException">The value is not within 1 to 300, the resources that an API may have.</exception>
    public int Resources { get; init => field = Within(value, 1, 300, nameof(Resources)); } = 80;

    /// <summary>
    /// How many different raw paths there are at most. Default: 20,000,000, which gives a million requests about 750,000 different
    /// paths.
    /// </summary>
    /// <exception cref="ArgumentOutOfRangeException">The value is not within 1,000 to 1,000,000,000.</exception>
    public int DistinctPaths { get; init => field = Within(value, 1_000, 1_000_000_000, nameof(DistinctPaths)); } = 20_000_000;

    /// <summary>How many different client addresses there are; one in eight is an IPv6 address. Default: 50,000.</summary>
    /// <exception cref="ArgumentOutOfRangeException">The value is not within 1 to 10,000,000.</exception>
    public int Addresses { get; init => field = Within(value, 1, 10_000_000, nameof(Addresses)); } = 50_000;

    /// <summary>How many different user agents there are. Default: 3,000.</summary>
    /// <exception cref="ArgumentOutOfRangeException">The value is not within 1 to 100,000.</exception>
    public int UserAgents { get; init => field = Within(value, 1, 100_000, nameof(UserAgents)); } = 3_000;

    /// <summary>
    /// How many different principals authorizers tell, few of which call often; null for 40,000 of which none calls more often than others.
    /// Default: null.
    /// </summary>
    /// <exception cref="ArgumentOutOfRangeException">The value is not within 1 to 1,000,000.</exception>
    public int? Principals { get; init => field = value is { } count ? Within(count, 1, 1_000_000, nameof(Principals)) : null; }

    /// <summary>The share of requests with a status of 400 to 499. Default: 0.03.</summary>
    /// <exception cref="ArgumentOutOfRangeException">The value is not within 0 to 0.5.</exception>
    public double ClientErrorShare { get; init => field = WithinHalf(value, nameof(ClientErrorShare)); } = 0.03;

    /// <summary>
    /// The share of requests with a status of 500 to 599; up to half of them fall into incidents, one a day, in which an API fails
    /// for an hour. Default: 0.007.
    /// </summary>
    /// <exception cref="ArgumentOutOfRangeException">The value is not within 0 to 0.5.</exception>
    public double ServerErrorShare { get; init => field = WithinHalf(value, nameof(ServerErrorShare)); } = 0.007;

    /// <summary>The share of requests that are logged up to two seconds late, hence out of order. Default: 0.005.</summary>
    /// <exception cref="ArgumentOutOfRangeException">The value is not within 0 to 0.5.</exception>
    public double OutOfOrderShare { get; init => field = WithinHalf(value, nameof(OutOfOrderShare)); } = 0.005;

    /// <summary>
    /// Whether nothing stands out but <see cref="Incidents"/>: APIs and stages are called evenly, at night too, failures come one by one
    /// and only where much is called, no integration takes longer than 1.5 seconds unless it times out, and no API fails by itself. So a
    /// monitor of a few minutes finds the incidents and nothing else, however little traffic there is. Default: no.
    /// </summary>
    public bool IsSteady { get; init; }

    /// <summary>What goes wrong besides, of REST and HTTP APIs. Default: nothing.</summary>
    public ImmutableArray<SyntheticIncident> Incidents { get; init; } = [];

    /// <summary>The identifiers of the APIs, those with most traffic first.</summary>
    /// <param name="layout">The layout, which decides the kind of the APIs.</param>
    /// <exception cref="ArgumentOutOfRangeException">The layout is not one of the known ones.</exception>
    public ImmutableArray<string> ApiIds(SyntheticLayout layout) =>
        Enum.IsDefined(layout)
            ? [.. TrafficGenerator.ApiIds(this, LayoutTemplates.Kind(layout))]
            : throw new ArgumentOutOfRangeException(nameof(layout), layout, "Unknown layout.");

    /// <summary>The requests that a log in <paramref name="layout"/> shows, in its order, each made when it is asked for.</summary>
    /// <param name="layout">The layout, which decides the kind of the APIs. Default: REST.</param>
    /// <returns>A sequence that starts over, with equal requests, each time it is enumerated.</returns>
    /// <exception cref="ArgumentOutOfRangeException">The layout is not one of the known ones.</exception>
    public IEnumerable<SyntheticRequest> Requests(SyntheticLayout layout = SyntheticLayout.Rest)
    {
        if (!Enum.IsDefined(layout))
            throw new ArgumentOutOfRangeException(nameof(layout), layout, "Unknown layout.");
        return TrafficGenerator.Generate(this, LayoutTemplates.Kind(layout));
    }

    private static int Within(int value, int least, int most, string name) =>
        value >= least && value <= most
            ? value
            : throw new ArgumentOutOfRangeException(name, value, $"Must be within {least} to {most}.");

    private static double WithinHalf(double value, string name) =>
        value is >= 0 and <= 0.5 ? value : throw new ArgumentOutOfRangeException(name, value, "Must be within 0 to 0.5.");
}
