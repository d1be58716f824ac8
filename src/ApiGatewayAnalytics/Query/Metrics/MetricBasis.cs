using ApiGatewayAnalytics.Panels;

namespace ApiGatewayAnalytics.Query;

/// <summary>What answers to panels of metrics rest on, and how far they can therefore be off.</summary>
internal static class MetricBasis
{
    /// <summary>Says in an answer what the groups that it was made of rest on.</summary>
    public static PanelData Tell(PanelData data, params ReadOnlySpan<MetricGroups> groups)
    {
        long lost = 0;
        bool hasMetrics = false;
        bool hasLogs = false;
        foreach (MetricGroups part in groups)
        {
            lost += part.LostRecords;
            hasMetrics |= part.HasMetrics;
            hasLogs |= part.HasLogs;
        }

        // Lost records may belong to any group, so none is said to have them.
        long? error = lost == 0 ? null : lost;
        return data with
        {
            Exact = lost == 0,
            MaxError = error,
            OtherCount = error,
            Basis = hasLogs ? hasMetrics ? "mixed" : "logs" : "metrics",
        };
    }
}
