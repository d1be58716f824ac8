using System.Text;
using System.Text.Json;
using ApiGatewayAnalytics.AccessLogs;
using ApiGatewayAnalytics.Columns;
using ApiGatewayAnalytics.Ingestion;

namespace ApiGatewayAnalytics.Tests.Ingestion;

/// <summary>
/// The simplest reader of records: a JSON object that names a request, or else a line. A line that begins with <c>bad</c> is
/// rejected. The whole record becomes the field <c>path</c>; account, region and time come from the origin.
/// </summary>
internal sealed class PlainRecordParser : IRecordParser
{
    private static readonly RecordSchema s_schema = new(AccessLogFields.All)
    {
        Entity = [AccessLogFields.Account, AccessLogFields.Region, AccessLogFields.ApiId, AccessLogFields.Stage],
    };
    private static readonly int s_path = Index(AccessLogFields.Path);
    private static readonly int s_account = Index(AccessLogFields.Account);
    private static readonly int s_region = Index(AccessLogFields.Region);

    public static RecordBatch CreateBatch()
    {
        var captured = new FieldSet(s_schema);
        captured.Add(s_path);
        captured.Add(s_account);
        captured.Add(s_region);
        return new RecordBatch(captured);
    }

    public static string Describe(RecordBatch batch, int row) => string.Join(
        '|',
        Encoding.UTF8.GetString(batch.Text(s_path, row)),
        Encoding.UTF8.GetString(batch.Text(s_account, row)),
        Encoding.UTF8.GetString(batch.Text(s_region, row)),
        batch.Times[row]);

    public ParseResult Parse(RecordBatch batch, int start, int end, bool isFinal, RecordOrigin origin)
    {
        ReadOnlySpan<byte> text = batch.Buffer.AsSpan(start, end - start);
        int line = text.IndexOf((byte)'\n');
        int length = line < 0 ? text.Length : line;
        int consumed = line < 0 ? text.Length : line + 1;
        if (text[0] == '{')
        {
            try
            {
                var reader = new Utf8JsonReader(text, isFinalBlock: false, default);
                reader.Read();
                if (!reader.TrySkip())
                    return isFinal ? ParseResult.Rejected(text.Length, RejectReason.Truncated) : ParseResult.NeedsMore;
                length = consumed = (int)reader.BytesConsumed;
                if (text[..length].IndexOf("requestId"u8) < 0)
                    return ParseResult.Rejected(consumed, RejectReason.NotAnAccessLog);
            }
            catch (JsonException)
            {
                return line < 0 && !isFinal ? ParseResult.NeedsMore : ParseResult.Rejected(consumed, RejectReason.NotJson);
            }
        }
        else if (line < 0 && !isFinal)
        {
            return ParseResult.NeedsMore;
        }
        else if (text.StartsWith("bad"u8))
        {
            return ParseResult.Rejected(consumed, RejectReason.NotJson);
        }

        batch.BeginRow();
        batch.SetText(s_path, start, length);
        if (!origin.Account.IsEmpty)
            batch.SetTextCopy(s_account, origin.Account.Span);
        if (!origin.Region.IsEmpty)
            batch.SetTextCopy(s_region, origin.Region.Span);
        batch.Commit(origin.Time);
        return ParseResult.Accepted(consumed, text[0] == '{' && text[1] == ' ' ? Repairs.Other : Repairs.None);
    }

    private static int Index(Field field) => s_schema.IndexOf(field.Name);
}
