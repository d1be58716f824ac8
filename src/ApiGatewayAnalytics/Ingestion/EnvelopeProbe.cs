namespace ApiGatewayAnalytics.Ingestion;

/// <summary>
/// Tells an envelope from a record. Envelopes have few names for their members; the first one that is not among them ends the
/// look, which in access logs is the first or the second.
/// </summary>
internal static class EnvelopeProbe
{
    private const int LongestName = 22;
    private const int LeastIdLength = 40;

    private enum Member
    {
        /// <summary>Not of an envelope.</summary>
        Foreign,

        /// <summary>Of an envelope, but of others too.</summary>
        Neutral,

        /// <summary>The identifier of a CloudWatch Logs event, if it is one.</summary>
        Id,

        /// <summary>Only beside a <see cref="Text"/>.</summary>
        Event,

        /// <summary>The text of an event.</summary>
        Text,

        /// <summary>A payload as a string.</summary>
        Payload,

        /// <summary>A payload in an object.</summary>
        Wrapper,

        /// <summary>The elements.</summary>
        Elements,

        /// <summary>The name that only EventBridge has.</summary>
        DetailType,

        /// <summary>The payload of EventBridge, behind a <see cref="DetailType"/>.</summary>
        Detail,
    }

    /// <param name="text">From the opening brace on.</param>
    public static EnvelopeKind Look(ReadOnlySpan<byte> text) => Look(text, out _);

    /// <param name="text">From the opening brace on.</param>
    /// <param name="isByNames">Whether no value had to be looked into: any object that spells these names has this kind.</param>
    public static EnvelopeKind Look(ReadOnlySpan<byte> text, out bool isByNames)
    {
        int position = 1;
        isByNames = true;
        bool isEvent = false;
        bool hasDetailType = false;
        while (true)
        {
            position = JsonText.SkipWhiteSpace(text, position);
            if (position >= text.Length)
                return EnvelopeKind.NeedsMore;
            if (text[position] != '"')
                return EnvelopeKind.None;
            ReadOnlySpan<byte> name = text[(position + 1)..];
            if (name.Length > LongestName + 1)
                name = name[..(LongestName + 1)];
            int length = name.IndexOf((byte)'"');
            if (length < 0)
                return name.Length > LongestName ? EnvelopeKind.None : EnvelopeKind.NeedsMore;
            Member member = Classify(name[..length]);
            if (member == Member.Foreign)
                return EnvelopeKind.None;
            position = JsonText.SkipWhiteSpace(text, position + length + 2);
            if (position < text.Length && text[position] != ':')
                return EnvelopeKind.None;
            position = JsonText.SkipWhiteSpace(text, position + 1);
            if (position >= text.Length)
                return EnvelopeKind.NeedsMore;
            switch (member, text[position])
            {
                case (Member.Elements, (byte)'['):
                    return EnvelopeKind.Array;
                case (Member.Payload, (byte)'"') or (Member.Wrapper, (byte)'{'):
                    return EnvelopeKind.Single;
                case (Member.Detail, _):
                    return hasDetailType && text[position] == '{' ? EnvelopeKind.Single : EnvelopeKind.None;
                case (Member.Text, _):
                    return isEvent && text[position] == '"' ? EnvelopeKind.Single : EnvelopeKind.None;
            }

            int end = JsonText.SkipValue(text, position);
            if (end < 0)
                return EnvelopeKind.NeedsMore;
            hasDetailType |= member == Member.DetailType;
            isByNames &= member != Member.Id;
            isEvent |= member == Member.Event || (member == Member.Id && IsId(text[position..end]));
            position = JsonText.SkipWhiteSpace(text, end);
            if (position < text.Length && text[position] != ',')
                return EnvelopeKind.None;
            position++;
        }
    }

    private static bool IsId(ReadOnlySpan<byte> value) =>
        value.Length >= LeastIdLength && value[0] == '"' && !value[1..^1].ContainsAnyExceptInRange((byte)'0', (byte)'9');

    private static Member Classify(ReadOnlySpan<byte> name) => name.Length switch
    {
        8 when name.SequenceEqual("Messages"u8) => Member.Neutral,
        2 when name.SequenceEqual("id"u8) => Member.Id,
        3 when name.SequenceEqual("@id"u8) => Member.Neutral,
        4 when name.SequenceEqual("time"u8) => Member.Neutral,
        5 when name.SequenceEqual("owner"u8) => Member.Neutral,
        6 when name.SequenceEqual("events"u8) || name.SequenceEqual("Events"u8) => Member.Elements,
        6 when name.SequenceEqual("detail"u8) => Member.Detail,
        6 when name.SequenceEqual("source"u8) => Member.Neutral,
        6 when name.SequenceEqual("region"u8) || name.SequenceEqual("@owner"u8) => Member.Neutral,
        7 when name.SequenceEqual("records"u8) || name.SequenceEqual("Records"u8) => Member.Elements,
        7 when name.SequenceEqual("awslogs"u8) => Member.Wrapper,
        7 when name.SequenceEqual("message"u8) => Member.Text,
        7 when name.SequenceEqual("rawData"u8) => Member.Payload,
        7 when name.SequenceEqual("eventId"u8) => Member.Id,
        7 when name.SequenceEqual("version"u8) || name.SequenceEqual("account"u8) || name.SequenceEqual("EventId"u8) => Member.Neutral,
        8 when name.SequenceEqual("@message"u8) => Member.Payload,
        8 when name.SequenceEqual("logGroup"u8) || name.SequenceEqual("ReadOnly"u8) || name.SequenceEqual("Username"u8) => Member.Neutral,
        9 when name.SequenceEqual("resources"u8) || name.SequenceEqual("EventName"u8) || name.SequenceEqual("EventTime"u8)
            || name.SequenceEqual("Resources"u8) => Member.Neutral,
        9 when name.SequenceEqual("requestId"u8) || name.SequenceEqual("timestamp"u8) || name.SequenceEqual("logStream"u8)
            || name.SequenceEqual("errorCode"u8) || name.SequenceEqual("NextToken"u8) || name.SequenceEqual("nextToken"u8) => Member.Neutral,
        9 when name.SequenceEqual("logEvents"u8) => Member.Elements,
        10 when name.SequenceEqual("@timestamp"u8) || name.SequenceEqual("@log_group"u8) => Member.Neutral,
        11 when name.SequenceEqual("detail-type"u8) => Member.DetailType,
        11 when name.SequenceEqual("EventSource"u8) || name.SequenceEqual("AccessKeyId"u8) => Member.Neutral,
        11 when name.SequenceEqual("messageType"u8) || name.SequenceEqual("policyLevel"u8) || name.SequenceEqual("@log_stream"u8) => Member.Neutral,
        12 when name.SequenceEqual("invocationId"u8) || name.SequenceEqual("attemptsMade"u8) || name.SequenceEqual("errorMessage"u8) => Member.Neutral,
        13 when name.SequenceEqual("logStreamName"u8) || name.SequenceEqual("ingestionTime"u8) => Member.Event,
        15 when name.SequenceEqual("CloudTrailEvent"u8) => Member.Payload,
        16 when name.SequenceEqual("arrivalTimestamp"u8) || name.SequenceEqual("nextForwardToken"u8) => Member.Neutral,
        17 when name.SequenceEqual("MetricDataResults"u8) => Member.Elements,
        17 when name.SequenceEqual("deliveryStreamArn"u8) || name.SequenceEqual("nextBackwardToken"u8)
            || name.SequenceEqual("NextShardIterator"u8) => Member.Neutral,
        18 when name.SequenceEqual("searchedLogStreams"u8) || name.SequenceEqual("MillisBehindLatest"u8) => Member.Neutral,
        19 when name.SequenceEqual("subscriptionFilters"u8) => Member.Neutral,
        22 when name.SequenceEqual("sourceKinesisStreamArn"u8) || name.SequenceEqual("attemptEndingTimestamp"u8) => Member.Neutral,
        _ => Member.Foreign,
    };
}
