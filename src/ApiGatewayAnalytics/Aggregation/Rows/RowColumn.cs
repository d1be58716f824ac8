namespace ApiGatewayAnalytics.Aggregation;

/// <summary>One column of kept rows.</summary>
/// <param name="Field">The number of the field in the batch; -1 for the time of the record.</param>
/// <param name="IsText">Whether it holds text, or a number.</param>
/// <param name="Descending">Whether, among rows that tie so far, the larger value comes first.</param>
internal readonly record struct RowColumn(int Field, bool IsText, bool Descending)
{
    public const int Time = -1;
}
