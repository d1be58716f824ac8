namespace ApiGatewayAnalytics.Tests.Reference;

/// <summary>What a list of threats says of an address.</summary>
internal sealed record ReferenceThreat(string? Type, string? Actor, string? Confidence)
{
    public bool IsHigh => Confidence == "high" || (int.TryParse(Confidence, out int number) && number >= 70);
}
