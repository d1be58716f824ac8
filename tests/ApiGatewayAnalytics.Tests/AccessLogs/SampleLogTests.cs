using System.Text;
using System.Text.Json;
using ApiGatewayAnalytics.Ingestion;

namespace ApiGatewayAnalytics.Tests.AccessLogs;

public class SampleLogTests
{
    [Theory]
    [MemberData(nameof(SampleLog.Names), MemberType = typeof(SampleLog))]
    public void EveryRecordIsReadAsExpected(string name)
    {
        List<ParsedRecord> records = new LogParsing(SampleLog.Options(name)).All(SampleLog.Read(name));
        JsonElement expected = SampleLog.Expected(name).GetProperty("records");
        for (int index = 0; index < Math.Min(records.Count, expected.GetArrayLength()); index++)
        {
            Assert.Equal(Describe(expected[index]), Describe(records[index]));
        }

        Assert.Equal(expected.GetArrayLength(), records.Count);
    }

    [Theory]
    [MemberData(nameof(SampleLog.Names), MemberType = typeof(SampleLog))]
    public void AnOrderOfRecordsDoesNotMatter(string name)
    {
        // Every technique must read a record alike: first seen, learned, and after broken ones.
        byte[] bytes = SampleLog.Read(name);
        var fresh = new List<ParsedRecord>();
        for (int at = 0; (at = LogParsing.SkipBetween(bytes, at)) < bytes.Length;)
        {
            fresh.Add(new LogParsing(SampleLog.Options(name)).One(bytes[at..]));
            at += fresh[^1].Consumed;
        }

        var parsing = new LogParsing(SampleLog.Options(name));
        parsing.One("{\"status\":-,\"time\":1706770069673}");
        for (int round = 0; round < 2; round++)
        {
            Assert.Equal(fresh.Select(Describe), parsing.All(bytes).Select(Describe));
        }
    }

    private static string Describe(ParsedRecord record)
    {
        var text = new StringBuilder();
        text.Append(record.Status == ParseStatus.Accepted ? record.Repairs.ToString() : record.Reason.ToString()).AppendLine();
        foreach ((string name, string value) in record.Fields.OrderBy(pair => pair.Key, StringComparer.Ordinal))
        {
            text.Append(name).Append(" = ").AppendLine(value);
        }

        return text.ToString();
    }

    private static string Describe(JsonElement expected)
    {
        var text = new StringBuilder();
        text.AppendLine(expected.TryGetProperty("rejected", out JsonElement reason) ? reason.GetString() : expected.GetProperty("repairs").GetString());
        if (expected.TryGetProperty("fields", out JsonElement fields))
        {
            foreach (JsonProperty field in fields.EnumerateObject().OrderBy(field => field.Name, StringComparer.Ordinal))
            {
                string value = field.Value.ValueKind == JsonValueKind.String
                    ? Encoding.Latin1.GetString(Encoding.UTF8.GetBytes(field.Value.GetString()!))
                    : field.Value.GetRawText();
                text.Append(field.Name).Append(" = ").AppendLine(value);
            }
        }

        return text.ToString();
    }
}
