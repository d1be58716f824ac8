namespace ApiGatewayAnalytics.Synthetic.Generation;

/// <summary>
/// Makes the requests of WebSocket APIs: connections open, carry messages and close. A bounded number of them is open at a time;
/// a connection that was refused does not open.
/// </summary>
internal sealed class WebSocketRequestGenerator(
    Xoshiro256 random, ApiPopulation apis, ClientPopulation clients, OutcomeModel outcomes)
{
    private const int MostOpen = 2_000;

    private static readonly string[] s_routes = ["sendMessage", "sendMessage", "subscribe", "ping", "typing", "$default"];

    private readonly List<Connection> _open = [];
    private readonly GatewayPhases _phases = new(random);

    public SyntheticRequest Create(long epochMs, int hour)
    {
        var dice = random.Below(100);
        if (_open.Count == 0 || (dice < 9 && _open.Count < MostOpen))
            return Connect(epochMs, hour);

        var index = random.Below(_open.Count);
        var connection = _open[index];
        if (dice < 92)
            return Message(connection, epochMs, hour);

        _open[index] = _open[^1];
        _open.RemoveAt(_open.Count - 1);
        return End(Begin(connection, "DISCONNECT", "$disconnect", epochMs), connection, DrawFailure(connection, hour, "DISCONNECT"));
    }

    private SyntheticRequest Connect(long epochMs, int hour)
    {
        var api = apis.Draw(random);
        var connection = new Connection(
            api, apis.DrawStage(random, api), random.ShortId(), clients.DrawAddress(random), clients.DrawAgent(random), epochMs);
        var failure = DrawFailure(connection, hour, "CONNECT");
        if (failure is null)
            _open.Add(connection);
        return End(Begin(connection, "CONNECT", "$connect", epochMs), connection, failure);
    }

    private SyntheticRequest Message(Connection connection, long epochMs, int hour)
    {
        var request = Begin(connection, "MESSAGE", random.Pick(s_routes), epochMs);
        request.MessageId = random.ShortId();
        return End(request, connection, DrawFailure(connection, hour, "MESSAGE"));
    }

    /// <summary>
    /// Firewall and authorizer work when a connection opens; later only the gateway and the back end can fail. Only messages have a
    /// body to refuse.
    /// </summary>
    private Failure? DrawFailure(Connection connection, int hour, string eventType)
    {
        var failure = outcomes.Draw(random, connection.Api, hour);
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
