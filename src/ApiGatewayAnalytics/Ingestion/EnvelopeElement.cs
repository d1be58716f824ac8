using System.Text.Json;

namespace ApiGatewayAnalytics.Ingestion;

/// <summary>
/// What an element of an envelope holds, as ranges of the text that it was read from: an event of CloudWatch Logs, a record of
/// Firehose or Kinesis, or an object that is a payload by itself.
/// </summary>
internal struct EnvelopeElement
{
    /// <summary>The text of an event, without its quotes.</summary>
    public Range Text;

    /// <summary>Whether <see cref="Text"/> is an object instead of a string.</summary>
    public bool IsTextObject;

    /// <summary>A payload in base64, without its quotes.</summary>
    public Range Data;

    public Range Id;

    public Range Account;

    public Range Arn;

    /// <summary>Milliseconds since 1970, or -1.</summary>
    public long Time;

    public bool HasText;

    public bool HasData;

    /// <summary>The payload of EventBridge, which is one only beside its type.</summary>
    private Range _detail;
    private bool _hasDetail;
    private bool _hasDetailType;

    private enum Member
    {
        Other,
        Text,
        Data,
        Wrapper,
        Id,
        Time,
        Account,
        Arn,
        Detail,
        DetailType,
    }

    public static JsonReaderOptions JsonOptions => new() { AllowTrailingCommas = true };

    /// <summary>
    /// Reads the object whose opening brace <paramref name="reader"/> is at, to its closing brace. False where the text ends
    /// before.
    /// </summary>
    /// <exception cref="JsonException">The text is not JSON.</exception>
    public static bool TryRead(ref Utf8JsonReader reader, out EnvelopeElement element)
    {
        element = new EnvelopeElement { Time = -1 };
        int depth = reader.CurrentDepth;
        while (reader.Read())
        {
            if (reader.TokenType == JsonTokenType.EndObject)
            {
                if (reader.CurrentDepth == depth)
                {
                    element.TakeDetail();
                    return true;
                }

                continue;
            }

            Member member = Classify(ref reader);
            if (!reader.Read())
                return false;
            if (member == Member.Wrapper && reader.TokenType == JsonTokenType.StartObject && reader.CurrentDepth == depth + 1)
                continue;
            if (reader.TokenType == JsonTokenType.String)
                element.Take(member, Inside(ref reader), reader.ValueSpan);
            else if (reader.TokenType == JsonTokenType.Number && member == Member.Time && reader.TryGetInt64(out long time))
                element.Time = Math.Max(time, -1);
            int start = (int)reader.TokenStartIndex;
            bool isObject = reader.TokenType == JsonTokenType.StartObject;
            if (!reader.TrySkip())
                return false;
            if (isObject && member == Member.Text)
            {
                element.Text = start..(int)reader.BytesConsumed;
                element.HasText = element.IsTextObject = true;
            }
            else if (isObject && member == Member.Detail)
            {
                element._detail = start..(int)reader.BytesConsumed;
                element._hasDetail = true;
            }
        }

        return false;
    }

    /// <summary>The range of the string that <paramref name="reader"/> is at, without its quotes.</summary>
    public static Range Inside(ref Utf8JsonReader reader)
    {
        int start = (int)reader.TokenStartIndex + 1;
        return start..(start + reader.ValueSpan.Length);
    }

    private void TakeDetail()
    {
        if (_hasDetail && _hasDetailType && !HasText && !HasData)
        {
            Text = _detail;
            HasText = IsTextObject = true;
        }
    }

    private void Take(Member member, Range range, ReadOnlySpan<byte> value)
    {
        switch (member)
        {
            case Member.Text:
                Text = range;
                IsTextObject = false;
                HasText = true;
                break;
            case Member.Data:
                Data = range;
                HasData = true;
                break;
            case Member.Id:
                Id = range;
                break;
            case Member.Account:
                Account = range;
                break;
            case Member.Arn:
                Arn = range;
                break;
            case Member.DetailType:
                _hasDetailType = true;
                break;
            case Member.Time:
                Time = EventTime.Parse(value);
                break;
        }
    }

    private static Member Classify(ref Utf8JsonReader reader)
    {
        if (reader.ValueIsEscaped)
            return Member.Other;
        ReadOnlySpan<byte> name = reader.ValueSpan;
        if (name.Length > 0 && name[0] == '@')
            name = name[1..];
        return name.Length switch
        {
            2 when name.SequenceEqual("id"u8) => Member.Id,
            4 when name.SequenceEqual("data"u8) || name.SequenceEqual("Data"u8) => Member.Data,
            5 when name.SequenceEqual("owner"u8) => Member.Account,
            6 when name.SequenceEqual("detail"u8) => Member.Detail,
            7 when name.SequenceEqual("message"u8) => Member.Text,
            7 when name.SequenceEqual("rawData"u8) => Member.Data,
            7 when name.SequenceEqual("awslogs"u8) || name.SequenceEqual("kinesis"u8) => Member.Wrapper,
            7 when name.SequenceEqual("eventId"u8) => Member.Id,
            9 when name.SequenceEqual("timestamp"u8) => Member.Time,
            11 when name.SequenceEqual("detail-type"u8) => Member.DetailType,
            15 when name.SequenceEqual("CloudTrailEvent"u8) => Member.Text,
            14 when name.SequenceEqual("eventSourceARN"u8) => Member.Arn,
            _ => Member.Other,
        };
    }
}
