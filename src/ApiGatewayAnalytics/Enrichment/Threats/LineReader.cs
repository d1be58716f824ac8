namespace ApiGatewayAnalytics.Enrichment.Threats;

/// <summary>Reads lines of bytes through one buffer. A line longer than that is left out and told. Not thread-safe.</summary>
internal sealed class LineReader(Stream stream)
{
    private readonly byte[] _buffer = new byte[64 * 1024];
    private int _from;
    private int _to;
    private bool _isEnd;

    /// <summary>The number of the line that was read last, from 1.</summary>
    public long Line { get; private set; }

    /// <summary>Where that line starts, from 0.</summary>
    public long ByteOffset { get; private set; }

    private long _next;

    /// <summary>Reads a line without its end; false after the last one.</summary>
    /// <param name="line">The line, until the next call; empty where it is too long.</param>
    /// <param name="isTooLong">Whether it did not fit into the buffer.</param>
    public bool TryRead(out ReadOnlySpan<byte> line, out bool isTooLong)
    {
        ByteOffset = _next;
        isTooLong = false;
        int searched = 0;
        while (true)
        {
            int end = _buffer.AsSpan(_from + searched, _to - _from - searched).IndexOf((byte)'\n');
            if (end >= 0 || (_isEnd && _to > _from))
            {
                int length = end < 0 ? _to - _from : searched + end;
                line = isTooLong ? default : _buffer.AsSpan(_from, length).TrimEnd((byte)'\r');
                _from += length;
                _next += length;
                if (end >= 0)
                {
                    _from++;
                    _next++;
                }

                Line++;
                return true;
            }

            if (_isEnd)
            {
                line = default;
                Line += isTooLong ? 1 : 0;
                return isTooLong;
            }

            searched = _to - _from;
            if (searched == _buffer.Length)
            {
                isTooLong = true;
                _next += searched;
                (_from, _to, searched) = (0, 0, 0);
            }

            Fill();
        }
    }

    private void Fill()
    {
        _buffer.AsSpan(_from, _to - _from).CopyTo(_buffer);
        (_from, _to) = (0, _to - _from);
        int read = stream.Read(_buffer.AsSpan(_to));
        _isEnd = read == 0;
        _to += read;
    }
}
