#region aggregator
using ApiGatewayAnalytics.AccessLogs;
using ApiGatewayAnalytics.Dashboards;
using ApiGatewayAnalytics.Panels;

#endregion
namespace ApiGatewayAnalytics.Tests.Readme;

/// <summary>The README's example without an engine.</summary>
internal static class AggregatorExample
{
    /// <summary>Stands in for the console of the example.</summary>
    public static StringWriter Console { get; } = new();

    public static void Run(string[] args)
    {
        #region aggregator
        PanelAggregator aggregator = AccessLogsOverview.TopClientIps.CreateAggregator();
        using var reader = new AccessLogReader(File.OpenRead(args[0]));
        while (reader.Read())
        {
            aggregator.Add(reader.Current);
        }

        var top = (RowsData)aggregator.Snapshot();
        foreach (var row in top.Rows.Rows)
        {
            Console.WriteLine($"{row[0]} {row[1]}");
        }
        #endregion
    }
}
