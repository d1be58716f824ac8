using System.Text.Json;
using ApiGatewayAnalytics;
using ApiGatewayAnalytics.AccessLogs;
using ApiGatewayAnalytics.Dashboards;
using ApiGatewayAnalytics.Panels;

// Published ahead of time by .ci/run, which gives it the folder of the samples: reads a log, prints a panel, and ends with 0 only if
// the engine, a saved and loaded engine, and a bare aggregator agree with a count that is made here without the library.
if (args is not [var folder])
{
    Console.Error.WriteLine("Give the folder of the sample logs.");
    return 2;
}

string log = Path.Combine(folder, "rest-full.log");
long expected = File.ReadLines(log).LongCount();
string panelId = AccessLogsOverview.TotalRequests.Id;

AnalyticsEngine engine = NewEngine();
engine.IngestFile(log);
PanelData panel = engine.GetPanel(panelId);
Console.WriteLine(JsonSerializer.Serialize(panel, PanelJsonContext.Default.PanelData));

using var saved = new MemoryStream();
await engine.SaveAsync(saved);
saved.Position = 0;
AnalyticsEngine loaded = NewEngine();
await loaded.LoadAsync(saved);

PanelAggregator aggregator = AccessLogsOverview.TotalRequests.CreateAggregator();
using (var reader = new AccessLogReader(File.OpenRead(log)))
{
    while (reader.Read())
    {
        aggregator.Add(reader.Current);
    }
}

bool isSameAnswer = Everything(engine) == Everything(loaded);
bool isRight = Count(panel) == expected && Count(aggregator.Snapshot()) == expected && engine.Ingestion.Accepted == expected && isSameAnswer;
Console.Error.WriteLine(isRight ? "right" : "wrong");
return isRight ? 0 : 1;

static AnalyticsEngine NewEngine() => new(new AnalyticsOptions { Mode = EngineMode.Files });

static long Count(PanelData panel) => panel is ValueData { Value: { } value } ? (long)value : -1;

static string Everything(AnalyticsEngine engine)
{
    AnalyticsAnswer answer = engine.GetAnswer() with { GeneratedAt = DateTimeOffset.UnixEpoch };
    return JsonSerializer.Serialize(answer, AnalyticsJsonContext.Default.AnalyticsAnswer);
}
