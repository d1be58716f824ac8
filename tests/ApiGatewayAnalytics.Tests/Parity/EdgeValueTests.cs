using System.Globalization;
using System.Text;
using System.Text.Encodings.Web;
using System.Text.Json;
using ApiGatewayAnalytics.Tests.AccessLogs;
using ApiGatewayAnalytics.Tests.Reference;

namespace ApiGatewayAnalytics.Tests.Parity;

/// <summary>Values at the edges of the contract: absent in every way, no numbers, too long, hard to order, broken text.</summary>
public class EdgeValueTests
{
    private static readonly Dictionary<string, string[]> s_pools = new()
    {
        ["absent"] = ["", "-", "(none)", "(other)", "0", "null", " a ", "*", "a"],
        ["order"] = ["a", "A", "z", "\u00e9", "e\u0301", "\uffee", "\U00010000", "\U0001f600", "-"],
        ["broken"] = ["\ud800", "x\udc00y", "a", "\ufffd"],
        ["escaped"] = ["\"-\"", "\"q\"", "\"", "\\", "a\tb", "a,\"b\":\"c\"", "/\u00e9\n", ""],
        ["null character"] = ["\u0000", "\u0000\u0000", "-", "a"],
        ["long"] =
        [
            new('k', 1023), new('k', 1024), new('k', 1025), new('k', 1030), new string('k', 1023) + "\u00e9x", new('\u00e9', 600),
            new string('\u00e9', 600) + "y", "/" + new string('p', 3_000), "a",
        ],
    };

    private static readonly string[] s_statuses =
        ["200", "201", "299", "300", "404", "499", "500", "599", "99", "100", "600", "1000", "-", "", "abc", "0200", "2e2", "-5", "200.0", "+200", " 200", "99999999999999999999"];

    private static readonly string[] s_numbers =
        ["0", "1", "12", "127", "128", "129", "130", "131", "255", "256", "1000", "86399999", "86400000", "007", "-", "", "x", "1.5", "-1", "1e3", "99999999999999999999", " 5"];

    private static readonly string[] s_lengths = ["0", "1", "4503599627370496", "1099511627776", "-", "12", "33", "1.0"];

    private static readonly string[] s_waf = ["WAF_BLOCK", "WAF_ALLOW", "waf_block", "-", ""];

    public static TheoryData<string, EngineMode> Pools
    {
        get
        {
            var pools = new TheoryData<string, EngineMode>();
            foreach (string pool in s_pools.Keys)
            {
                pools.Add(pool, EngineMode.Files);
                pools.Add(pool, EngineMode.Live);
            }

            return pools;
        }
    }

    [Theory]
    [MemberData(nameof(Pools))]
    public void PanelsEqualTheReference(string texts, EngineMode mode)
    {
        byte[] log = Log(new Random(texts.Length), 500, s_pools[texts]);
        ReferenceLog expected = Comparison.Read(log);
        Assert.True(expected.Records.Count > 450);
        var clock = new FixedClock(DateTimeOffset.FromUnixTimeMilliseconds(expected.Records.Max(record => record.Time)));
        var engine = new AnalyticsEngine(new AnalyticsOptions { Mode = mode }, mode == EngineMode.Live ? clock : FixedClock.In2026);
        engine.Ingest(log, new IngestionSource("log"));
        Comparison.CountsEqual(expected, engine.Ingestion);
        if (mode == EngineMode.Files)
        {
            Comparison.PanelsEqual(expected.Records, engine.GetAnswer());
        }
        else
        {
            Comparison.StatedRangesEqual(expected.Records, engine, new PanelQuery { Last = TimeSpan.FromHours(50) });
        }
    }

    private static byte[] Log(Random random, int lines, string[] texts)
    {
        var log = new StringBuilder();
        for (int i = 0; i < lines; i++)
        {
            var members = new List<string>
            {
                Member("requestTimeEpoch", random.Next(20) == 0 ? "1772573000" : (1_772_573_000_000 + random.NextInt64(160_000_000)).ToString(CultureInfo.InvariantCulture)),
                Member("requestId", random.Next(4) == 0 ? Any(texts) : $"r{random.Next(500)}"),
                Member("apiId", random.Next(6) == 0 ? Any(texts) : $"api{random.Next(3)}"),
                Member("stage", random.Next(6) == 0 ? Any(texts) : "prod"),
                Member("status", random.Next(3) == 0 ? Any(s_statuses) : random.Next(2) == 0 ? "200" : "403"),
                Member("path", Any(texts)),
            };
            Maybe("accountId", texts);
            Maybe("domainName", random.Next(2) == 0 ? ["abc.execute-api.eu-west-1.amazonaws.com", "x.execute-api.cn-north-1.amazonaws.com.cn", "api.example.com"] : texts);
            Maybe("identity.sourceIp", texts);
            Maybe("identity.userAgent", texts);
            Maybe("httpMethod", random.Next(2) == 0 ? ["GET", "PUT"] : texts);
            Maybe("protocol", texts);
            Maybe("responseLatency", s_numbers);
            Maybe("integrationLatency", s_numbers);
            Maybe("waf.latency", s_numbers);
            Maybe("responseLength", s_lengths);
            Maybe("integration.status", s_statuses);
            Maybe("error.message", texts);
            Maybe("error.messageString", texts);
            Maybe("error.responseType", random.Next(2) == 0 ? ["MISSING_AUTHENTICATION_TOKEN", "WAF_FILTERED"] : texts);
            Maybe("authorizer.error", texts);
            Maybe("authorizer.principalId", texts);
            Maybe("integration.error", texts);
            Maybe("waf.error", texts);
            Maybe("waf.status", s_statuses);
            Maybe("wafResponseCode", s_waf);
            Maybe("webaclArn", texts);
            Maybe("routeKey", texts);
            if (random.Next(3) == 0)
            {
                random.Shuffle(System.Runtime.InteropServices.CollectionsMarshal.AsSpan(members));
            }

            log.Append('{').AppendJoin(',', members).Append('}').Append('\n');

            void Maybe(string name, string[] values)
            {
                if (random.Next(3) > 0)
                {
                    members.Add(random.Next(40) == 0 ? $"\"{name}\":null" : Member(name, Any(values)));
                }
            }
        }

        return Encoding.UTF8.GetBytes(log.ToString());

        string Any(string[] values) => values[random.Next(values.Length)];

        string Member(string name, string value) => $"\"{name}\":{Json(value)}";

        string Json(string value)
        {
            if (value.Length > 0 && value.All(char.IsAsciiDigit) && (value == "0" || value[0] != '0') && random.Next(2) == 0)
            {
                return value;
            }

            // Halves of characters can only be written as escapes.
            string escaped = string.Concat(value.Select((c, i) => char.IsSurrogate(c) && !IsPaired(value, i) ? $"\\u{(int)c:x4}" : Escaped(c.ToString(), c)));
            return $"\"{escaped}\"";
        }

        static bool IsPaired(string value, int i) =>
            (i + 1 < value.Length && char.IsSurrogatePair(value[i], value[i + 1])) || (i > 0 && char.IsSurrogatePair(value[i - 1], value[i]));

        static string Escaped(string text, char c) => char.IsSurrogate(c) ? text : JsonEncodedText.Encode(text, JavaScriptEncoder.UnsafeRelaxedJsonEscaping).ToString();
    }
}
