namespace ApiGatewayAnalytics.Cli.Running;

/// <summary>How often something happened, and where first: null where positions are not kept.</summary>
internal sealed record Tally(string Reason, long Count, string? First = null);
