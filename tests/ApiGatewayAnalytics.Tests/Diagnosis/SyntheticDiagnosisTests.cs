using ApiGatewayAnalytics.AccessLogs;
using ApiGatewayAnalytics.Dashboards;
using ApiGatewayAnalytics.Diagnosis;
using ApiGatewayAnalytics.Panels;
using ApiGatewayAnalytics.Synthetic;

namespace ApiGatewayAnalytics.Tests.Diagnosis;

/// <summary>Each synthetic layout, against expectations by hand and against what the engine answers.</summary>
public sealed class SyntheticDiagnosisTests
{
    /// <summary>The layout, its kind and shape, panels fed, partly, not fed, not available, and findings.</summary>
    public static TheoryData<SyntheticLayout, ApiKind, LayoutShape, int[], string> Layouts => new()
    {
        { SyntheticLayout.Rest, ApiKind.Rest, LayoutShape.Json, [40, 3, 0, 0], "ApiKeyInClear UnmappedKeys" },
        { SyntheticLayout.Http, ApiKind.Http, LayoutShape.Json, [40, 0, 0, 3], "UnmappedKeys" },
        { SyntheticLayout.WebSocket, ApiKind.WebSocket, LayoutShape.Json, [33, 0, 0, 10], "ApiKeyInClear" },
        // The console's keys and responseLatency: the mean is whole, slowest requests and percentiles by path come without path.
        { SyntheticLayout.Console, ApiKind.Rest, LayoutShape.Json, [16, 5, 22, 0], "TimeInSeconds" },
        { SyntheticLayout.HttpConsole, ApiKind.Http, LayoutShape.Json, [15, 4, 21, 3], "TimeInSeconds" },
        // Everything but the path, which 13 panels show.
        { SyntheticLayout.Nested, ApiKind.Rest, LayoutShape.Json, [30, 13, 0, 0], "" },
        { SyntheticLayout.Clf, ApiKind.Rest, LayoutShape.Clf, [15, 4, 24, 0], "TimeInSeconds" },
        { SyntheticLayout.Csv, ApiKind.Rest, LayoutShape.Csv, [15, 4, 24, 0], "TimeInSeconds" },
        { SyntheticLayout.Xml, ApiKind.Rest, LayoutShape.Xml, [15, 4, 24, 0], "TimeInSeconds" },
    };

    public static TheoryData<SyntheticLayout> AllLayouts => [.. Enum.GetValues<SyntheticLayout>()];

    [Theory]
    [MemberData(nameof(Layouts))]
    public void ALayoutIsJudgedAsByHand(SyntheticLayout layout, ApiKind kind, LayoutShape shape, int[] counts, string findings)
    {
        LogDiagnosis diagnosis = Diagnoses.Of(SyntheticLog.ToArray(Diagnoses.Traffic, layout));

        Assert.Equal([kind], diagnosis.Kinds.ToArray());
        Assert.Equal(shape, Assert.Single(diagnosis.Layouts).Shape);
        int[] found = [.. Enum.GetValues<PanelFeed>().SkipLast(1).Select(feed => diagnosis.Dashboards.Sum(dashboard => dashboard.Count(feed)))];
        Assert.True(counts.SequenceEqual(found), $"{string.Join(' ', found)}; partly {diagnosis.Panels(PanelFeed.Partly)}; not {diagnosis.Panels(PanelFeed.NotFed)}; {diagnosis.MissingVariables()}");
        Assert.Equal(findings, diagnosis.FindingKinds());
    }

    [Theory]
    [MemberData(nameof(AllLayouts))]
    public void TheEngineAnswersWhatIsFedAndNothingElse(SyntheticLayout layout)
    {
        byte[] log = SyntheticLog.ToArray(Diagnoses.Traffic, layout);
        LogDiagnosis diagnosis = Diagnoses.Of(log, new AccessLogDoctorOptions { Dashboards = [.. DashboardCatalog.All, .. DashboardCatalog.OnRequest] });

        // Panels of another source that are derived from this one are not judged, nor are those that hold this one against another.
        var options = new AnalyticsOptions { Mode = EngineMode.Files, DerivesMetrics = false };
        options.Dashboards.Add(DashboardCatalog.OnRequest.Single());
        var engine = new AnalyticsEngine(options);
        engine.Ingest(log, new IngestionSource("log"));

        var silent = new List<PanelDiagnosis>();
        foreach (PanelDiagnosis panel in diagnosis.Dashboards.SelectMany(dashboard => dashboard.Panels).Where(panel => !panel.NeedsLocation && panel.Panel.Counterpart is null))
        {
            PanelData data = engine.GetPanel(panel.Panel.Id);
            string[][] keys = KeysOf(data);
            bool says = data is ValueData { Value: not (null or 0) } || (data is SeriesData && panel.Panel.By.IsEmpty && keys.Length > 0) || keys.Any(row => row.Any(key => key.Length > 0));
            if (says)
            {
                Assert.True(panel.Feed is PanelFeed.Fed or PanelFeed.Partly, $"{panel.Panel.Id} answers and is called {panel.Feed}");
            }
            else if (panel.Feed is PanelFeed.Fed or PanelFeed.Partly)
            {
                silent.Add(panel);
            }

            string[] columns = data is RowsData rows ? [.. rows.Rows.Columns] : [.. panel.Panel.By.Select(field => field.Name)];
            foreach (string lacking in panel.Missing.Select(field => field == AccessLogFields.ApiId ? "apiName" : field.Name))
            {
                int column = Array.IndexOf(columns, lacking);
                Assert.True(column < 0 || keys.All(row => row.Length <= column || row[column].Length == 0), $"{panel.Panel.Id} has {lacking}");
            }
        }

        // So many errors leave nothing empty that is fed, but for panels by response types that the HTTP and WebSocket APIs of this traffic never give.
        string[] quiet = [.. silent.Where(panel => panel.Panel.Where.All(condition => condition.Field != AccessLogFields.ErrorResponseType)).Select(panel => panel.Panel.Id)];
        Assert.True(Quiet(layout).AsSpan().SequenceEqual(quiet), string.Join(' ', quiet));
        Assert.True(silent.Count == quiet.Length || layout is SyntheticLayout.Http or SyntheticLayout.WebSocket);
    }

    /// <summary>Panels that are fed and that this traffic says nothing to.</summary>
    private static string[] Quiet(SyntheticLayout layout) => layout switch
    {
        SyntheticLayout.Rest or SyntheticLayout.Nested => ["insights/phase-excess-by-route"],
        SyntheticLayout.Http => ["insights/phase-excess-by-route", "insights/authentication-faults-by-route", "insights/gateway-faults-by-route"],
        SyntheticLayout.WebSocket => ["insights/authenticate-latency-by-route", "insights/authentication-faults-by-route", "insights/gateway-faults-by-route"],
        _ => [],
    };

    /// <summary>The keys and columns of an answer as text, empty where null; without the measure at the end.</summary>
    private static string[][] KeysOf(PanelData data) => data switch
    {
        RowsData rows => [.. rows.Rows.Rows.SkipLast(rows.Rows.OtherRow ? 1 : 0).Select(row => row.Select(value => value.ToString() ?? "").Take(KeyCount(rows)).ToArray())],
        SeriesData series => [.. series.Series.Series.Select(one => one.Key.Select(key => key ?? "").ToArray())],
        _ => [],
    };

    private static int KeyCount(RowsData rows) => rows.Rows.Columns.TakeWhile(column => column is not ("count" or "sum" or "mean" or "max")).Count();
}
