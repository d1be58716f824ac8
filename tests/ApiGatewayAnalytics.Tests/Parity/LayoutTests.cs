using ApiGatewayAnalytics.Synthetic;
using ApiGatewayAnalytics.Tests.AccessLogs;
using ApiGatewayAnalytics.Tests.Reference;

namespace ApiGatewayAnalytics.Tests.Parity;

/// <summary>Every panel of every synthetic layout.</summary>
public class LayoutTests
{
    public static TheoryData<SyntheticLayout, double, int> Logs
    {
        get
        {
            var logs = new TheoryData<SyntheticLayout, double, int>();
            foreach (SyntheticLayout layout in Enum.GetValues<SyntheticLayout>())
            {
                logs.Add(layout, 43, 3_000);
                logs.Add(layout, 0.7, 1_000);
            }

            logs.Add(SyntheticLayout.Rest, 24 * 12, 1_000);
            logs.Add(SyntheticLayout.Http, 24 * 80, 1_000);

            return logs;
        }
    }

    [Theory]
    [MemberData(nameof(Logs))]
    public void PanelsEqualTheReference(SyntheticLayout layout, double hours, int records)
    {
        byte[] log = SyntheticLog.ToArray(Inputs.Traffic(records, hours, (ulong)layout + 7), layout);
        ReferenceLog expected = Comparison.Read(log);
        Assert.Equal(records, expected.Records.Count);

        var engine = new AnalyticsEngine(new AnalyticsOptions { Mode = EngineMode.Files }, FixedClock.In2026);
        engine.Ingest(log, new IngestionSource("log"));

        Comparison.CountsEqual(expected, engine.Ingestion);
        Comparison.PanelsEqual(expected.Records, engine.GetAnswer());
    }
}
