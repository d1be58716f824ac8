using System.Collections.Immutable;
using ApiGatewayAnalytics.Ingestion;
using ApiGatewayAnalytics.Panels;

namespace ApiGatewayAnalytics.Query;

/// <summary>What the columns of a panel's table are called. They follow from its definition, so they are known before it is answered.</summary>
internal static class PanelColumns
{
    /// <summary>The columns in order; empty for a panel that shows a number or a trend.</summary>
    public static ImmutableArray<string> Of(PanelDefinition panel)
    {
        IEnumerable<string> keys = panel.By.Select(field => field.Name);
        return panel switch
        {
            { Interval: not null } => [],
            { Counterpart.Source: RecordSource.CloudTrail } => ChangeImpact.ColumnsOf(panel),
            { Measure.Kind: MeasureKind.Rows } => [.. panel.Measure.Columns.Select(field => field.Name)],
            { Measure.Kind: MeasureKind.Percentiles } => [.. keys, "count", .. panel.Measure.Percentiles.Select(percentile => $"p{percentile}")],
            { By.IsEmpty: true } => [],
            { Counterpart: not null } => Reconciliation.ColumnsOf(panel),
            _ => [.. keys, KebabCase<MeasureKind>.Names[(int)panel.Measure.Kind]],
        };
    }
}
