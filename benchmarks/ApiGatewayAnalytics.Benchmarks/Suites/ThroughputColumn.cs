using System.Globalization;
using ApiGatewayAnalytics.Synthetic;
using BenchmarkDotNet.Columns;
using BenchmarkDotNet.Reports;
using BenchmarkDotNet.Running;

namespace ApiGatewayAnalytics.Benchmarks.Suites;

/// <summary>What the time of a benchmark means for the log that it reads. Empty for benchmarks that read none.</summary>
/// <param name="name">The column's name.</param>
/// <param name="legend">What it shows.</param>
/// <param name="value">What is shown, given the nanoseconds of one operation and the log.</param>
internal sealed class ThroughputColumn(string name, string legend, Func<double, byte[], double> value) : IColumn
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
        return value(statistics.Median, SampleLogs.Get(layout)).ToString("N0", CultureInfo.InvariantCulture);
    }

    public string GetValue(Summary summary, BenchmarkCase benchmarkCase, SummaryStyle style) => GetValue(summary, benchmarkCase);

    public bool IsAvailable(Summary summary) => true;

    public bool IsDefault(Summary summary, BenchmarkCase benchmarkCase) => false;
}
