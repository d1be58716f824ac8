using System.Collections.Concurrent;
using System.Globalization;
using System.Text;
using System.Text.Json.Nodes;
using ApiGatewayAnalytics.Tests.AccessLogs;
using ApiGatewayAnalytics.Tests.Reference;

namespace ApiGatewayAnalytics.Tests.Parity;

/// <summary>More keys than any bound: what is shown keeps the guarantee, and totals stay exact.</summary>
public class BoundTests
{
    private const int Bound = 100_000;

    /// <summary>A small budget halves bounds, but not below this.</summary>
    private const int LeastBound = 1_000;

    private const long Start = 1_772_573_400_000;

    private static readonly Lazy<(byte[] Log, List<ReferenceRecord> Records)> s_some = new(() => Many(150_000));
    private static readonly Lazy<(byte[] Log, List<ReferenceRecord> Records)> s_many = new(() => Many(330_000));

    private static readonly string[] s_few =
    [
        "access-logs-overview/total-requests", "access-logs-overview/avg-response-time", "access-logs-overview/top-10-client-ips",
        "access-logs-overview/request-status-code",
    ];

    /// <summary>The panels that many keys reach, and some totals beside them.</summary>
    private static readonly string[] s_all =
    [
        .. s_few, "access-logs-overview/percentile-response-latency", "access-logs-overview/top-10-user-agents",
        "access-logs-overview/request-trend-by-user-agent", "access-logs-errors/failed-requests",
        "access-logs-errors/top-10-client-ips-by-errors", "access-logs-errors/top-10-error-messages", "access-logs-errors/error-message-trend",
        "access-logs-errors/api-status-trend", "access-logs-errors/top-20-failed-requests", "access-logs-errors/top-integration-errors",
        "access-logs-errors/missing-authentication-token-errors",
    ];

    private static readonly ConcurrentDictionary<(int Records, string Id, string From, string To, string? Interval, bool WithoutLimits), JsonObject> s_answers = new();

    [Theory]
    [InlineData(EngineMode.Files, 256_000_000, 3)]
    [InlineData(EngineMode.Files, 16_000_000, 1)]
    [InlineData(EngineMode.Live, 16_000_000, 5)]
    public void TheGuaranteeHoldsPastTheBounds(EngineMode mode, long memoryLimit, int calls)
    {
        bool isSmall = memoryLimit < 100_000_000;
        (byte[] log, List<ReferenceRecord> records) = (isSmall ? s_some : s_many).Value;
        var clock = new FixedClock(DateTimeOffset.FromUnixTimeMilliseconds(records.Max(record => record.Time)));
        var engine = new AnalyticsEngine(new AnalyticsOptions { Mode = mode, MemoryLimit = memoryLimit }, clock);
        for (int call = 0; call < calls; call++)
        {
            // Records are lines of one length.
            int length = log.Length / records.Count;
            int first = call * records.Count / calls * length;
            int end = (call + 1) * records.Count / calls * length;
            engine.Ingest(log.AsMemory(first, end - first), new IngestionSource("log"));
        }

        var query = new PanelQuery { From = DateTimeOffset.FromUnixTimeMilliseconds(Start - 86_400_000), To = DateTimeOffset.FromUnixTimeMilliseconds(Start + (10 * 86_400_000)) };
        IReadOnlyDictionary<string, JsonNode> actual = Comparison.Panels(engine.GetAnswer(query));
        int inexact = 0;
        foreach (string id in isSmall ? s_all : s_few)
        {
            JsonNode panel = actual[id];
            CatalogEntry entry = CatalogGrammar.Entry(id);
            if ((bool)panel["exact"]!)
            {
                panel.AsObject().Remove("previous");
                PanelAssert.Equal(Truth(records, entry, panel, withoutLimits: false), panel);
            }
            else
            {
                inexact++;
                PanelAssert.Guarantee(Truth(records, entry, panel, withoutLimits: true), panel, isSmall ? LeastBound : Bound, entry.Limit);
            }
        }

        Assert.True(inexact > 0);
        Assert.Equal(records.Count, (long)actual["access-logs-overview/total-requests"]["value"]!);
    }

    /// <summary>What the panel should hold over the range and interval that it states.</summary>
    private static JsonObject Truth(List<ReferenceRecord> records, CatalogEntry entry, JsonNode panel, bool withoutLimits)
    {
        var (from, to, interval) = ((string)panel["range"]!["from"]!, (string)panel["range"]!["to"]!, (string?)panel["series"]?["interval"]);
        return s_answers.GetOrAdd((records.Count, entry.Id, from, to, interval, withoutLimits), _ =>
        {
            var query = new ReferenceQuery
            {
                From = DateTimeOffset.Parse(from, CultureInfo.InvariantCulture),
                To = DateTimeOffset.Parse(to, CultureInfo.InvariantCulture),
                Interval = interval,
                WithoutLimits = withoutLimits,
            };
            JsonObject truth = new ReferencePanels(records, query).Answer(entry);
            truth.Remove("previous");
            return truth;
        });
    }

    /// <summary>
    /// Lines of one length: heavy clients and paths among far more light ones than any bound holds, spread over five hours.
    /// </summary>
    private static (byte[] Log, List<ReferenceRecord> Records) Many(int count)
    {
        var random = new Random(17);
        var log = new StringBuilder();
        var records = new List<ReferenceRecord>(count);
        for (int i = 0; i < count; i++)
        {
            int key = random.Next(4) == 0 ? random.Next(40) * random.Next(40) : 2_000 + i;
            long time = Start + (i * 120L);
            string status = i % 3 == 0 ? "503" : "200";
            long latency = 100 + (key % 900);
            string address = string.Create(CultureInfo.InvariantCulture, $"10.{100 + (key >> 16)}.{100 + (key >> 8 & 127)}.{key & 255:D3}:{key:D6}");
            string path = string.Create(CultureInfo.InvariantCulture, $"/{key:D6}");
            string message = string.Create(CultureInfo.InvariantCulture, $"m{key * 7 % 1_000_003:D7}");
            log.Append(CultureInfo.InvariantCulture, $$"""{"requestTimeEpoch":"{{time}}","apiId":"a1","status":"{{status}}","path":"{{path}}","responseLatency":"{{latency}}","ip":"{{address}}","errorMessage":"{{message}}"}""").Append('\n');
            records.Add(new ReferenceRecord(time, new Dictionary<string, object>
            {
                ["apiId"] = "a1",
                ["status"] = status,
                ["path"] = path,
                ["responseLatency"] = latency,
                ["identitySourceIp"] = address,
                ["errorMessage"] = message,
            }));
        }

        return (Encoding.UTF8.GetBytes(log.ToString()), records);
    }
}
