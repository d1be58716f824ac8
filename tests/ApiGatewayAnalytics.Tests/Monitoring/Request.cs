using System.Globalization;
using System.Text;

namespace ApiGatewayAnalytics.Tests.Monitoring;

/// <summary>One request, as monitors see it; written as a line of a log.</summary>
internal sealed record Request(DateTimeOffset Time)
{
    public string? Api { get; init; } = "api1";

    public string? Stage { get; init; } = "prod";

    public int? Status { get; init; } = 200;

    public int? Latency { get; init; }

    public int? IntegrationLatency { get; init; }

    public int? WafLatency { get; init; }

    public string? AuthorizerError { get; init; }

    public string? IntegrationError { get; init; }

    public string? WafResponseCode { get; init; }

    public string? ConnectionId { get; init; }

    public long Minute => Time.ToUnixTimeMilliseconds() / 60_000;

    public static byte[] Log(IEnumerable<Request> requests) => Encoding.UTF8.GetBytes(string.Concat(requests.Select(request => request.Line())));

    private string Line() => string.Create(
        CultureInfo.InvariantCulture,
        $$"""
        {"requestId":"r","accountId":"123456789012","awsRegion":"eu-west-1","apiId":"{{Api ?? "-"}}","stage":"{{Stage ?? "-"}}","status":"{{Number(Status)}}","requestTimeEpoch":"{{Time.ToUnixTimeMilliseconds()}}","responseLatency":"{{Number(Latency)}}","integrationLatency":"{{Number(IntegrationLatency)}}","wafLatency":"{{Number(WafLatency)}}","authorizerError":"{{AuthorizerError ?? "-"}}","integrationError":"{{IntegrationError ?? "-"}}","wafResponseCode":"{{WafResponseCode ?? "-"}}","connectionId":"{{ConnectionId ?? "-"}}"}

        """);

    private static string Number(int? value) => value?.ToString(CultureInfo.InvariantCulture) ?? "-";
}
