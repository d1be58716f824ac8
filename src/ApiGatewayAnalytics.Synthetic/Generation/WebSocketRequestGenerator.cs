namespace ApiGatewayAnalytics.Synthetic.Generation;

/// <summary>
/// Makes the requests of WebSocket APIs: connections open, carry messages and close. A bounded number of them is open at a time;
/// a connection that was refused does not open.
/// </summary>
internal sealed class WebSocketRequestGenerator(
    Xoshiro256 random, SyntheticTraffic traffic, ApiPopulation apis, ClientPopulation clients, OutcomeModel outcomes)
{
    private const int MostOpen = 2_000;

    private static readonly string[] s_routes = ["sendMessage", "sendMessage", "subscribe", "ping", "typing", "$default"];

    private readonly Dictionary<(int Api, string Stage), List<Connection>> _open = [];
    private readonly GatewayPhases _phases = new(random, traffic);

    public SyntheticRequest Create(long epochMs, int hour)
    {
        // In steady traffic the stage is drawn first, evenly; else it is that of the connection, whichever it is.
        var api = traffic.IsSteady ? apis.Draw(random) : null;
        var stage = api is null ? "" : apis.DrawStage(random, api);
        var open = OpenOf(api?.Index ?? 0, stage);
        var dice = random.Below(100);
        if (open.Count == 0 || (dice < 9 && open.Count < MostOpen))
            return Connect(open, api, stage, epochMs, hour);

        var index = random.Below(open.Count);
        var connection = open[index];
        if (dice < 92)
            return Message(connection, epochMs, hour);

        open[index] = open[^1];
        open.RemoveAt(open.Count - 1);
        return End(Begin(connection, "DISCONNECT", "$disconnect", epochMs), connection, DrawFailure(connection, epochMs, hour, "DISCONNECT"));
    }

    private List<Connection> OpenOf(int api, string stage)
    {
        if (!_open.TryGetValue((api, stage), out var open))
            _open.Add((api, stage), open = []);
        return open;
    }

    private SyntheticRequest Connect(List<Connection> open, ApiProfile? drawn, string stage, long epochMs, int hour)
    {
        var api = drawn ?? apis.Draw(random);
        var connection = new Connection(
            api, drawn is null ? apis.DrawStage(random, api) : stage, random.ShortId(), clients.DrawAddress(random), clients.DrawAgent(random), epochMs);
        var failure = DrawFailure(connection, epochMs, hour, "CONNECT");
        if (failure is null)
            open.Add(connection);
        return End(Begin(connection, "CONNECT", "$connect", epochMs), connection, failure);
    }

    private SyntheticRequest Message(Connection connection, long epochMs, int hour)
    {
        var request = Begin(connection, "MESSAGE", random.Pick(s_routes), epochMs);
        request.MessageId = random.ShortId();
        return End(request, connection, DrawFailure(connection, epochMs, hour, "MESSAGE"));
    }

    /// <summary>
    /// Firewall and authorizer work when a connection opens; later only the gateway and the back end can fail. Only messages have a
    /// body to refuse.
    /// </summary>
    private Failure? DrawFailure(Connection connection, long epochMs, int hour, string eventType)
    {
        var failure = outcomes.Draw(random, connection.Api, connection.Stage, epochMs, hour);
        while (failure is not null
            && ((eventType != "CONNECT" && failure.Phase < FailurePhase.Gateway)
                || (eventType != "MESSAGE" && failure.ResponseType == "BAD_REQUEST_BODY")))
        {
            failure = outcomes.Redraw(random, connection.Api, failure);
        }

        return failure;
    }

    private SyntheticRequest Begin(Connection connection, string eventType, string route, long epochMs)
    {
        var id = random.ShortId();
        return new SyntheticRequest(SyntheticApiKind.WebSocket, epochMs)
        {
            ApiId = connection.Api.Id,
            Stage = connection.Stage,
            DomainName = connection.Api.DomainName,
            RequestId = id,
            ExtendedRequestId = id,
            RouteKey = route,
            EventType = eventType,
            ConnectionId = connection.Id,
            ConnectedAt = Math.Min(connection.OpenedMs, epochMs),
            IdentitySourceIp = connection.Address,
            IdentityUserAgent = connection.Agent,
        };
    }

    private SyntheticRequest End(SyntheticRequest request, Connection connection, Failure? failure)
    {
        var isConnect = request.EventType == "CONNECT";
        _phases.Set(request, isConnect ? connection.Api : connection.Unguarded, failure);
        request.Status = failure?.Status ?? 200;
        if (request.IntegrationLatency is not null && failure?.Phase != FailurePhase.Integration)
            request.IntegrationStatus = request.Status;
        return request;
    }

    private sealed record Connection(ApiProfile Api, string Stage, string Id, string Address, string Agent, long OpenedMs)
    {
        /// <summary>The API as messages meet it.</summary>
        public ApiProfile Unguarded { get; } = Api with { WebaclArn = null, Access = ApiAccess.Open };
    }
}
