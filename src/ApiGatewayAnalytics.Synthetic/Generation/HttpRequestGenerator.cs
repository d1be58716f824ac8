namespace ApiGatewayAnalytics.Synthetic.Generation;

/// <summary>Makes the requests of REST and HTTP APIs: first what is asked, then how it ends, then what each phase reports of it.</summary>
internal sealed class HttpRequestGenerator(
    Xoshiro256 random, SyntheticTraffic traffic, SyntheticApiKind kind, ApiPopulation apis, ClientPopulation clients, OutcomeModel outcomes)
{
    private readonly ResourcePopulation _resources = new(traffic);
    private readonly GatewayPhases _phases = new(random, traffic);
    private readonly IncidentModel _incidents = new(random, traffic, kind);

    public SyntheticRequest Create(long epochMs, int hour)
    {
        var api = apis.Draw(random);
        var stage = _incidents.NeedsStage ? apis.DrawStage(random, api) : null;
        var incident = _incidents.Draw(api, stage, epochMs);
        var failure = incident is null ? outcomes.Draw(random, api, stage, epochMs, hour) : incident.Failure;
        var request = new SyntheticRequest(kind, epochMs)
        {
            AccountId = api.AccountId,
            ApiId = api.Id,
            Stage = stage ?? apis.DrawStage(random, api),
            DomainName = api.DomainName,
            CustomDomainBasePathMatched = api.BasePath,
            IdentitySourceIp = clients.DrawAddress(random),
            IdentityUserAgent = clients.DrawAgent(random),
            Protocol = random.Below(300) == 0 ? "HTTP/1.0" : "HTTP/1.1",
            ExtendedRequestId = random.ShortId(),
        };
        request.RequestId = kind == SyntheticApiKind.Rest ? random.Uuid() : request.ExtendedRequestId;
        var isPreflight = failure is null && random.Below(25) == 0;
        SetTarget(request, api, failure, isPreflight);
        var gatewayMs = random.Between(2, 9);
        if (isPreflight)
            SetPreflight(request);
        else
            gatewayMs += _phases.Set(request, api, failure);

        SetEnd(request, failure, gatewayMs);
        if (incident is not null)
            _incidents.Mark(request, incident.Incident);
        return request;
    }

    private void SetTarget(SyntheticRequest request, ApiProfile api, Failure? failure, bool isPreflight)
    {
        var prefix = api.BasePath is not null || request.Stage == "$default" ? "" : $"/{request.Stage}";
        var resource = _resources.Draw(random, api);
        var template = _resources.Template(resource);
        request.HttpMethod = isPreflight ? "OPTIONS" : _resources.DrawMethod(random, resource);
        if (failure?.Phase == FailurePhase.Routing)
        {
            request.HttpMethod = random.Below(4) == 0 ? "POST" : "GET";
            request.Path = ResourcePopulation.DrawScan(random, prefix);
            template = null;
        }
        else
        {
            request.Path = _resources.DrawPath(random, resource, prefix);
        }

        if (kind == SyntheticApiKind.Rest)
        {
            request.ResourcePath = template ?? request.Path[prefix.Length..];
            request.ResourceId = template is null ? null : api.ResourceIds[resource];
            request.XrayTraceId = Trace(request.Time.ToUnixTimeSeconds());
        }
        else
        {
            request.RouteKey = template is null || isPreflight ? "$default" : $"{request.HttpMethod} {template}";
        }
    }

    private string Trace(long epochSeconds) =>
        string.Create(35, (random, epochSeconds), static (text, state) =>
        {
            "1-".CopyTo(text);
            Xoshiro256.Hex(text[2..10], (ulong)state.epochSeconds);
            text[10] = '-';
            Xoshiro256.Hex(text[11..27], state.random.Next());
            Xoshiro256.Hex(text[27..], state.random.Next());
        });

    /// <summary>The gateway answers itself, from a mock integration.</summary>
    private void SetPreflight(SyntheticRequest request)
    {
        request.Status = kind == SyntheticApiKind.Rest ? 200 : 204;
        if (kind == SyntheticApiKind.Rest)
            request.IntegrationStatus = 200;
    }

    private void SetEnd(SyntheticRequest request, Failure? failure, int gatewayMs)
    {
        request.Status = failure?.Status ?? (request.Status != 0 ? request.Status : SuccessStatus(request.HttpMethod!));
        if (request.IntegrationLatency is not null && failure?.Phase != FailurePhase.Integration)
            request.IntegrationStatus = request.Status;
        request.ResponseLatency = (request.IntegrationLatency ?? 0) + gatewayMs;
        request.ResponseLength = failure?.Message is { } message
            ? message.Length + """{"message":""}""".Length
            : request.Status is 204 or 304 || request.HttpMethod is "HEAD" or "OPTIONS" ? 0 : BodyLength();
        if (kind == SyntheticApiKind.Http)
            request.DataProcessed = request.ResponseLength + request.Path!.Length + random.Between(280, 990);
    }

    private int SuccessStatus(string method) => method switch
    {
        "POST" => random.Below(3) == 0 ? 200 : 201,
        "DELETE" => 204,
        "GET" => random.Below(40) == 0 ? 304 : 200,
        _ => 200,
    };

    private int BodyLength() => (int)Math.Clamp(900 * LatencyModel.Exp(1.2 * random.Normal()), 2, 6_000_000);
}
