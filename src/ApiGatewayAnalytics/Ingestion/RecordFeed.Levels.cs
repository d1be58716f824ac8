namespace ApiGatewayAnalytics.Ingestion;

/// <content>How levels of nesting begin and end.</content>
internal sealed partial class RecordFeed
{
    /// <summary>The bytes stop within a record or before one: what was begun is lost, and counts once.</summary>
    private void EndCut(FeedLevel level, RejectReason reason)
    {
        Reject(reason, level.Position);
        ((GunzipStream)level.Source!).Resume();
        level.Cut = null;
        level.Position = level.End;
        level.Skipper = default;
        level.Stage = EnvelopeStage.None;
        level.MessageLength = level.MessageSkip = 0;
        level.WaitedTo = -1;
    }

    private void EndAll(RejectReason reason)
    {
        Reject(reason, Top.Position);
        for (; _depth >= 0; _depth--)
            Top.Close();
    }

    private void Push(int start, int end, RecordOrigin origin)
    {
        if (_depth + _stages + 1 >= _options.MaxDepth)
        {
            Reject(RejectReason.TooDeep, start);
            return;
        }

        FeedLevel level = _levels[++_depth] ??= new FeedLevel();
        level.Open(start, end, null);
        level.Origin.CopyFrom(origin);
    }

    /// <summary>From here on the level is what its bytes decompress to.</summary>
    private void Gunzip(FeedLevel level)
    {
        if (_depth + _stages + 1 >= _options.MaxDepth)
        {
            Reject(RejectReason.TooDeep, level.Position);
            level.Position = level.End;
            level.IsEnded = true;
            return;
        }

        ReadOnlySpan<byte> compressed = _buffer.AsSpan(level.Position, level.End - level.Position);
        level.Source = new GunzipStream(compressed, level.Source, _budget);
        level.Stages++;
        level.IsEnded = false;
        _stages++;
        if (_depth == 0)
        {
            _tally.CountBytes(_source, -compressed.Length, 0);
            CountLines(level.Position);
            _lineIndex = _high;
            _firstOffset -= _high - level.Position;
        }

        level.Position = level.End = _high;
    }
}
