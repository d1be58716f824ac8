using System.Collections.Immutable;
using ApiGatewayAnalytics.Columns;

namespace ApiGatewayAnalytics.AccessLogs;

/// <summary>
/// Fills <see cref="DerivedAccessLogFields.GatewayOverhead"/> and <see cref="DerivedAccessLogFields.PhaseExcess"/>, one of which a
/// record has that logs its response latency and that of any phase. Numbers have at most 18 digits, so a few of them do not overflow.
/// </summary>
internal sealed class LatencyRest(FieldSet captured) : IDerivedColumn
{
    private static readonly int[] s_phases =
    [
        AccessLogColumns.WafLatency, AccessLogColumns.AuthenticateLatency, AccessLogColumns.AuthorizeLatency, AccessLogColumns.IntegrationLatency,
    ];

    private readonly bool _wantsOverhead = captured[AccessLogColumns.GatewayOverhead];
    private readonly bool _wantsExcess = captured[AccessLogColumns.PhaseExcess];

    public static ImmutableArray<Field> Sources { get; } =
    [
        AccessLogFields.ResponseLatency, AccessLogFields.AuthorizerLatency, AccessLogFields.AuthorizerIntegrationLatency,
        .. s_phases.Select(field => AccessLogFields.All[field]),
    ];

    public void Fill(RecordBatch batch)
    {
        long[] responses = batch.Numbers(AccessLogColumns.ResponseLatency);
        for (int row = 0; row < batch.Count; row++)
        {
            long response = responses[row];
            if (response == RecordBatch.AbsentNumber || !TrySum(batch, row, out long phases))
            {
                continue;
            }

            if (phases <= response)
            {
                if (_wantsOverhead)
                {
                    batch.Cells(AccessLogColumns.GatewayOverhead)[row] = response - phases;
                }
            }
            else if (_wantsExcess)
            {
                batch.Cells(AccessLogColumns.PhaseExcess)[row] = phases - response;
            }
        }
    }

    /// <summary>What the phases took together; false where none of them is logged.</summary>
    private static bool TrySum(RecordBatch batch, int row, out long sum)
    {
        // That of the authorizer holds that of its function, which stands in where it alone is logged.
        sum = batch.Number(AccessLogColumns.AuthorizerLatency, row);
        if (sum == RecordBatch.AbsentNumber)
        {
            sum = batch.Number(AccessLogColumns.AuthorizerIntegrationLatency, row);
        }

        bool isAny = sum != RecordBatch.AbsentNumber;
        sum = Math.Max(sum, 0);
        foreach (int phase in s_phases)
        {
            long latency = batch.Number(phase, row);
            if (latency != RecordBatch.AbsentNumber)
            {
                isAny = true;
                sum += latency;
            }
        }

        return isAny;
    }
}
