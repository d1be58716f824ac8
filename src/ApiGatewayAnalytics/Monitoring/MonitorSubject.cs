namespace ApiGatewayAnalytics.Monitoring;

/// <summary>Whose requests a monitor judges. Immutable; two are equal when all parts are.</summary>
/// <param name="Account">The account; null where records name none.</param>
/// <param name="Region">The region; null where records name none.</param>
/// <param name="ApiId">The API's identifier; null where records name none.</param>
/// <param name="Stage">The stage; null where records name none.</param>
/// <param name="ApiName">The name of a REST API known from metrics alone, which tell no identifier; null for every other one.</param>
public sealed record MonitorSubject(string? Account, string? Region, string? ApiId, string? Stage, string? ApiName = null)
{
    /// <summary>By account, region, identifier, stage and name, each ordinal with null first.</summary>
    internal static IComparer<MonitorSubject> Order { get; } = Comparer<MonitorSubject>.Create(static (a, b) =>
    {
        int order = string.CompareOrdinal(a.Account, b.Account);
        order = order != 0 ? order : string.CompareOrdinal(a.Region, b.Region);
        order = order != 0 ? order : string.CompareOrdinal(a.ApiId, b.ApiId);
        order = order != 0 ? order : string.CompareOrdinal(a.Stage, b.Stage);
        return order != 0 ? order : string.CompareOrdinal(a.ApiName, b.ApiName);
    });
}
