using System.Buffers;
using System.Text.Json;
using ApiGatewayAnalytics.AccessLogs;
using ApiGatewayAnalytics.Tests.AccessLogs;

namespace ApiGatewayAnalytics.Tests.Parity;

/// <summary>On templates that nothing was made for, an engine that learns them answers as one that does not.</summary>
public class LearnedTemplatePanelTests
{
    private const int Templates = 40;

    private static readonly FixedClock s_endOfTraffic = new(new DateTimeOffset(2026, 1, 16, 0, 0, 0, TimeSpan.Zero));

    [Fact]
    public void PanelsOfRandomTemplatesAreTheSameLearnedAndNot()
    {
        int answered = 0;
        Parallel.For(0, Templates, seed =>
        {
            byte[] log = seed % 2 == 0 ? Sound(seed) : new MutatedLog(10_000 + (2 * seed), 1500).ToArray();
            AnalyticsAnswer strict = Answer(log, learns: false, seed);
            AnalyticsAnswer learned = Answer(log, learns: true, seed);
            Assert.True(Json(strict) == Json(learned), $"log {seed}: {Difference(strict, learned)}");
            Interlocked.Add(ref answered, strict.Ingestion.Accepted > 0 ? 1 : 0);
        });
        Assert.InRange(answered, Templates / 2, Templates);
    }

    /// <summary>Three templates, each alone at first and then one after the other.</summary>
    private static byte[] Sound(int seed)
    {
        var random = new Random(50_000 + seed);
        byte[][][] logs = [.. Enumerable.Range(0, 3).Select(kind => MutatedLog.Records(random, RandomTemplate.Create(random), seed + kind))];
        var text = new ArrayBufferWriter<byte>();
        foreach (byte[] record in logs.SelectMany(records => records))
        {
            Write(record);
        }

        for (int index = 0; index < 2000; index++)
        {
            byte[][] records = logs[random.Next(8) == 0 ? random.Next(3) : index / 700];
            Write(records[random.Next(records.Length)]);
        }

        return text.WrittenSpan.ToArray();

        void Write(byte[] record)
        {
            text.Write(record);
            text.Write("\n"u8);
        }
    }

    private static AnalyticsAnswer Answer(byte[] log, bool learns, int seed)
    {
        var options = new AnalyticsOptions
        {
            Mode = seed % 4 < 2 ? EngineMode.Files : EngineMode.Live,
            Reader = new AccessLogReaderOptions { LearnsTemplates = learns, ShortenAddresses = seed % 8 == 0 },
        };
        var engine = new AnalyticsEngine(options, s_endOfTraffic);
        engine.Ingest(log, new IngestionSource("log"));
        return engine.GetAnswer();
    }

    private static string Json(AnalyticsAnswer answer) => JsonSerializer.Serialize(answer, AnalyticsJsonContext.Default.AnalyticsAnswer);

    private static string Difference(AnalyticsAnswer strict, AnalyticsAnswer learned)
    {
        var panels = Comparison.Panels(learned);
        string[] different = [.. Comparison.Panels(strict).Where(panel => panel.Value.ToJsonString() != panels[panel.Key].ToJsonString()).Select(panel => panel.Key)];
        return different.Length == 0 ? "what is told of reading differs" : string.Join(", ", different);
    }
}
