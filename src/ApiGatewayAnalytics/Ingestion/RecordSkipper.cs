namespace ApiGatewayAnalytics.Ingestion;

/// <summary>
/// Walks over the rest of a record that is too long to be held, piece by piece: to the end of the line, or of an object to its
/// closing brace. An object whose braces do not match ends where the next line begins with a brace.
/// </summary>
internal struct RecordSkipper
{
    private Target _target;
    private int _depth;
    private bool _isInString;
    private bool _isEscaped;
    private bool _isLineStart;

    private enum Target
    {
        Nothing,
        Line,
        Object,
        Element,
    }

    public readonly bool IsActive => _target != Target.Nothing;

    public static RecordSkipper ToLineEnd() => new() { _target = Target.Line };

    public static RecordSkipper ToObjectEnd() => new() { _target = Target.Object };

    /// <summary>From after the opening brace of an element to before its closing one.</summary>
    public static RecordSkipper ToElementEnd() => new() { _target = Target.Element, _depth = 1 };

    /// <summary>How many of the next bytes belong to what is skipped; it is over when <see cref="IsActive"/> ends.</summary>
    public int Skip(ReadOnlySpan<byte> next)
    {
        if (_target == Target.Line)
        {
            int end = next.IndexOf((byte)'\n');
            if (end < 0)
                return next.Length;
            _target = Target.Nothing;
            return end + 1;
        }

        for (int i = 0; i < next.Length; i++)
        {
            byte value = next[i];
            if (_isLineStart && value == '{' && _target == Target.Object)
            {
                _target = Target.Nothing;
                return i;
            }

            _isLineStart = value == '\n';
            if (_isInString)
            {
                if (_isEscaped)
                    _isEscaped = false;
                else if (value == '\\')
                    _isEscaped = true;
                else if (value == '"')
                    _isInString = false;
            }
            else if (value == '"')
            {
                _isInString = true;
            }
            else if (value == '{')
            {
                _depth++;
            }
            else if (value == '}' && --_depth <= 0)
            {
                int end = _target == Target.Element ? i : i + 1;
                _target = Target.Nothing;
                return end;
            }
        }

        return next.Length;
    }
}
