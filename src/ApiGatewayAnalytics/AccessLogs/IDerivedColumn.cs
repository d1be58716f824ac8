using ApiGatewayAnalytics.Columns;

namespace ApiGatewayAnalytics.AccessLogs;

/// <summary>Computes one derived field, or two that share their sources, of all rows of a batch.</summary>
internal interface IDerivedColumn
{
    void Fill(RecordBatch batch);
}
