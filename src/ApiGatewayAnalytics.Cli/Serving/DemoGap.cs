using ApiGatewayAnalytics.Synthetic;

namespace ApiGatewayAnalytics.Cli.Serving;

/// <summary>A while in which the log of a stage does not arrive, though its requests do. Immutable.</summary>
/// <param name="ApiId">Whose.</param>
/// <param name="Stage">Of which stage.</param>
/// <param name="Start">When it begins.</param>
/// <param name="Duration">How long it lasts.</param>
internal sealed record DemoGap(string ApiId, string Stage, DateTimeOffset Start, TimeSpan Duration)
{
    public bool Swallows(SyntheticRequest request) =>
        request.Time >= Start && request.Time < Start + Duration && request.ApiId == ApiId && request.Stage == Stage;
}
