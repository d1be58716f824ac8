namespace ApiGatewayAnalytics.Ingestion;

/// <content>Elements of an envelope that are records themselves, such as the events of a CloudTrail file, are read where they stand.</content>
internal sealed partial class RecordFeed
{
    /// <summary>
    /// Reads elements for as long as they are certainly records of a source. Null where the next one is something else, or cannot be
    /// read without the whole array: then the state of the JSON reader fits what follows.
    /// </summary>
    private Progress? StepElements(FeedLevel level)
    {
        bool isMoved = false;
        while (!IsFull)
        {
            ReadOnlySpan<byte> text = _buffer.AsSpan(0, level.End);
            int at = JsonText.SkipWhiteSpace(text, level.Position);
            bool isComma = at < text.Length && text[at] == ',';
            if (isComma && (level.IsCommaDue || !level.IsArrayStart))
                at = JsonText.SkipWhiteSpace(text, at + 1);
            if (level.IsCommaDue && (isComma || at < text.Length))
            {
                level.Position = at;
                level.IsCommaDue = false;
            }

            bool isNext = isComma || level.IsArrayStart;
            if (!isNext || level.IsCommaDue || at >= text.Length || OwnerOf(text[at..]) is not { } lane)
                return isMoved ? Progress.Moved : null;
            int visible = Math.Min(level.End - at, _options.MaxRecordLength + 1);
            ParseResult result = lane.Parser.Parse(lane.Batch, at, at + visible, isFinal: false, level.EnvelopeOrigin);
            switch (result.Status)
            {
                case ParseStatus.NeedsMore:
                    if (isMoved)
                        return Progress.Moved;
                    return level.IsEnded || visible > _options.MaxRecordLength ? null : Wait(level);
                case ParseStatus.Rejected:
                    Reject(result.Reason, at);
                    break;
                default:
                    Count(result);
                    break;
            }

            level.Position = at + Math.Clamp(result.Consumed, 1, visible);
            level.IsCommaDue = level.IsArrayStart;
            isMoved = true;
        }

        return Progress.Moved;
    }

    private RecordLane? OwnerOf(ReadOnlySpan<byte> element)
    {
        foreach (RecordLane lane in _lanes)
        {
            if (lane.Parser.IsOwn(element))
                return lane;
        }

        return null;
    }

    /// <summary>Counts a record that was not rejected.</summary>
    private void Count(ParseResult result)
    {
        if (result.Status == ParseStatus.Accepted)
            _tally.CountAccepted(_source, result.Repairs);
        else if (result.Status == ParseStatus.Skipped)
            _tally.CountSkipped(result.SkipReason);
        else
            _tally.CountDuplicate(_source);
    }
}
