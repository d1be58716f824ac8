namespace ApiGatewayAnalytics.Panels;

/// <summary>
/// One term of an order: a column by name, the measure (<c>count</c>, <c>sum</c>, <c>mean</c>, <c>max</c>), or <c>keys</c> for all
/// group keys left to right. Text is ordered by its UTF-8 bytes, null first.
/// </summary>
/// <param name="Column">What is ordered.</param>
/// <param name="Descending">Whether large values come first.</param>
public sealed record OrderTerm(string Column, bool Descending)
{
    /// <summary>Small values of <paramref name="column"/> first.</summary>
    public static OrderTerm Ascending(string column) => new(column, false);

    /// <summary>Large values of <paramref name="column"/> first.</summary>
    public static OrderTerm DescendingBy(string column) => new(column, true);

    /// <summary>The order of most rankings: heaviest first, ties by key.</summary>
    internal static OrderTerm[] CountThenKeys { get; } = [DescendingBy("count"), Ascending("keys")];
}
