using ApiGatewayAnalytics.Columns;

namespace ApiGatewayAnalytics.AccessLogs;

/// <summary>Fills <see cref="AccessLogFields.ErrorClass"/>.</summary>
internal sealed class ErrorClassColumn : IDerivedColumn
{
    public void Fill(RecordBatch batch)
    {
        long[] classes = batch.Cells(AccessLogColumns.ErrorClass);
        ReadOnlySpan<long> statuses = batch.Cells(AccessLogColumns.Status);
        for (int row = 0; row < batch.Count; row++)
        {
            if (statuses[row] is >= 400 and <= 599 and var status)
            {
                classes[row] = status / 100;
            }
        }
    }
}
