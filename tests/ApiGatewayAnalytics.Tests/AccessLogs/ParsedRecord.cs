using System.Text;
using ApiGatewayAnalytics.AccessLogs;
using ApiGatewayAnalytics.Columns;
using ApiGatewayAnalytics.Ingestion;

namespace ApiGatewayAnalytics.Tests.AccessLogs;

/// <summary>What became of one record, in values that can be compared: its present and empty fields, or why it was rejected.</summary>
internal sealed record ParsedRecord(ParseStatus Status, int Consumed, RejectReason? Reason, Repairs Repairs, string Values)
{
    public string this[string field] => Fields.GetValueOrDefault(field, "(absent)");

    public Dictionary<string, string> Fields { get; } = Values.Length == 0 ? [] : Values.Split('\ue000').Select(pair => pair.Split('\ue001')).ToDictionary(pair => pair[0], pair => pair[1]);

    public static ParsedRecord From(ParseResult result, RecordBatch batch)
    {
        if (result.Status != ParseStatus.Accepted)
        {
            return new ParsedRecord(result.Status, result.Consumed, result.Status == ParseStatus.Rejected ? result.Reason : null, result.Repairs, "");
        }

        return new ParsedRecord(result.Status, result.Consumed, null, result.Repairs, ValuesOf(batch, batch.Count - 1));
    }

    /// <summary>The time, kind and values of a row.</summary>
    public static string ValuesOf(RecordBatch batch, int row)
    {
        var record = new AccessLogRecord(batch, row);
        var values = new List<string> { $"time\ue001{record.Time:yyyy-MM-ddTHH:mm:ss.fffZ}" };
        if (record.Kind is { } kind)
        {
            values.Add($"kind\ue001{kind}");
        }

        foreach (Field field in batch.Captured.Schema.Fields)
        {
            // What a name in brackets stands for is derived for the library's own use.
            if (record.IsAbsent(field) || field.Name[0] == '(')
            {
                continue;
            }

            if (field.Kind == FieldKind.Text)
            {
                values.Add($"{field.Name}\ue001{Encoding.Latin1.GetString(record.GetText(field))}");
            }
            else if (record.TryGetNumber(field, out long number))
            {
                values.Add($"{field.Name}\ue001{number}");
            }
        }

        return string.Join('\ue000', values);
    }
}
