using System.Text.Json;

namespace ApiGatewayAnalytics.Tests.AccessLogs;

/// <summary>A sound record of JSON with the places of its members, and a copy of its text to be damaged.</summary>
internal sealed class MutableRecord
{
    private readonly byte[] _sound;
    private byte[] _text;
    private int _length;

    public MutableRecord(byte[] sound)
    {
        _sound = sound;
        _text = [.. sound];
        Members = [.. Find(sound)];
    }

    /// <summary>The members that hold no object, in the order of the record.</summary>
    public Member[] Members { get; }

    /// <summary>The text as it is now.</summary>
    public ReadOnlySpan<byte> Text => _text.AsSpan(0, _length);

    /// <summary>Makes the text sound again.</summary>
    public void Reset()
    {
        _sound.CopyTo(_text, 0);
        _length = _sound.Length;
    }

    public ReadOnlySpan<byte> Sound(int start, int end) => _sound.AsSpan(start, end - start);

    public void Replace(int start, int end, ReadOnlySpan<byte> text)
    {
        int length = _length - (end - start) + text.Length;
        if (length > _text.Length)
        {
            Array.Resize(ref _text, length * 2);
        }

        _text.AsSpan(end, _length - end).CopyTo(_text.AsSpan(start + text.Length));
        text.CopyTo(_text.AsSpan(start));
        _length = length;
    }

    /// <summary>A number that is absent makes a record that is no JSON from there on.</summary>
    private static List<Member> Find(byte[] sound)
    {
        var members = new List<Member>();
        try
        {
            Find(sound, members);
        }
        catch (JsonException)
        {
        }

        return members;
    }

    private static void Find(byte[] sound, List<Member> members)
    {
        var reader = new Utf8JsonReader(sound);
        int name = 0;
        while (reader.Read())
        {
            int start = (int)reader.TokenStartIndex;
            if (reader.TokenType == JsonTokenType.PropertyName)
            {
                name = start;
            }
            else if (reader.TokenType is not (JsonTokenType.StartObject or JsonTokenType.EndObject))
            {
                int depth = reader.CurrentDepth;
                reader.Skip();
                members.Add(new Member(name, start, (int)reader.BytesConsumed, depth));
            }
        }
    }

    /// <summary>Where a member stands in the sound record.</summary>
    /// <param name="Name">The quotation mark before the name.</param>
    /// <param name="Value">The start of the value, the quotation mark of a string.</param>
    /// <param name="End">Behind the value.</param>
    /// <param name="Depth">The depth of the object that it belongs to.</param>
    internal readonly record struct Member(int Name, int Value, int End, int Depth);
}
