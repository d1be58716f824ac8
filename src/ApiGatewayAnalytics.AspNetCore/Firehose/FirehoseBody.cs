using System.Buffers;
using System.Buffers.Text;
using System.Text.Json;

namespace ApiGatewayAnalytics.AspNetCore.Firehose;

/// <summary>
/// Reads the body of a request as its bytes come, in pieces of any length: <c>{"requestId":"...","timestamp":1,"records":[{"data":"..."}]}</c>
/// with its members in any order and others ignored. Each record is decoded and handed on when its text ends; a text that lies in one
/// piece is decoded from where it stands. Memory is that of the longest record, whatever the body holds. Not thread-safe.
/// </summary>
internal sealed class FirehoseBody : IDisposable
{
    public const int MostRecords = 10_000;

    /// <summary>The longest record in bytes.</summary>
    public const int LongestRecord = 1_024_000;

    /// <summary>The longest record as it is sent.</summary>
    public const int LongestText = 1_365_336;

    /// <summary>The longest name or identifier that is looked at, as it is sent.</summary>
    private const int LongestWord = 2_048;
    private const int MostDigits = 19;
    private const int DeepestNesting = 60;
    private const string NotJson = "The body is not JSON.";

    private static readonly SearchValues<byte> s_textEnds = SearchValues.Create("\"\\"u8);

    private readonly string _requestId;
    private readonly Action<ReadOnlyMemory<byte>> _take;
    private readonly byte[] _word = new byte[LongestWord];
    private byte[] _text = [];
    private byte[] _record = [];
    private int _wordLength;
    private int _textLength;
    private State _state = State.Value;
    private Role _role = Role.Root;
    private Role _next;
    private int _depth;

    /// <summary>A bit per open array.</summary>
    private ulong _arrays;
    private int _unicode;
    private int _unicodeDigits;
    private int _records;
    private bool _hasRequestId;
    private bool _hasTimestamp;
    private bool _hasRecords;
    private bool _isInRecords;
    private bool _hasData;
    private string? _mistake;

    /// <param name="requestId">What the header calls the request.</param>
    /// <param name="take">Takes the bytes of a record, which are gone afterwards.</param>
    public FirehoseBody(string requestId, Action<ReadOnlyMemory<byte>> take)
    {
        _requestId = requestId;
        _take = take;
    }

    private enum State
    {
        Value,
        FirstElement,
        FirstName,
        Name,
        Colon,
        AfterValue,
        Text,
        Escape,
        Unicode,
        Number,
        Literal,
        Over,
    }

    /// <summary>What the value is that is being read.</summary>
    private enum Role
    {
        Other,
        Root,
        Name,
        RequestId,
        Timestamp,
        Records,
        Record,
        Data,
    }

    private bool IsInArray => (_arrays >> _depth & 1) != 0;

    /// <summary>Reads the next piece; what is wrong, or null.</summary>
    public string? Read(ReadOnlySpan<byte> piece)
    {
        int i = 0;
        while (i < piece.Length && _mistake is null)
        {
            if (_state == State.Text)
            {
                i += ReadText(piece[i..]);
                continue;
            }

            byte letter = piece[i];
            if ((_state == State.Number && IsOfNumber(letter)) || (_state == State.Literal && char.IsAsciiLetterLower((char)letter)))
            {
                Keep(letter);
            }
            else
            {
                if (_state is State.Number or State.Literal)
                {
                    EndWord();
                }

                Step(letter);
            }

            i++;
        }

        return _mistake;
    }

    /// <summary>The body has ended; what is wrong, or null.</summary>
    public string? Finish() => _mistake
        ?? (_state != State.Over ? "The body ends early."
        : !_hasRequestId ? "The body has no requestId."
        : !_hasRecords || _records == 0 ? "The body has no records."
        : null);

    public void Dispose()
    {
        Return(_text);
        Return(_record);
        _text = _record = [];
    }

    private void Step(byte letter)
    {
        switch (_state)
        {
            case State.Escape:
                StepEscape(letter);
                return;
            case State.Unicode:
                StepUnicode(letter);
                return;
        }

        if (letter is (byte)' ' or (byte)'\n' or (byte)'\r' or (byte)'\t')
        {
            return;
        }

        switch (_state)
        {
            case State.FirstElement when letter == ']':
            case State.FirstName when letter == '}':
                Close();
                break;
            case State.Value or State.FirstElement:
                BeginValue(letter);
                break;
            case State.FirstName or State.Name when letter == '"':
                _role = Role.Name;
                BeginText();
                break;
            case State.Colon when letter == ':':
                _role = _next;
                _state = State.Value;
                break;
            case State.AfterValue when letter == ',':
                _role = IsInArray && _isInRecords && _depth == 2 ? Role.Record : Role.Other;
                _state = IsInArray ? State.Value : State.Name;
                break;
            case State.AfterValue when letter == (IsInArray ? ']' : '}'):
                Close();
                break;
            default:
                _mistake = NotJson;
                break;
        }
    }

    private void BeginValue(byte letter)
    {
        char kind = (char)letter;
        bool isFit = _role switch
        {
            Role.Root or Role.Record => kind == '{',
            Role.RequestId or Role.Data => kind == '"',
            Role.Records => kind == '[',
            Role.Timestamp => char.IsAsciiDigit(kind),
            _ => true,
        };
        if (!isFit)
        {
            _mistake = $"{_role} is not what it has to be.";
        }
        else if (kind == '"')
        {
            BeginText();
        }
        else if (kind is '{' or '[')
        {
            Open(kind == '[');
        }
        else if (kind == '-' || char.IsAsciiLetterOrDigit(kind))
        {
            _state = char.IsAsciiLetter(kind) ? State.Literal : State.Number;
            _wordLength = 0;
            Keep(letter);
        }
        else
        {
            _mistake = NotJson;
        }
    }

    private void Open(bool isArray)
    {
        if (++_depth > DeepestNesting)
        {
            _mistake = "The body is nested too deep.";
            return;
        }

        _arrays = isArray ? _arrays | 1UL << _depth : _arrays & ~(1UL << _depth);
        _state = isArray ? State.FirstElement : State.FirstName;
        if (_role == Role.Records)
        {
            _isInRecords = true;
            _role = Role.Record;
        }
        else if (_role == Role.Record)
        {
            _hasData = false;
            if (++_records > MostRecords)
            {
                _mistake = $"The body has more than {MostRecords} records.";
            }
        }
        else
        {
            _role = Role.Other;
        }
    }

    private void Close()
    {
        if (_isInRecords && _depth == 3 && !_hasData)
        {
            _mistake = "A record has no data.";
        }

        _isInRecords &= _depth != 2;
        _state = --_depth == 0 ? State.Over : State.AfterValue;
    }

    private void BeginText()
    {
        _state = State.Text;
        _wordLength = 0;
        _textLength = 0;
    }

    private int ReadText(ReadOnlySpan<byte> piece)
    {
        int length = piece.IndexOfAny(s_textEnds);
        ReadOnlySpan<byte> text = length < 0 ? piece : piece[..length];
        bool isEnd = length >= 0 && piece[length] == '"';
        if (_role == Role.Data && isEnd && _textLength == 0)
        {
            EndData(text);
        }
        else if (_role == Role.Data)
        {
            KeepText(text);
            if (isEnd)
            {
                EndData(_text.AsSpan(0, _textLength));
            }
        }
        else if (_role != Role.Other)
        {
            Keep(text);
            if (isEnd)
            {
                EndWord();
            }
        }
        else if (isEnd)
        {
            _state = State.AfterValue;
        }

        if (length >= 0 && !isEnd)
        {
            _state = State.Escape;
        }

        return text.Length + (length < 0 ? 0 : 1);
    }

    private void StepEscape(byte letter)
    {
        _state = State.Text;
        if (_role == Role.Data)
        {
            // Of what can be escaped only this, and any letter by its number, is of base64.
            if (letter == '/')
            {
                KeepText("/"u8);
            }
            else if (letter == 'u')
            {
                _state = State.Unicode;
                _unicode = _unicodeDigits = 0;
            }
            else
            {
                _mistake = "A record is not base64.";
            }
        }
        else if (_role != Role.Other)
        {
            Keep([(byte)'\\', letter]);
        }
    }

    private void StepUnicode(byte letter)
    {
        if (!char.IsAsciiHexDigit((char)letter))
        {
            _mistake = NotJson;
            return;
        }

        _unicode = (_unicode << 4) | (char.IsAsciiDigit((char)letter) ? letter - '0' : (letter | 0x20) - 'a' + 10);
        if (++_unicodeDigits == 4)
        {
            _state = State.Text;
            KeepText([(byte)Math.Min(_unicode, byte.MaxValue)]);
        }
    }

    private void EndData(ReadOnlySpan<byte> text)
    {
        _state = State.AfterValue;
        if (_hasData)
        {
            _mistake = "A record has data twice.";
            return;
        }

        _hasData = true;
        if (text.Length > LongestText)
        {
            _mistake = $"A record has more than {LongestText} characters.";
            return;
        }

        Grow(ref _record, Base64.GetMaxDecodedFromUtf8Length(text.Length), 0);
        if (Base64.DecodeFromUtf8(text, _record, out _, out int length) != OperationStatus.Done)
        {
            _mistake = "A record is not base64.";
        }
        else if (length > LongestRecord)
        {
            _mistake = $"A record has more than {LongestRecord} bytes.";
        }
        else
        {
            _take(_record.AsMemory(0, length));
        }
    }

    private void KeepText(ReadOnlySpan<byte> text)
    {
        if (_textLength + text.Length > LongestText)
        {
            _mistake = $"A record has more than {LongestText} characters.";
            return;
        }

        Grow(ref _text, _textLength + text.Length, _textLength);
        text.CopyTo(_text.AsSpan(_textLength));
        _textLength += text.Length;
    }

    private void Keep(byte letter) => Keep([letter]);

    /// <summary>Longer words are none that is known.</summary>
    private void Keep(ReadOnlySpan<byte> text)
    {
        int length = Math.Min(text.Length, LongestWord - _wordLength);
        text[..length].CopyTo(_word.AsSpan(_wordLength));
        _wordLength += length;
    }

    private void EndWord()
    {
        ReadOnlySpan<byte> word = _word.AsSpan(0, _wordLength);
        bool isText = _state == State.Text;
        bool isLiteral = _state == State.Literal;
        _state = State.AfterValue;
        if (isLiteral)
        {
            _mistake = word.SequenceEqual("true"u8) || word.SequenceEqual("false"u8) || word.SequenceEqual("null"u8) ? null : NotJson;
        }
        else if (_role == Role.Name)
        {
            _next = RoleOf(word);
            _state = State.Colon;
        }
        else if (_role == Role.RequestId && isText)
        {
            _mistake = _hasRequestId ? "The body has requestId twice."
                : Unescape(word) == _requestId ? null : "The requestId of the body is not that of the header.";
            _hasRequestId = true;
        }
        else if (_role == Role.Timestamp)
        {
            _mistake = _hasTimestamp ? "The body has timestamp twice."
                : word.Length <= MostDigits && !word.ContainsAnyExceptInRange((byte)'0', (byte)'9') ? null : "The timestamp is not an integer.";
            _hasTimestamp = true;
        }
    }

    private Role RoleOf(ReadOnlySpan<byte> name)
    {
        if (name.Contains((byte)'\\'))
        {
            name = System.Text.Encoding.UTF8.GetBytes(Unescape(name) ?? "");
        }

        if (_depth == 1)
        {
            if (name.SequenceEqual("records"u8))
            {
                _mistake = _hasRecords ? "The body has records twice." : null;
                _hasRecords = true;
                return Role.Records;
            }

            return name.SequenceEqual("requestId"u8) ? Role.RequestId : name.SequenceEqual("timestamp"u8) ? Role.Timestamp : Role.Other;
        }

        return _isInRecords && _depth == 3 && name.SequenceEqual("data"u8) ? Role.Data : Role.Other;
    }

    /// <summary>A text without its escapes; null where it is none.</summary>
    private static string? Unescape(ReadOnlySpan<byte> word)
    {
        try
        {
            var reader = new Utf8JsonReader((byte[])[(byte)'"', .. word, (byte)'"']);
            return reader.Read() ? reader.GetString() : null;
        }
        catch (Exception error) when (error is JsonException or InvalidOperationException)
        {
            return null;
        }
    }

    private static bool IsOfNumber(byte letter) =>
        char.IsAsciiDigit((char)letter) || letter is (byte)'.' or (byte)'-' or (byte)'+' or (byte)'e' or (byte)'E';

    private static void Grow(ref byte[] buffer, int length, int kept)
    {
        if (buffer.Length < length)
        {
            byte[] larger = ArrayPool<byte>.Shared.Rent(Math.Max(length, Math.Min(buffer.Length * 2, LongestText)));
            buffer.AsSpan(0, kept).CopyTo(larger);
            Return(buffer);
            buffer = larger;
        }
    }

    private static void Return(byte[] buffer)
    {
        if (buffer.Length > 0)
        {
            ArrayPool<byte>.Shared.Return(buffer);
        }
    }
}
