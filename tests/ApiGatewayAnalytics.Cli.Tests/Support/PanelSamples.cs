using System.Collections.Immutable;
using ApiGatewayAnalytics.Cli.Running;
using ApiGatewayAnalytics.Ingestion;
using ApiGatewayAnalytics.Panels;

namespace ApiGatewayAnalytics.Cli.Tests.Support;

/// <summary>Panel data made by hand: one day of an API's life.</summary>
internal static class PanelSamples
{
    /// <summary>Only an engine makes a report of what was read.</summary>
    private static readonly IngestionReport s_nothingRead = new AnalyticsEngine(new AnalyticsOptions { Mode = EngineMode.Files }).Ingestion;

    public static DateTimeOffset Start { get; } = new(2026, 1, 15, 0, 0, 0, TimeSpan.Zero);

    public static TimeRange Day { get; } = new(Start, Start.AddDays(1));

    public static ValueData Value(string title, double? value, string unit = "count", PanelStatus status = PanelStatus.Ok) => new()
    {
        Id = "d/value",
        Title = title,
        Chart = Chart.SingleValue,
        Unit = unit,
        Range = Day,
        Status = status,
        Exact = true,
        Value = value,
    };

    /// <summary>Rows whose cells are texts, numbers or null.</summary>
    public static RowsData Rows(Chart chart, string[] columns, object?[][] rows, bool otherRow = false, string unit = "count") => new()
    {
        Id = "d/rows",
        Title = "Rows",
        Chart = chart,
        Unit = unit,
        Range = Day,
        Status = PanelStatus.Ok,
        Exact = true,
        Rows = new PanelRows
        {
            Columns = [.. columns],
            Rows = [.. rows.Select(row => row.Select(Cell).ToImmutableArray())],
            OtherRow = otherRow,
        },
    };

    public static SeriesData Series(params PanelSeries[] series) => new()
    {
        Id = "d/series",
        Title = "Trend",
        Chart = Chart.Column,
        Unit = "count",
        Range = Day,
        Status = PanelStatus.Ok,
        Exact = true,
        Series = new PanelSeriesSet { Interval = TimeSpan.FromHours(1), Columns = ["status"], Series = [.. series] },
    };

    /// <summary>A series with a point per hour from the start of the day; null leaves the hour out.</summary>
    public static PanelSeries Hours(string? key, params double?[] values) => new()
    {
        Key = [key],
        Points =
        [
            .. values.Select((value, hour) => (value, hour)).Where(point => point.value is not null)
                .Select(point => new PanelPoint(Start.AddHours(point.hour), point.value!.Value)),
        ],
    };

    public static Findings Findings(params PanelData[] panels) => new(
        new AnalyticsAnswer
        {
            GeneratedAt = Start.AddDays(2),
            Range = Day,
            Filters = ImmutableSortedDictionary<string, string>.Empty,
            Ingestion = s_nothingRead,
            Dashboards = [new DashboardData { Id = "d", Title = "A Dashboard", Panels = [.. panels] }],
        },
        new ReadingSummary
        {
            Records = 1_010,
            Accepted = 1_000,
            Bytes = 1_830_000,
            Sources = 2,
            Repaired = [new Tally("doubled-quotes", 12)],
            Rejected = [new Tally("not-json", 7, "a.log, line 3, byte 120"), new Tally("no-time", 3)],
        });

    private static PanelValue Cell(object? cell) => cell switch
    {
        null => default,
        string text => PanelValue.Of(text),
        _ => PanelValue.Of(Convert.ToDouble(cell, System.Globalization.CultureInfo.InvariantCulture)),
    };
}
