using System.Text.Json;

namespace ApiGatewayAnalytics.Ingestion;

/// <content>What an envelope says of the records in it.</content>
internal sealed partial class RecordFeed
{
    private enum Member
    {
        Other,
        Elements,
        Type,
        Owner,
        Region,
        Arn,
    }

    private void TakeMember(FeedLevel level, Member member, ReadOnlySpan<byte> value)
    {
        switch (member)
        {
            case Member.Type when value.SequenceEqual("CONTROL_MESSAGE"u8):
                level.IsControl = true;
                _tally.CountSkipped(SkipReason.ControlMessage);
                break;
            case Member.Owner:
                TakeAccount(level.EnvelopeOrigin, value);
                break;
            case Member.Region when !_isRegionCertain && S3KeyInfo.IsRegion(value):
                level.EnvelopeOrigin.Region = Remember(value, level.EnvelopeOrigin.Region);
                break;
            case Member.Arn:
                TakeArn(level.EnvelopeOrigin, value);
                break;
        }
    }

    private static void TakeAccount(RecordOrigin origin, ReadOnlySpan<byte> account)
    {
        if (S3KeyInfo.IsAccount(account))
            origin.Account = Remember(account, origin.Account);
    }

    /// <summary>The stream that delivered is a weaker witness than the key of the file.</summary>
    private void TakeArn(RecordOrigin origin, ReadOnlySpan<byte> arn)
    {
        S3KeyInfo.SplitArn(arn, out ReadOnlySpan<byte> account, out ReadOnlySpan<byte> region);
        if (!_isAccountCertain && !account.IsEmpty)
            origin.Account = Remember(account, origin.Account);
        if (!_isRegionCertain && !region.IsEmpty)
            origin.Region = Remember(region, origin.Region);
    }

    /// <summary>A copy of a value, or the last one where it is the same.</summary>
    private static ReadOnlyMemory<byte> Remember(ReadOnlySpan<byte> value, ReadOnlyMemory<byte> last) =>
        value.SequenceEqual(last.Span) ? last : value.ToArray();

    private static Member Classify(ref Utf8JsonReader reader)
    {
        if (reader.ValueIsEscaped)
            return Member.Other;
        ReadOnlySpan<byte> name = reader.ValueSpan;
        return name.Length switch
        {
            5 when name.SequenceEqual("owner"u8) => Member.Owner,
            6 when name.SequenceEqual("events"u8) || name.SequenceEqual("Events"u8) => Member.Elements,
            6 when name.SequenceEqual("region"u8) => Member.Region,
            7 when name.SequenceEqual("records"u8) || name.SequenceEqual("Records"u8) => Member.Elements,
            9 when name.SequenceEqual("logEvents"u8) => Member.Elements,
            11 when name.SequenceEqual("messageType"u8) => Member.Type,
            17 when name.SequenceEqual("deliveryStreamArn"u8) => Member.Arn,
            17 when name.SequenceEqual("MetricDataResults"u8) => Member.Elements,
            _ => Member.Other,
        };
    }
}
