using System.Text.Json;
using System.Text.Json.Nodes;
using ApiGatewayAnalytics.AccessLogs;
using ApiGatewayAnalytics.Dashboards;
using ApiGatewayAnalytics.Panels;
using ApiGatewayAnalytics.Synthetic;
using ApiGatewayAnalytics.Tests.AccessLogs;
using ApiGatewayAnalytics.Tests.Reference;

namespace ApiGatewayAnalytics.Tests.Parity;

/// <summary>The panels without an engine: whole, partitioned and merged, written and read.</summary>
public class AggregatorTests
{
    private static readonly byte[] s_log = Inputs.Join(
        Inputs.Layouts.Select(layout => SyntheticLog.ToArray(Inputs.Traffic(250, 40, 70), layout)));

    [Fact]
    public void SnapshotsEqualTheReference()
    {
        PanelDefinition[] panels = [.. DashboardCatalog.All.Where(dashboard => dashboard.Source == RecordSource.AccessLog).SelectMany(dashboard => dashboard.Panels)];
        PanelAggregator[] whole = [.. panels.Select(panel => panel.CreateAggregator())];
        PanelAggregator[][] parts = [.. Enumerable.Range(0, 3).Select(_ => panels.Select(panel => panel.CreateAggregator()).ToArray())];
        var random = new Random(8);
        using (var reader = new AccessLogReader(new MemoryStream(s_log), timeProvider: FixedClock.In2026))
        {
            while (reader.Read())
            {
                AccessLogRecord record = reader.Current;
                PanelAggregator[] part = parts[random.Next(parts.Length)];
                for (int i = 0; i < panels.Length; i++)
                {
                    whole[i].Add(record);
                    part[i].Add(record);
                }
            }
        }

        var expected = ReferencePanels.All(Comparison.Read(s_log).Records);
        Comparison.PanelsEqual(expected, Snapshots(whole));

        // Looking changes nothing, and what was looked at can still be merged.
        Comparison.PanelsEqual(expected, Snapshots(whole));
        _ = Snapshots(parts[1]);
        PanelAggregator[] read = [.. panels.Select(panel => panel.CreateAggregator())];
        for (int i = 0; i < panels.Length; i++)
        {
            using var states = new MemoryStream();
            parts[2][i].WriteTo(states);
            states.Position = 0;
            parts[0][i].ReadFrom(states);
            parts[0][i].MergeFrom(parts[1][i]);

            states.SetLength(0);
            parts[0][i].WriteTo(states);
            states.Position = 0;
            read[i].ReadFrom(states);
        }

        Comparison.PanelsEqual(expected, Snapshots(parts[0]));
        Comparison.PanelsEqual(expected, Snapshots(read));
    }

    private static Dictionary<string, JsonNode> Snapshots(IEnumerable<PanelAggregator> aggregators) => aggregators.ToDictionary(
        aggregator => aggregator.Panel.Id,
        aggregator => JsonNode.Parse(JsonSerializer.Serialize(aggregator.Snapshot(), PanelJsonContext.Default.PanelData))!);
}
