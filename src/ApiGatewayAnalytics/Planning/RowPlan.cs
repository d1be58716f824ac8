using ApiGatewayAnalytics.Aggregation;

namespace ApiGatewayAnalytics.Planning;

/// <summary>One state of rows: which records, what of them, in which order.</summary>
/// <param name="Selection">The number of the selection.</param>
/// <param name="Shape">Columns, order and limit.</param>
internal sealed record RowPlan(int Selection, RowShape Shape);
