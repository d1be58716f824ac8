namespace ApiGatewayAnalytics.Monitoring;

/// <summary>Whose requests a monitor judges. Immutable; two are equal when all four parts are.</summary>
/// <param name="Account">The account; null where records name none.</param>
/// <param name="Region">The region; null where records name none.</param>
/// <param name="ApiId">The API's identifier; null where records name none.</param>
/// <param name="Stage">The stage; null where records name none.</param>
public sealed record MonitorSubject(string? Account, string? Region, string? ApiId, string? Stage)
{
    /// <summary>By account, region, API and stage, each ordinal with null first.</summary>
    internal static IComparer<MonitorSubject> Order { get; } = Comparer<MonitorSubject>.Create(static (a, b) =>
    {
        int order = string.CompareOrdinal(a.Account, b.Account);
        order = order != 0 ? order : string.CompareOrdinal(a.Region, b.Region);
        order = order != 0 ? order : string.CompareOrdinal(a.ApiId, b.ApiId);
        return order != 0 ? order : string.CompareOrdinal(a.Stage, b.Stage);
    });
}
