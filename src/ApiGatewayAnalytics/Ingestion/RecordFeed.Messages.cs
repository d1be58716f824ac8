namespace ApiGatewayAnalytics.Ingestion;

/// <content>Binary messages behind their lengths, and records that come out only when the input has ended.</content>
internal sealed partial class RecordFeed
{
    /// <summary>Goes on with a binary message, or begins one; null where none begins here.</summary>
    private Progress? TryStepMessage(FeedLevel level, RecordLane lane)
    {
        if (level.MessageLength == 0 && level.MessageSkip == 0)
        {
            ReadOnlySpan<byte> unread = Unread(level);
            int lineBreak = level.IsAfterObject && unread.StartsWith("\n"u8) ? 1 : 0;
            int length = unread.Length > lineBreak ? lane.Parser.FindMessage(unread[lineBreak..], out int header) : header = 0;
            if (length <= 0)
                return length < 0 && !level.IsEnded && level.Cut is null ? Progress.Starved : null;
            level.Position += lineBreak + header;
            level.IsAfterObject = false;
            if (length > _options.MaxPayloadLength)
            {
                Reject(RejectReason.TooLong, level.Position);
                level.MessageSkip = length;
            }
            else
            {
                level.MessageLength = length;
            }
        }

        return level.MessageSkip > 0 ? SkipMessage(level) : StepMessage(level, lane);
    }

    private static Progress SkipMessage(FeedLevel level)
    {
        int skipped = Math.Min(level.MessageSkip, level.End - level.Position);
        level.Position += skipped;
        level.MessageSkip -= skipped;
        return level.MessageSkip > 0 ? Progress.Starved : Progress.Moved;
    }

    private Progress StepMessage(FeedLevel level, RecordLane lane)
    {
        if (level.End - level.Position < level.MessageLength)
        {
            if (!level.IsEnded)
                return Progress.Starved;
            Reject(RejectReason.Truncated, level.Position);
            level.Position = level.End;
            level.MessageLength = 0;
            return Progress.Moved;
        }

        while (!lane.Batch.IsFull)
        {
            ParseResult result = lane.Parser.ParseMessage(lane.Batch, level.Position, level.MessageLength, level.Origin);
            if (result.Status == ParseStatus.NeedsMore)
            {
                level.Position += level.MessageLength;
                level.MessageLength = 0;
                return Progress.Moved;
            }

            Count(result, level.Position + result.Consumed);
        }

        return Progress.Moved;
    }

    /// <summary>Takes what the parser held until the input had ended, as long as there is room.</summary>
    private void Finish()
    {
        foreach (RecordLane lane in _lanes)
        {
            while (!lane.Batch.IsFull && lane.Parser.TryFinish(lane.Batch, _levels[0]!.Origin, out ParseResult result))
            {
                if (result.Status == ParseStatus.Rejected)
                    _tally.CountRejected(_source, result.Reason, 0, 0);
                else
                    Count(result, 0);
            }
        }
    }

    private void Count(ParseResult result, int index)
    {
        if (result.Status == ParseStatus.Accepted)
            _tally.CountAccepted(_source, result.Repairs);
        else if (result.Status == ParseStatus.Rejected)
            Reject(result.Reason, index);
        else
            _tally.CountSkipped(result.SkipReason);
    }
}
