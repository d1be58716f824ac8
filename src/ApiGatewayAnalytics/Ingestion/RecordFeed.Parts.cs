namespace ApiGatewayAnalytics.Ingestion;

/// <content>
/// An input in parts, such as the records of a delivery: the end of a part ends whatever began in it, and rows gather over many
/// parts, so that small ones cost no batch each. What parsers learnt of one part serves the next. Positions of rejected records have
/// the number of the part in place of that of the line, and count bytes over all parts.
/// </content>
internal sealed partial class RecordFeed
{
    private bool _isParted;
    private int _parts;

    /// <summary>Clears the batches, whose rows were taken, before the first part and whenever they were full.</summary>
    public void ClearRows() => Begin();

    /// <summary>Begins the next part, which is copied. False where rows have to be taken before, since they are in the way.</summary>
    /// <param name="part">All of its bytes; long ones are better read from a stream.</param>
    public bool TryBegin(ReadOnlySpan<byte> part)
    {
        bool hasRows = HasRows;
        if (hasRows && _buffer.Length - _high < part.Length)
            return false;
        if (_buffer.Length < part.Length)
        {
            SharedBuffer old = _shared;
            Attach(new SharedBuffer(part.Length));
            old.Release();
        }

        FeedLevel top = BeginPart(null);
        part.CopyTo(_buffer.AsSpan(top.Position));
        top.End = _high = top.Position + part.Length;
        _input.Count(part.Length);
        _compressedCounted = _input.BytesRead;
        _tally.CountBytes(_source, part.Length, part.Length);
        return true;
    }

    /// <summary>Begins the next part.</summary>
    /// <param name="part">The stream to read to its end; it stays the caller's.</param>
    public void Begin(Stream part)
    {
        _input.GoOn(part);
        BeginPart(_input);
    }

    /// <summary>Reads the part on; true where the rows have to be taken before it goes on, false at its end.</summary>
    public bool FillPart() => Continue();

    /// <inheritdoc cref="FillPart"/>
    public ValueTask<bool> FillPartAsync(CancellationToken cancellationToken) => ContinueAsync(cancellationToken);

    private FeedLevel BeginPart(Stream? source)
    {
        // Whatever an earlier part left is behind its end, which only rows still point before.
        int start = HasRows ? _high : 0;
        _isParted = true;
        _depth = 0;
        _stages = 0;
        _high = start;
        _budget.Restart();
        FeedLevel top = _levels[0]!;
        top.Close();
        top.Open(start, start, source);
        _lines = _parts++;
        _lineIndex = start;
        _firstOffset = _input.BytesRead - start;
        return top;
    }
}
