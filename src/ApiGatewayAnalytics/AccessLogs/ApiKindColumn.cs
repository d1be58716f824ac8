using ApiGatewayAnalytics.Columns;

namespace ApiGatewayAnalytics.AccessLogs;

/// <summary>Fills <see cref="AccessLogFields.ApiKind"/>.</summary>
internal sealed class ApiKindColumn : IDerivedColumn
{
    public void Fill(RecordBatch batch)
    {
        long[] kinds = batch.Cells(AccessLogColumns.ApiKind);
        for (int row = 0; row < batch.Count; row++)
        {
            if (ApiKindOf.Row(batch, row) is { } kind)
            {
                kinds[row] = (int)kind + 1;
            }
        }
    }
}
