using ApiGatewayAnalytics.Columns;

namespace ApiGatewayAnalytics.AccessLogs;

/// <summary>Fills <see cref="DerivedAccessLogFields.EpochSeconds"/>.</summary>
internal sealed class EpochColumn : IDerivedColumn
{
    public void Fill(RecordBatch batch)
    {
        long[] seconds = batch.Cells(AccessLogColumns.EpochSeconds);
        for (int row = 0; row < batch.Count; row++)
        {
            seconds[row] = batch.Times[row] / 1000;
        }
    }
}
