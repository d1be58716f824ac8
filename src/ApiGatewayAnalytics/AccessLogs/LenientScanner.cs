using ApiGatewayAnalytics.Ingestion;

namespace ApiGatewayAnalytics.AccessLogs;

/// <summary>The state of <see cref="LenientJson"/> within one record.</summary>
internal ref partial struct LenientScanner(ReadOnlySpan<byte> text, int start, bool isFinal, MemberList members)
{
    private const int Deepest = 64;

    private readonly ReadOnlySpan<byte> _text = text;
    private int _at;
    private int _firstNewline = -1;
    private bool _spansLines;

    public Repairs Repairs { get; private set; }

    public readonly int Position => _at;

    public JsonReading Read()
    {
        _at = 1;
        _spansLines = IsSpanningLines();
        if (!TryToken(out JsonReading stop))
        {
            return stop;
        }

        bool doubled = _text[_at] == '{';
        if (doubled)
        {
            _at++;
            Repairs |= Repairs.DoubledBraces;
        }

        int depth = 1;
        bool afterComma = false;
        while (TryToken(out stop))
        {
            byte c = _text[_at];
            if (c == '}')
            {
                _at++;
                Repairs |= afterComma ? Repairs.Other : Repairs.None;
                afterComma = false;
                if (--depth == 0)
                {
                    return doubled ? CloseSecondBrace() : JsonReading.Done;
                }

                members.Add(new JsonMember(MemberKind.EndObject, 0, 0, 0, 0));
                if (!TryComma(ref afterComma, out stop))
                {
                    return stop;
                }

                continue;
            }

            if (!TryName(out int name, out int nameLength, out bool nameEscaped, out stop) || !TryToken(out stop))
            {
                return stop;
            }

            if (_text[_at] != ':')
            {
                return JsonReading.Broken;
            }

            _at++;
            if (!TryToken(out stop))
            {
                return stop;
            }

            if (_text[_at] == '{')
            {
                if (++depth > Deepest)
                {
                    return JsonReading.Broken;
                }

                _at++;
                afterComma = false;
                members.Add(new JsonMember(MemberKind.Object, name, nameLength, start + _at, 0, nameEscaped));
                continue;
            }

            if (!TryValue(out JsonMember value, out stop))
            {
                return stop;
            }

            members.Add(value with { Name = name, NameLength = nameLength, NameEscaped = nameEscaped });
            if (!TryComma(ref afterComma, out stop))
            {
                return stop;
            }
        }

        return stop;
    }

    /// <summary>Where reading goes on after a record that the end of the input cuts off.</summary>
    public readonly int FindEnd() => !_spansLines && _firstNewline >= 0 ? _firstNewline + 1 : _text.Length;

    /// <summary>Where reading goes on after a record that cannot be read; 0 where that is not within the window.</summary>
    public readonly int FindResumption(JsonReading reading)
    {
        if (!_spansLines && _firstNewline >= 0)
        {
            return _firstNewline + 1;
        }

        if (reading == JsonReading.CutOff)
        {
            return _at;
        }

        // The rest of the line, unless another object follows on it; of a record over several lines, up to the line of its last brace.
        for (int at = _at; at < _text.Length; at++)
        {
            int next = _text[at..].IndexOfAny((byte)'\n', (byte)'}');
            if (next < 0)
            {
                break;
            }

            at += next;
            ReadOnlySpan<byte> rest = _text[at..];
            if (rest[0] == '}')
            {
                if (rest.StartsWith("}{"u8) || rest.StartsWith("}\\n{"u8))
                {
                    return at + 1;
                }

                if (rest.Length < 4 && !isFinal && "}\\n{"u8.StartsWith(rest))
                {
                    return 0;
                }

                if (_spansLines && at > 0 && _text[at - 1] == '\n')
                {
                    return at + 1;
                }
            }
            else if (!_spansLines || (rest.Length > 1 && rest[1] == '{'))
            {
                return at + 1;
            }
            else if (rest.Length == 1 && !isFinal)
            {
                return 0;
            }
        }

        return isFinal ? _text.Length : 0;
    }

    private JsonReading CloseSecondBrace()
    {
        int at = SkipSpace(_at, out _);
        if (at == _text.Length)
        {
            return isFinal ? JsonReading.Done : JsonReading.Incomplete;
        }

        _at = _text[at] == '}' ? at + 1 : _at;
        return JsonReading.Done;
    }
}
