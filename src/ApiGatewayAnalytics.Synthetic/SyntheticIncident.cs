using ApiGatewayAnalytics.Synthetic.Generation;

namespace ApiGatewayAnalytics.Synthetic;

/// <summary>Something that goes wrong with one of the REST or HTTP APIs of made-up traffic. Immutable.</summary>
public sealed record SyntheticIncident
{
    /// <summary>What.</summary>
    public required SyntheticIncidentKind Kind { get; init; }

    /// <summary>Which API, by its number among <see cref="SyntheticTraffic.ApiIds"/>.</summary>
    public required int Api { get; init; }

    /// <summary>The stage that it is limited to. Default: null, all stages.</summary>
    public string? Stage { get; init; }

    /// <summary>When it begins.</summary>
    public required DateTimeOffset Start { get; init; }

    /// <summary>How long it lasts.</summary>
    public required TimeSpan Duration { get; init; }

    /// <summary>The share of the API's requests that meet it, from 0 to 1. Default: 0.5.</summary>
    public double Share { get; init; } = 0.5;

    internal bool Meets(ApiProfile api, string? stage, long epochMs) =>
        api.Index == Api
        && (Stage is null || Stage == stage)
        && epochMs >= Start.ToUnixTimeMilliseconds()
        && epochMs < (Start + Duration).ToUnixTimeMilliseconds()
        && (Kind != SyntheticIncidentKind.BlockedAttack || api.WebaclArn is not null);
}
