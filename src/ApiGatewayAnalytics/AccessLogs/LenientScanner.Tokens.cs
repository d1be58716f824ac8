using ApiGatewayAnalytics.Ingestion;

namespace ApiGatewayAnalytics.AccessLogs;

/// <content>White space, punctuation and names.</content>
internal ref partial struct LenientScanner
{
    /// <summary>Whether the record's first member stands on a line of its own.</summary>
    private readonly bool IsSpanningLines()
    {
        int at = 1;
        while (at < _text.Length && _text[at] is (byte)' ' or (byte)'\t' or (byte)'\r')
        {
            at++;
        }

        return at < _text.Length && _text[at] == '\n';
    }

    private readonly int SkipSpace(int at, out int newline)
    {
        newline = -1;
        for (; at < _text.Length; at++)
        {
            byte c = _text[at];
            if (c == '\n')
            {
                newline = newline < 0 ? at : newline;
            }
            else if (c is not ((byte)' ' or (byte)'\t' or (byte)'\r'))
            {
                break;
            }
        }

        return at;
    }

    /// <summary>Goes to the next token. False at the window's end, and where the next record begins instead.</summary>
    private bool TryToken(out JsonReading stop)
    {
        int from = _at;
        int at = SkipSpace(from, out int newline);
        stop = JsonReading.Incomplete;
        if (newline >= 0 && _firstNewline < 0)
        {
            _firstNewline = newline;
        }

        if (at == _text.Length)
        {
            _at = isFinal ? at : from;
            return false;
        }

        _at = at;
        if (newline >= 0 && _text[at] == '{' && (!_spansLines || _text[at - 1] == '\n'))
        {
            stop = JsonReading.CutOff;
            return false;
        }

        return true;
    }

    private bool TryComma(ref bool afterComma, out JsonReading stop)
    {
        afterComma = false;
        if (!TryToken(out stop))
        {
            return false;
        }

        while (_text[_at] == ',')
        {
            Repairs |= afterComma ? Repairs.Other : Repairs.None;
            afterComma = true;
            _at++;
            if (!TryToken(out stop))
            {
                return false;
            }
        }

        if (!afterComma && _text[_at] != '}')
        {
            Repairs |= Repairs.Other;
        }

        return true;
    }

    private bool TryName(out int name, out int length, out bool escaped, out JsonReading stop)
    {
        byte quote = _text[_at];
        int from = _at + 1;
        name = start + from;
        length = 0;
        escaped = false;
        if (quote is (byte)'"' or (byte)'\'')
        {
            Repairs |= quote == '"' ? Repairs.None : Repairs.Other;
            int at = from;
            while (at < _text.Length)
            {
                byte c = _text[at];
                if (c == quote)
                {
                    length = at - from;
                    _at = at + 1;
                    stop = JsonReading.Done;
                    return true;
                }

                if (c < 0x20)
                {
                    bool isCut = c == '\n' && !_spansLines;
                    _firstNewline = isCut && _firstNewline < 0 ? at : _firstNewline;
                    stop = isCut ? JsonReading.CutOff : JsonReading.Broken;
                    return false;
                }

                escaped |= c == '\\';
                at += c == '\\' ? 2 : 1;
            }

            stop = JsonReading.Incomplete;
            return false;
        }

        // A name without quotes, as in pseudo JSON.
        int end = _at;
        while (end < _text.Length && (char.IsAsciiLetterOrDigit((char)_text[end]) || _text[end] is (byte)'_' or (byte)'-' or (byte)'.'))
        {
            end++;
        }

        stop = end == _text.Length ? JsonReading.Incomplete : JsonReading.Broken;
        name = start + _at;
        length = end - _at;
        Repairs |= Repairs.Other;
        if (length == 0 || end == _text.Length)
        {
            return false;
        }

        _at = end;
        return true;
    }
}
