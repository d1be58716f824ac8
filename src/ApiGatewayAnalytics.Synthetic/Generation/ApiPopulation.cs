namespace ApiGatewayAnalytics.Synthetic.Generation;

/// <summary>The APIs of the account and how much traffic each of them and of their stages has.</summary>
internal sealed class ApiPopulation
{
    // AWS's own documentation uses it for examples.
    private const string Account = "123456789012";

    private static readonly string[] s_regions = ["eu-north-1", "eu-west-1", "us-east-1", "us-west-2", "ap-southeast-2"];
    private static readonly string[] s_stages = ["prod", "staging", "dev", "test", "v1", "v2", "beta", "qa", "demo", "sandbox"];
    private static readonly ApiAccess[] s_access =
        [ApiAccess.Authorizer, ApiAccess.Open, ApiAccess.Iam, ApiAccess.Authorizer, ApiAccess.ApiKey, ApiAccess.IdentityPool];

    private readonly ApiProfile[] _apis;
    private readonly WeightedChoice _byTraffic;
    private readonly WeightedChoice _stage;
    private readonly EvenChoice? _even;
    private int _lastStage;

    public ApiPopulation(Xoshiro256 random, SyntheticTraffic traffic, SyntheticApiKind kind)
    {
        _apis = new ApiProfile[traffic.Apis];
        for (var i = 0; i < _apis.Length; i++)
            _apis[i] = Create(random, traffic, kind, i);
        _byTraffic = WeightedChoice.Zipf(_apis.Length, offset: 2);
        var weights = new double[traffic.StagesPerApi];
        for (var i = 0; i < weights.Length; i++)
            weights[i] = i == 0 ? 8 : 1.0 / i;
        _stage = new WeightedChoice(weights);
        if (traffic.IsSteady)
            _even = new EvenChoice([.. _byTraffic.Share.SelectMany(api => _stage.Share.Select(stage => api * stage))], random.Unit());
    }

    public IEnumerable<string> Ids => _apis.Select(api => api.Id);

    public double Share(int api) => _byTraffic.Share[api];

    public ApiProfile Draw(Xoshiro256 random)
    {
        if (_even is null)
            return _apis[_byTraffic.Draw(random)];

        // Of API and stage together, since each stage of each API is to be called evenly.
        (var api, _lastStage) = Math.DivRem(_even.Draw(), _stage.Share.Length);
        return _apis[api];
    }

    /// <summary>A stage of the API that was drawn last.</summary>
    public string DrawStage(Xoshiro256 random, ApiProfile api) => api.Stages[_even is null ? _stage.Draw(random) : _lastStage];

    private static ApiProfile Create(Xoshiro256 random, SyntheticTraffic traffic, SyntheticApiKind kind, int index)
    {
        var id = random.LowerText(10);
        var region = s_regions[index / 5 % s_regions.Length];
        var isCustom = index % 6 == 4 && kind != SyntheticApiKind.WebSocket;
        var stages = s_stages[..traffic.StagesPerApi];
        if (kind == SyntheticApiKind.Http && index % 2 == 0)
            stages[0] = "$default";
        return new ApiProfile
        {
            Index = index,
            Id = id,
            AccountId = Account,
            DomainName = isCustom ? $"api{index}.example.com" : $"{id}.execute-api.{region}.amazonaws.com",
            BasePath = isCustom ? "(none)" : null,
            Access = kind == SyntheticApiKind.Rest
                ? s_access[index % s_access.Length]
                : index % 2 == 0 ? ApiAccess.Authorizer : ApiAccess.Open,
            WebaclArn = kind != SyntheticApiKind.Http && index % 3 != 1
                ? $"arn:aws:wafv2:{region}:{Account}:regional/webacl/edge-rules/{random.Uuid()}"
                : null,
            Stages = stages,
            ResourceIds = [.. Enumerable.Range(0, traffic.Resources).Select(_ => random.LowerText(6))],
            Region = region,
        };
    }
}
