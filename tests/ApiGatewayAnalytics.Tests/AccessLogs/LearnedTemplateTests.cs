using System.Globalization;
using System.Text;
using ApiGatewayAnalytics.AccessLogs;
using ApiGatewayAnalytics.Columns;
using ApiGatewayAnalytics.Ingestion;
using ApiGatewayAnalytics.Synthetic;

namespace ApiGatewayAnalytics.Tests.AccessLogs;

/// <summary>A parser that learns templates must read every input as one that does not: rows, rejects, repairs, positions.</summary>
public class LearnedTemplateTests
{
    private const int Learning = 300;
    private const int PerLog = 5000;

    /// <summary>How many records are damaged and compared; the environment makes it fewer where a run is one of several.</summary>
    private static readonly int s_mutations =
        int.TryParse(Environment.GetEnvironmentVariable("DIFFERENTIAL_RECORDS"), CultureInfo.InvariantCulture, out int records) ? records : 1_000_000;

    private static readonly AccessLogParserOptions s_options = new() { Clock = FixedClock.In2026 };

    public static TheoryData<SyntheticLayout> JsonLayouts => [SyntheticLayout.Rest, SyntheticLayout.Http, SyntheticLayout.WebSocket, SyntheticLayout.Console, SyntheticLayout.Nested, SyntheticLayout.HttpConsole];

    [Fact]
    public void MutatedLogsReadAlike()
    {
        long accepted = 0;
        long readOn = 0;
        Parallel.For(0, (s_mutations + PerLog - 1) / PerLog, seed =>
        {
            var log = new MutatedLog(seed, PerLog);
            AccessLogParserOptions options = Options(seed, log.Template);
            IngestionOptions limits = seed % 5 == 0 ? new IngestionOptions { MaxRecordLength = 3000 } : IngestionOptions.Default;
            int bufferLength = seed % 3 == 0 ? 8192 : RecordFeed.DefaultBufferLength;
            (long all, long learned) =
                TwoReadings.Compare(log.ToArray(), $"log {seed}, template {log.Template}", Captured(options, seed), options, limits, bufferLength);
            Interlocked.Add(ref accepted, all);
            Interlocked.Add(ref readOn, learned);
        });
        Assert.True(readOn > accepted / 8, $"Only {readOn} of {accepted} records were read by what was learned.");
    }

    [Theory]
    [MemberData(nameof(JsonLayouts))]
    public void EveryCutReadsAlike(SyntheticLayout layout)
    {
        byte[][] lines = [.. Lines(layout, Learning + 8).Select(Encoding.UTF8.GetBytes)];
        LogParsing learning = Trained(lines, learns: true);
        LogParsing plain = Trained(lines, learns: false);
        foreach (byte[] line in lines[Learning..])
        {
            for (int end = 0; end <= line.Length; end++)
            {
                foreach (bool isFinal in (bool[])[false, true])
                {
                    byte[] exact = line[..end];
                    Equal(plain.One(exact, end, isFinal), learning.One(exact, end, isFinal));
                    Equal(plain.One(line, end, isFinal), learning.One(line, end, isFinal));
                }
            }
        }
    }

    [Fact]
    public void EveryByteMatters()
    {
        byte[][] lines = [.. Lines(SyntheticLayout.Rest, Learning + 2).Select(Encoding.UTF8.GetBytes)];
        LogParsing plain = Trained(lines, learns: false);
        LogParsing learning = plain;
        foreach (byte[] line in lines[Learning..])
        {
            for (int at = 0; at < line.Length; at++)
            {
                if (at % 4 == 0)
                {
                    // Each name that is changed makes a new layout, and too many of them make the learned one forgotten.
                    learning = Trained(lines, learns: true);
                }

                byte kept = line[at];
                foreach (byte changed in "\"\\}\u0001-x0"u8)
                {
                    Equal(plain.One(line), learning.One(line));
                    line[at] = changed;
                    Equal(plain.One(line), learning.One(line));
                    line[at] = kept;
                }
            }
        }
    }

    [Fact]
    public void AConstantThatChangesForGoodIsLearnedAnew()
    {
        string[] lines = Lines(SyntheticLayout.Rest, 16_000);
        for (int index = 1000; index < lines.Length; index++)
        {
            lines[index] = lines[index].Replace("\"protocol\":\"HTTP/1.1\"", "\"protocol\":\"HTTP/2.0\"").Replace("\"routeKey\":\"-\"", "\"routeKey\":\"GET /\"")
                .Replace("\"eventType\":\"-\"", "\"eventType\":\"MESSAGE\"").Replace("\"messageId\":\"-\"", "\"messageId\":\"abc=\"");
        }

        byte[] log = Encoding.UTF8.GetBytes(string.Join("\n", lines));
        TwoReadings.Compare(log, "changed", FieldSet.All(AccessLogSchema.Default), s_options);
    }

    [Fact]
    public void PositionsAndLimitsHoldBehindManyRecords()
    {
        string[] lines = Lines(SyntheticLayout.Console, 1500);
        lines[700] = "{\"broken\":";
        lines[1200] = lines[1200].Replace("\"ip\":\"", "\"ip\":\"" + new string('9', 5000));
        lines[1300] = "not a record";
        byte[] log = Encoding.UTF8.GetBytes(string.Join("\r\n", lines));
        FieldSet captured = FieldSet.All(AccessLogSchema.Default);
        foreach (int bufferLength in (int[])[4096, 65536])
        {
            TwoReadings.Compare(log, $"buffer {bufferLength}", captured, s_options, new IngestionOptions { MaxRecordLength = 2000 }, bufferLength);
        }
    }

    private static void Equal(ParsedRecord expected, ParsedRecord actual) =>
        Assert.Equal((expected.Status, expected.Consumed, expected.Reason, expected.Repairs, expected.Values), (actual.Status, actual.Consumed, actual.Reason, actual.Repairs, actual.Values));

    private static LogParsing Trained(byte[][] lines, bool learns)
    {
        var parsing = new LogParsing(new AccessLogParserOptions { LearnsTemplates = learns });
        foreach (byte[] line in lines[..Learning])
        {
            parsing.One(line);
        }

        return parsing;
    }

    private static string[] Lines(SyntheticLayout layout, int records) =>
        Encoding.UTF8.GetString(SyntheticLog.ToArray(new SyntheticTraffic { Records = records }, layout)).Split('\n', StringSplitOptions.RemoveEmptyEntries);

    private static FieldSet Captured(AccessLogParserOptions options, int seed)
    {
        RecordSchema schema = AccessLogSchema.Create(options.CustomFields);
        if (seed % 4 < 2)
        {
            return FieldSet.All(schema);
        }

        var captured = new FieldSet(schema);
        foreach (string name in (string[])["account", "region", "apiId", "status", "responseLatency", "errorMessage", "identityUserAgent", "requestTimeEpoch", "path"])
        {
            int field = schema.IndexOf(name);
            Assert.True(field >= 0, name);
            captured.Add(field);
        }

        return captured;
    }

    private static AccessLogParserOptions Options(int seed, string template) => (seed % 16) switch
    {
        0 => s_options with { ShortenAddresses = true, CaptureApiKey = true },
        4 => s_options with { CustomFields = [new CustomField("tenant", "tenant", "field7"), new CustomField("environment", "x-env")] },
        8 => s_options with { Format = AccessLogFormat.FromTemplate(template.Replace((char)RandomTemplate.LineBreak, ' ')) },
        12 => s_options with { Format = AccessLogFormat.Json },
        _ => s_options,
    };
}
