using ApiGatewayAnalytics.Columns;

namespace ApiGatewayAnalytics.AccessLogs;

/// <summary>Fills <see cref="DerivedAccessLogFields.Preflight"/>: by the method, else by the one that a route key starts with.</summary>
internal sealed class PreflightColumn : IDerivedColumn
{
    public void Fill(RecordBatch batch)
    {
        long yes = batch.KeepText("true"u8);
        long[] cells = batch.Cells(AccessLogColumns.Preflight);
        TextColumn methods = batch.Texts(AccessLogColumns.HttpMethod);
        TextColumn routes = batch.Texts(AccessLogColumns.RouteKey);
        for (int row = 0; row < batch.Count; row++)
        {
            ReadOnlySpan<byte> method = methods[row];
            if (method.IsEmpty ? routes[row].StartsWith("OPTIONS "u8) : method.SequenceEqual("OPTIONS"u8))
            {
                cells[row] = yes;
            }
        }
    }
}
