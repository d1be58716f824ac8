using System.Globalization;
using ApiGatewayAnalytics.Synthetic;
using BenchmarkDotNet.Columns;
using BenchmarkDotNet.Reports;
using BenchmarkDotNet.Running;

namespace ApiGatewayAnalytics.Benchmarks.Suites;

/// <summary>How much of a log one second of a benchmark reads. Empty for benchmarks that read none.</summary>
/// <param name="name">The column's name.</param>
/// <param name="legend">What it shows.</param>
/// <param name="amount">How much one operation reads, given the log.</param>
internal sealed class ThroughputColumn(string name, string legend, Func<byte[], double> amount) : IColumn
{
    public string Id => name;

    public string ColumnName => name;

    public bool AlwaysShow => true;

    public ColumnCategory Category => ColumnCategory.Custom;

    public int PriorityInCategory => 0;

    public bool IsNumeric => true;

    public UnitType UnitType => UnitType.Dimensionless;

    public string Legend => legend;

    public string GetValue(Summary summary, BenchmarkCase benchmarkCase)
    {
        if (!typeof(ILogReadingSuite).IsAssignableFrom(benchmarkCase.Descriptor.Type)
            || summary[benchmarkCase]?.ResultStatistics is not { } statistics)
        {
            return "-";
        }

        var layout = (SyntheticLayout)(benchmarkCase.Parameters["Layout"] ?? SyntheticLayout.Rest);
        double perSecond = amount(SampleLogs.Get(layout)) / (statistics.Median / 1e9);
        return perSecond.ToString("N0", CultureInfo.InvariantCulture);
    }

    public string GetValue(Summary summary, BenchmarkCase benchmarkCase, SummaryStyle style) => GetValue(summary, benchmarkCase);

    public bool IsAvailable(Summary summary) => true;

    public bool IsDefault(Summary summary, BenchmarkCase benchmarkCase) => false;
}
