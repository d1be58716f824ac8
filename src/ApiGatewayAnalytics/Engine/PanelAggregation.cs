using ApiGatewayAnalytics.AccessLogs;
using ApiGatewayAnalytics.CloudTrail;
using ApiGatewayAnalytics.Panels;

namespace ApiGatewayAnalytics;

/// <summary>Makes aggregators of panels.</summary>
public static class PanelAggregation
{
    /// <summary>An empty aggregator of this panel: <c>AccessLogsOverview.TopClientIps.CreateAggregator()</c>.</summary>
    /// <param name="panel">The panel.</param>
    /// <param name="options">The options of the reader whose records are added, where those have custom fields; of access logs only.</param>
    /// <exception cref="ArgumentException">The panel's declaration has mistakes; the message names all of them.</exception>
    public static PanelAggregator CreateAggregator(this PanelDefinition panel, AccessLogReaderOptions? options = null)
    {
        ArgumentNullException.ThrowIfNull(panel);
        return new PanelAggregator(panel, panel.Source switch
        {
            RecordSource.AccessLog => AccessLogSchema.Create((options ?? AccessLogReaderOptions.Default).CustomFields),
            RecordSource.CloudTrail => CloudTrailSchema.Default,
            _ => null,
        });
    }
}
