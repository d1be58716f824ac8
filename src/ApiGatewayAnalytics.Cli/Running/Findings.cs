namespace ApiGatewayAnalytics.Cli.Running;

/// <summary>An answer and how it came about: what the renderers turn into text, JSON or CSV.</summary>
internal sealed record Findings(AnalyticsAnswer Answer, ReadingSummary Reading)
{
    /// <summary>How long reading took; zero where nothing was read, as in a report of saved states.</summary>
    public TimeSpan Elapsed { get; init; }

    /// <summary>Whether the user asked for single panels, which are then shown in full.</summary>
    public bool InFull { get; init; }
}
