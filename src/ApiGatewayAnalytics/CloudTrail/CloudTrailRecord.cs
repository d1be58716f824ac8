using System.Text;
using ApiGatewayAnalytics.Columns;

namespace ApiGatewayAnalytics.CloudTrail;

/// <summary>
/// One CloudTrail event: a view of where its values stand in the read buffer. Texts are UTF-8 with escapes decoded; objects and arrays
/// are the JSON that they were. A text is empty where the record lacks it as well as where it is empty; <see cref="IsAbsent"/> tells
/// them apart. Valid until the reader's next read; not thread-safe.
/// </summary>
public readonly ref partial struct CloudTrailRecord
{
    private readonly RecordBatch _batch;
    private readonly int _row;

    internal CloudTrailRecord(RecordBatch batch, int row)
    {
        _batch = batch;
        _row = row;
    }

    /// <summary>When the operation was completed, in UTC. Never absent.</summary>
    public DateTimeOffset Time => DateTimeOffset.FromUnixTimeMilliseconds(_batch.Times[_row]);

    /// <summary>Whether the operation failed: there is an error code.</summary>
    public bool IsFailure => !ErrorCode.IsEmpty;

    /// <summary>
    /// Which API of API Gateway was called: 1 (REST APIs), 2 (HTTP and WebSocket APIs), or null where nothing in the event says so.
    /// </summary>
    public int? GatewayVersion
    {
        get
        {
            ReadOnlySpan<byte> parameters = RequestParameters;
            return UserAgent.IndexOf("apigatewayv2"u8) >= 0 ? 2
                : JsonBlocks.HasMember(parameters, "restApiId"u8) || JsonBlocks.HasMember(parameters, "template"u8) ? 1
                : JsonBlocks.HasMember(parameters, "apiId"u8) ? 2
                : null;
        }
    }

    /// <summary>Adds a copy of the record to a batch.</summary>
    internal void CopyTo(RecordBatch batch) => batch.AddCopy(_batch, _row);

    /// <summary>The value of any field, in UTF-8; empty where absent.</summary>
    /// <exception cref="ArgumentException">CloudTrail events have no such field.</exception>
    public ReadOnlySpan<byte> GetText(Field field) => Text(IndexOf(field));

    /// <summary>The value of any field as a string; null where absent. Allocates.</summary>
    /// <exception cref="ArgumentException">CloudTrail events have no such field.</exception>
    public string? GetString(Field field)
    {
        ReadOnlySpan<byte> text = GetText(field);
        return text.IsEmpty && IsAbsent(field) ? null : Encoding.UTF8.GetString(text);
    }

    /// <summary>Whether the record lacks a field: missing, null or <c>-</c>. An empty text is not absent here.</summary>
    /// <exception cref="ArgumentException">CloudTrail events have no such field.</exception>
    public bool IsAbsent(Field field)
    {
        int number = IndexOf(field);
        return !_batch.Captured[number] || _batch.IsMissingText(number, _row);
    }

    private static int IndexOf(Field field)
    {
        ArgumentNullException.ThrowIfNull(field);
        int number = CloudTrailSchema.Default.IndexOf(field.Name);
        return number >= 0 ? number : throw new ArgumentException($"CloudTrail events have no field '{field.Name}'.", nameof(field));
    }

    private ReadOnlySpan<byte> Text(int field) => _batch.Captured[field] ? _batch.Text(field, _row) : default;
}
