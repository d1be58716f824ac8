using System.Text.Json;
using System.Text.Json.Serialization.Metadata;
using ApiGatewayAnalytics.Panels;

namespace ApiGatewayAnalytics.Tests.Panels;

/// <summary>Results are written by hand; a serializer that finds their members out by itself has to write the same bytes.</summary>
public sealed class JsonTests
{
    private static readonly AnalyticsAnswer s_answer = Answer();

    [Fact]
    public void PanelsAreWrittenAsTheirDeclarationsSay()
    {
        PanelData[] panels = [.. s_answer.Dashboards.SelectMany(dashboard => dashboard.Panels).SelectMany(panel => new[] { panel, Full(panel) })];
        Assert.Equal(3, panels.Select(panel => panel.GetType()).Distinct().Count());
        Assert.All(panels, panel => Assert.Equal(Declared(panel), JsonSerializer.Serialize(panel, PanelJsonContext.Default.PanelData)));
    }

    [Fact]
    public void AnAnswerIsWrittenAsItsDeclarationSays()
    {
        string dashboards = string.Join(',', s_answer.Dashboards.Select(dashboard =>
            $"{{\"id\":{Text(dashboard.Id)},\"title\":{Text(dashboard.Title)},\"panels\":[{string.Join(',', dashboard.Panels.Select(Declared))}]}}"));
        string expected = $"{{\"generatedAt\":{Of(s_answer.GeneratedAt)},\"range\":{Of(s_answer.Range)},\"filters\":{Of(s_answer.Filters)},"
            + $"\"ingestion\":{Of(s_answer.Ingestion)},\"dashboards\":[{dashboards}]}}";
        Assert.Equal(expected, JsonSerializer.Serialize(s_answer, AnalyticsJsonContext.Default.AnalyticsAnswer));
    }

    [Fact]
    public void NumbersAreWrittenAsTheWriterWritesThem()
    {
        var random = new Random(5);
        double[] numbers =
        [
            0, 0.5, 1, 127, 128.5, 2_147_483_647.5, 999_999_999_999_999, 999_999_999_999_999.5, 1e15, 1e16, 1e300, double.Epsilon, -0.5, -3, 0.1, 1.25,
            .. Enumerable.Range(0, 2_000).Select(_ => Math.Exp(random.NextDouble() * 40)).SelectMany(number => new[] { number, Math.Floor(number), Math.Floor(number) + 0.5 }),
        ];
        string expected = JsonSerializer.Serialize(numbers);
        Assert.Equal(expected, JsonSerializer.Serialize(numbers.Select(number => PanelValue.Of(number)).ToArray()));
        Assert.Equal(numbers, JsonSerializer.Deserialize<double[]>(expected));
    }

    private static string Declared(PanelData panel) => panel switch
    {
        ValueData value => JsonSerializer.Serialize(value, PanelJsonContext.Default.ValueData),
        RowsData rows => JsonSerializer.Serialize(rows, PanelJsonContext.Default.RowsData),
        SeriesData series => JsonSerializer.Serialize(series, PanelJsonContext.Default.SeriesData),
        _ => throw new ArgumentOutOfRangeException(nameof(panel), panel, "Unknown kind."),
    };

    /// <summary>With every member that is left out by default.</summary>
    private static PanelData Full(PanelData panel)
    {
        PanelData full = panel with { Reason = "\"<\u00e9>", Status = PanelStatus.NotConfigured, Exact = false, MaxError = 1, OtherCount = 2, RelativeError = 0.1 };
        return full switch
        {
            ValueData value => value with { Value = null, Previous = 1e300 },
            RowsData rows => rows with { Rows = rows.Rows with { OtherRow = true, Total = 7, Rows = [.. rows.Rows.Rows, [default, PanelValue.Of("\u001f"), PanelValue.Of(-0.5)]] } },
            SeriesData series => series with { Series = series.Series with { Omitted = 3, Series = [.. series.Series.Series.Select(one => one with { Shift = "7d", Other = true, Key = [null, .. one.Key] })] } },
            _ => full,
        };
    }

    private static string Text(string text) => JsonSerializer.Serialize(text);

    private static string Of<T>(T value) =>
        JsonSerializer.Serialize(value, (JsonTypeInfo<T>)AnalyticsJsonContext.Default.GetTypeInfo(typeof(T))!);

    private static AnalyticsAnswer Answer()
    {
        var options = new AnalyticsOptions { Mode = EngineMode.Files };
        options.RecordFilters["stage"] = "*";
        var engine = new AnalyticsEngine(options);
        using FileStream log = File.OpenRead(Path.Combine(RepositoryFolder.Root, "docs", "samples", "rest-full.log"));
        engine.Ingest(log, new IngestionSource("a \"name\""));
        using var damaged = new MemoryStream("{\"status\":\"200\",\"requestId\":\n"u8.ToArray());
        engine.Ingest(damaged, new IngestionSource("damaged"));
        return engine.GetAnswer();
    }
}
