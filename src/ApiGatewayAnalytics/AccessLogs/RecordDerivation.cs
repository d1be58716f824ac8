using ApiGatewayAnalytics.Columns;

namespace ApiGatewayAnalytics.AccessLogs;

/// <summary>
/// Fills the derived columns of batches whose rows are complete, whatever read them: a learned template, a repairing reader or a copy
/// of a record. It runs once per batch where rows are counted, over the columns that a plan captures and no others.
/// Does not allocate per record. Not thread-safe; one per writer.
/// </summary>
internal sealed class RecordDerivation
{
    private readonly IDerivedColumn[] _columns;

    private RecordDerivation(IDerivedColumn[] columns) => _columns = columns;

    /// <summary>What fills the derived ones of captured fields; null where there are none.</summary>
    public static RecordDerivation? For(FieldSet captured)
    {
        var columns = new List<IDerivedColumn>();
        if (captured.Schema.SourcesOf is null)
        {
            return null;
        }

        if (captured[AccessLogColumns.ApiKind])
        {
            columns.Add(new ApiKindColumn());
        }

        if (captured[AccessLogColumns.ErrorClass])
        {
            columns.Add(new ErrorClassColumn());
        }

        if (captured[AccessLogColumns.FaultParty])
        {
            columns.Add(new FaultPartyColumn());
        }

        if (captured[AccessLogColumns.Route])
        {
            columns.Add(new RouteColumn());
        }

        if (captured[AccessLogColumns.Consumer] || captured[AccessLogColumns.ConsumerKind])
        {
            columns.Add(new ConsumerColumn(captured));
        }

        if (captured[AccessLogColumns.Preflight])
        {
            columns.Add(new PreflightColumn());
        }

        if (captured[AccessLogColumns.GatewayOverhead] || captured[AccessLogColumns.PhaseExcess])
        {
            columns.Add(new LatencyRest(captured));
        }

        if (captured[AccessLogColumns.EpochSeconds])
        {
            columns.Add(new EpochColumn());
        }

        return columns.Count == 0 ? null : new RecordDerivation([.. columns]);
    }

    /// <summary>Fills the derived columns of all rows.</summary>
    public void Fill(RecordBatch batch)
    {
        foreach (IDerivedColumn column in _columns)
        {
            column.Fill(batch);
        }
    }
}
