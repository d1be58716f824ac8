using System.Buffers;
using System.Buffers.Text;
using System.Text.Json;
using CommunityToolkit.HighPerformance.Buffers;

namespace ApiGatewayAnalytics.AspNetCore.Firehose;

/// <summary>
/// Reads the body of a request as its bytes come: <c>{"requestId":"...","timestamp":1,"records":[{"data":"..."}]}</c> with its members in
/// any order and others ignored. Each record is decoded and handed on when its text has come as a whole; a text that lies in one segment
/// is decoded from where it stands. Memory is that of the longest text, whatever the body holds. Not thread-safe.
/// </summary>
internal sealed class FirehoseBody : IDisposable
{
    public const int MostRecords = 10_000;

    /// <summary>The longest record in bytes.</summary>
    public const int LongestRecord = 1_024_000;

    /// <summary>The longest text as it stands in a body: the base64 of such a record, with a backslash before each letter.</summary>
    public const int LongestText = 2 * (LongestRecord + 2) / 3 * 4 + 2;

    private const int DeepestNesting = 60;

    private readonly string _requestId;
    private readonly Action<ReadOnlyMemory<byte>> _take;
    private readonly ArrayPoolBufferWriter<byte> _text = new();
    private readonly ArrayPoolBufferWriter<byte> _record = new();
    private ReadOnlyMemory<byte> _decoded;
    private JsonReaderState _state = new(new JsonReaderOptions { MaxDepth = DeepestNesting });
    private Member _seen;
    private Member _member;
    private int _records;
    private bool _isData;
    private bool _hasData;
    private bool _isDecoded;
    private bool _isOver;

    /// <param name="requestId">What the header calls the request.</param>
    /// <param name="take">Takes the bytes of a record, which are gone afterwards.</param>
    public FirehoseBody(string requestId, Action<ReadOnlyMemory<byte>> take)
    {
        _requestId = requestId;
        _take = take;
    }

    /// <summary>The members of the body.</summary>
    [Flags]
    private enum Member
    {
        Other = 0,
        RequestId = 1,
        Timestamp = 2,
        Records = 4,
    }

    private static string TooLong => $"The body has a text of more than {LongestText} bytes.";

    /// <summary>Reads what has come; what is wrong, or null.</summary>
    /// <param name="bytes">What has come and was not read before.</param>
    /// <param name="end">Where what was read ends: what follows has not come as a whole, and is to be given again with more behind it.</param>
    public string? Read(ReadOnlySequence<byte> bytes, out SequencePosition end)
    {
        var reader = new Utf8JsonReader(bytes, isFinalBlock: false, _state);
        string? mistake;
        while (TryReadRecord(ref reader, out mistake))
        {
            _take(_decoded);
        }

        end = reader.Position;
        _state = reader.CurrentState;
        return mistake ?? (bytes.Length - reader.BytesConsumed > LongestText ? TooLong : null);
    }

    /// <summary>The body has ended; what is wrong, or null.</summary>
    public string? Finish() =>
        !_isOver ? "The body ends early."
        : !_seen.HasFlag(Member.RequestId) ? "The body has no requestId."
        : _records == 0 ? "The body has no records."
        : null;

    public void Dispose()
    {
        _text.Dispose();
        _record.Dispose();
    }

    /// <summary>Reads up to the end of the next record's text; false where there is a mistake, or no other record has come as a whole.</summary>
    private bool TryReadRecord(ref Utf8JsonReader reader, out string? mistake)
    {
        mistake = null;
        _isDecoded = false;
        try
        {
            while (mistake is null && !_isDecoded && reader.Read())
            {
                mistake = reader.BytesConsumed - reader.TokenStartIndex > LongestText ? TooLong : Take(ref reader);
            }
        }
        catch (Exception error) when (error is JsonException or InvalidOperationException)
        {
            // The latter is of texts that are none: halves of letters, and bytes that are not UTF-8.
            mistake = $"The body is not JSON, or nested deeper than {DeepestNesting}.";
        }

        return _isDecoded;
    }

    /// <summary>What a token is follows from how deep it stands, and below which member of the body.</summary>
    private string? Take(ref Utf8JsonReader reader) => reader.CurrentDepth switch
    {
        0 => TakeRoot(reader.TokenType),
        1 => reader.TokenType == JsonTokenType.PropertyName ? TakeName(ref reader) : TakeMember(ref reader),
        2 when _member == Member.Records => TakeRecord(reader.TokenType),
        3 when _member == Member.Records => TakeOfRecord(ref reader),
        _ => null,
    };

    private string? TakeRoot(JsonTokenType token)
    {
        _isOver = token == JsonTokenType.EndObject;
        return _isOver || token == JsonTokenType.StartObject ? null : "The body is no object.";
    }

    private string? TakeName(ref Utf8JsonReader reader)
    {
        _member = reader.ValueTextEquals("records"u8) ? Member.Records
            : reader.ValueTextEquals("requestId"u8) ? Member.RequestId
            : reader.ValueTextEquals("timestamp"u8) ? Member.Timestamp
            : Member.Other;
        if ((_seen & _member) != 0)
        {
            return $"The body has {reader.GetString()} twice.";
        }

        _seen |= _member;
        return null;
    }

    private string? TakeMember(ref Utf8JsonReader reader) => _member switch
    {
        Member.RequestId => reader.TokenType != JsonTokenType.String ? "The requestId is no text."
            : reader.ValueTextEquals(_requestId) ? null : "The requestId of the body is not that of the header.",
        Member.Timestamp => reader.TokenType == JsonTokenType.Number && reader.TryGetUInt64(out _) ? null : "The timestamp is not an integer.",
        Member.Records => reader.TokenType is JsonTokenType.StartArray or JsonTokenType.EndArray ? null : "The records are no array.",
        _ => null,
    };

    private string? TakeRecord(JsonTokenType token)
    {
        switch (token)
        {
            case JsonTokenType.StartObject:
                _hasData = false;
                return ++_records > MostRecords ? $"The body has more than {MostRecords} records." : null;
            case JsonTokenType.EndObject:
                return _hasData ? null : "A record has no data.";
            default:
                return "A record is no object.";
        }
    }

    private string? TakeOfRecord(ref Utf8JsonReader reader)
    {
        if (reader.TokenType == JsonTokenType.PropertyName)
        {
            _isData = reader.ValueTextEquals("data"u8);
            return _isData && _hasData ? "A record has data twice." : null;
        }

        return !_isData ? null : reader.TokenType == JsonTokenType.String ? TakeData(ref reader) : "The data of a record is no text.";
    }

    private string? TakeData(ref Utf8JsonReader reader)
    {
        _hasData = true;
        ReadOnlySpan<byte> text = reader.HasValueSequence || reader.ValueIsEscaped ? Copy(ref reader) : reader.ValueSpan;

        // Never advanced: the buffer of a writer is one that grows and belongs to a pool.
        Memory<byte> record = _record.GetMemory(Base64.GetMaxDecodedFromUtf8Length(text.Length));
        if (Base64.DecodeFromUtf8(text, record.Span, out _, out int length) != OperationStatus.Done)
        {
            return "A record is not base64.";
        }

        if (length > LongestRecord)
        {
            return $"A record has more than {LongestRecord} bytes.";
        }

        _decoded = record[..length];
        _isDecoded = true;
        return null;
    }

    /// <summary>A text in one piece, without its escapes.</summary>
    private ReadOnlySpan<byte> Copy(ref Utf8JsonReader reader)
    {
        int length = (int)(reader.HasValueSequence ? reader.ValueSequence.Length : reader.ValueSpan.Length);
        Span<byte> text = _text.GetSpan(length);
        if (reader.ValueIsEscaped)
        {
            return text[..reader.CopyString(text)];
        }

        // Unlike CopyString, without a look at each letter: decoding has one.
        reader.ValueSequence.CopyTo(text);
        return text[..length];
    }
}
