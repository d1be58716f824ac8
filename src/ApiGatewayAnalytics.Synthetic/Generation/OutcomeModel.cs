namespace ApiGatewayAnalytics.Synthetic.Generation;

/// <summary>
/// Decides which requests fail. Once a day one API fails for an hour; what such incidents take from the share of server errors is
/// missing elsewhere, so that the share over the whole traffic stays what was asked for.
/// </summary>
internal sealed class OutcomeModel
{
    private const double WorstIncident = 0.35;

    private readonly Dictionary<int, int> _incidents = [];
    private readonly FailureCatalog _failures;
    private readonly double _clientShare;
    private readonly double _serverShare;
    private readonly double _incidentShare;
    private readonly FailurePacing? _pacing;

    public OutcomeModel(Xoshiro256 random, SyntheticTraffic traffic, SyntheticApiKind kind, TrafficCurve curve, ApiPopulation apis)
    {
        _failures = new FailureCatalog(kind);
        _clientShare = traffic.ClientErrorShare;
        if (traffic.IsSteady)
        {
            _serverShare = traffic.ServerErrorShare;
            _pacing = new FailurePacing(_clientShare + _serverShare);
            return;
        }

        var affected = 0.0;
        for (var day = 0; day * 24 < curve.Hours; day++)
        {
            var (hour, api) = ((day * 24) + random.Between(6, 20), random.Below(traffic.Apis));
            if (hour >= curve.Hours)
                continue;
            _incidents[hour] = api;
            affected += curve.Share(hour) * apis.Share(api);
        }

        _incidentShare = affected == 0 ? 0 : Math.Min(WorstIncident, traffic.ServerErrorShare / 2 / affected);
        _serverShare = affected >= 1 ? _incidentShare : (traffic.ServerErrorShare - (affected * _incidentShare)) / (1 - affected);
    }

    /// <summary>Null where the request succeeds.</summary>
    public Failure? Draw(Xoshiro256 random, ApiProfile api, string? stage, long epochMs, int hour)
    {
        if (_pacing is not null)
        {
            return !_pacing.IsDue(random, api, stage!, epochMs) ? null
                : random.Chance(_serverShare / (_serverShare + _clientShare)) ? _failures.DrawServerError(random, api)
                : _failures.DrawClientError(random, api);
        }

        var serverShare = _incidents.TryGetValue(hour, out var failing) && failing == api.Index ? _incidentShare : _serverShare;
        var chance = random.Unit();
        if (chance < serverShare)
            return _failures.DrawServerError(random, api);
        return chance < serverShare + _clientShare ? _failures.DrawClientError(random, api) : null;
    }

    /// <summary>Another failure of the same class of status.</summary>
    public Failure Redraw(Xoshiro256 random, ApiProfile api, Failure failure) =>
        failure.Status >= 500 ? _failures.DrawServerError(random, api) : _failures.DrawClientError(random, api);
}
