using ApiGatewayAnalytics.Columns;

namespace ApiGatewayAnalytics.AccessLogs;

/// <summary>Fills <see cref="DerivedAccessLogFields.FaultParty"/>.</summary>
internal sealed class FaultPartyColumn : IDerivedColumn
{
    private static readonly byte[][] s_names =
    [
        [.. "client"u8], [.. "waf"u8], [.. "authentication"u8], [.. "authorizer"u8], [.. "throttle"u8], [.. "gateway"u8],
        [.. "integration"u8], [.. "backend"u8],
    ];

    private readonly long[] _cells = new long[s_names.Length];

    public void Fill(RecordBatch batch)
    {
        for (int party = 0; party < s_names.Length; party++)
        {
            _cells[party] = batch.KeepText(s_names[party]);
        }

        long[] parties = batch.Cells(AccessLogColumns.FaultParty);
        long[] statuses = batch.Numbers(AccessLogColumns.Status);
        for (int row = 0; row < batch.Count; row++)
        {
            if (statuses[row] >= FaultAttribution.LeastFailure)
            {
                parties[row] = _cells[(int)FaultAttribution.Of(batch, row)];
            }
        }
    }
}
