namespace ApiGatewayAnalytics.Benchmarks.Comparison;

/// <summary>A record as most people would declare it: a property per key that the smaller work looks at.</summary>
internal sealed class NaiveRecord
{
    public string? RequestTimeEpoch { get; set; }

    public string? Status { get; set; }

    public string? ApiId { get; set; }

    public string? Stage { get; set; }

    public string? HttpMethod { get; set; }

    public string? Protocol { get; set; }

    public string? Path { get; set; }

    public string? ResourcePath { get; set; }

    public string? IdentitySourceIp { get; set; }

    public string? IdentityUserAgent { get; set; }

    public string? ErrorMessage { get; set; }

    public string? ErrorResponseType { get; set; }

    public string? ResponseLatency { get; set; }

    public string? IntegrationLatency { get; set; }

    public string? ResponseLength { get; set; }
}
