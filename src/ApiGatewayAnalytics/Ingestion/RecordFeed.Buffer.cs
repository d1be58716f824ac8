namespace ApiGatewayAnalytics.Ingestion;

/// <content>
/// The buffer that all levels share, and where in the input its bytes were. The unread bytes of the levels never overlap, and
/// those of the level that reads are the last ones, so it can be extended while rows point before it.
/// </content>
internal sealed partial class RecordFeed
{
    private const int LeastRead = 4096;

    private SharedBuffer _shared;
    private byte[] _buffer;

    /// <summary>After the last byte in use.</summary>
    private int _high;

    /// <summary>The offset in the top-level input of the byte at index 0, were the buffer all the top level's.</summary>
    private long _firstOffset;

    /// <summary>The line breaks of the top-level input that are counted, and the index up to which they are.</summary>
    private long _lines;
    private int _lineIndex;

    /// <summary>The place in the top-level input of what is being read below it.</summary>
    private long _heldLine;
    private long _heldOffset;

    private Memory<byte> Free(FeedLevel level) => _buffer.AsMemory(level.End);

    /// <summary>Makes room to read behind a level; false where rows are in the way.</summary>
    private bool TryMakeRoom(FeedLevel level)
    {
        int free = level.End == _high ? _buffer.Length - _high : 0;
        bool hasRows = HasRows;
        if (free >= (hasRows ? Math.Min(LeastRead, _buffer.Length / 4) : _buffer.Length / 2))
            return true;
        if (hasRows)
            return false;
        Compact();
        if (_buffer.Length - _high < _buffer.Length / 4)
            Grow();
        return true;
    }

    /// <summary>Moves all unread bytes to the front, in their order; of another buffer where this one is lent.</summary>
    private void Compact()
    {
        CountLines(_levels[0]!.Position);
        byte[] from = _buffer;
        SharedBuffer? lent = _shared.IsLent ? _shared : null;
        if (lent is not null)
            Attach(new SharedBuffer(_buffer.Length));
        int to = 0;
        uint moved = 0;
        for (int count = 0; count <= _depth; count++)
        {
            int next = -1;
            for (int i = 0; i <= _depth; i++)
            {
                if ((moved >> i & 1) == 0 && (next < 0 || _levels[i]!.Position < _levels[next]!.Position))
                    next = i;
            }

            moved |= 1u << next;
            FeedLevel level = _levels[next]!;
            int distance = level.Position - to;
            int length = level.End - level.Position;
            from.AsSpan(level.Position, length).CopyTo(_buffer.AsSpan(to));
            if (next == 0)
            {
                _firstOffset += distance;
                _lineIndex -= distance;
            }

            level.Position = to;
            level.End = to + length;
            level.WaitedTo = Math.Max(level.WaitedTo - distance, -1);
            to += length;
        }

        _high = to;
        lent?.Release();
    }

    private void Grow()
    {
        SharedBuffer old = _shared;
        Attach(new SharedBuffer(_buffer.Length * 2));
        old.Bytes.AsSpan(0, _high).CopyTo(_buffer);
        old.Release();
    }

    private void Attach(SharedBuffer buffer)
    {
        byte[] old = _buffer;
        _shared = buffer;
        _buffer = buffer.Bytes;
        foreach (RecordLane lane in _lanes)
        {
            if (lane.Batch is { } batch && ReferenceEquals(batch.Buffer, old))
                batch.Buffer = _buffer;
        }
    }

    /// <summary>Counts the line breaks of the top level before <paramref name="index"/>; each byte is looked at once.</summary>
    private void CountLines(int index)
    {
        if (index <= _lineIndex)
            return;
        _lines += _buffer.AsSpan(_lineIndex, index - _lineIndex).Count((byte)'\n');
        _lineIndex = index;
    }

    /// <summary>Remembers the place of a part of the top level that is decoded where it stands.</summary>
    private void Hold(int start, int end)
    {
        if (_depth > 0)
            return;
        CountLines(start);
        _heldLine = _lines + 1;
        _heldOffset = _firstOffset + start;
        CountLines(end);
    }

    private void Reject(RejectReason reason, int index)
    {
        if (_depth > 0)
        {
            _tally.CountRejected(_source, reason, _heldLine, _heldOffset);
            return;
        }

        CountLines(index);
        _tally.CountRejected(_source, reason, _lines + 1, _firstOffset + index);
    }
}
