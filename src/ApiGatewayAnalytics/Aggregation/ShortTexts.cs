using System.Buffers.Binary;
using System.Runtime.CompilerServices;

namespace ApiGatewayAnalytics.Aggregation;

/// <summary>
/// A small cache in front of a dictionary for texts of at most eight bytes, which most keys of few values are (methods, protocols):
/// such a text is a number, so it is found without hashing or comparing bytes. The absent text is always known. Not thread-safe.
/// </summary>
internal sealed class ShortTexts
{
    public const int MaxLength = sizeof(ulong);

    private const int SizeBits = 6;

    private readonly Entry[] _entries = new Entry[1 << SizeBits];

    [MethodImpl(MethodImplOptions.AggressiveInlining)]
    public bool TryFind(ReadOnlySpan<byte> text, out int number)
    {
        if (text.IsEmpty)
        {
            number = KeyDictionary.Absent;
            return true;
        }

        ulong bytes = BytesOf(text);
        Entry entry = _entries[IndexOf(bytes)];
        number = entry.Number;
        return entry.Bytes == bytes && entry.Length == text.Length;
    }

    /// <summary>Remembers a text that is not empty.</summary>
    public void Remember(ReadOnlySpan<byte> text, int number)
    {
        ulong bytes = BytesOf(text);
        _entries[IndexOf(bytes)] = new Entry(bytes, text.Length, number);
    }

    public void Clear() => Array.Clear(_entries);

    private static int IndexOf(ulong bytes) => (int)((bytes * 0x9E37_79B9_7F4A_7C15) >> (64 - SizeBits));

    [MethodImpl(MethodImplOptions.AggressiveInlining)]
    private static ulong BytesOf(ReadOnlySpan<byte> text)
    {
        if (text.Length >= sizeof(uint))
        {
            return BinaryPrimitives.ReadUInt32LittleEndian(text) | ((ulong)BinaryPrimitives.ReadUInt32LittleEndian(text[^sizeof(uint)..]) << 32);
        }

        return text[0] | ((ulong)text[text.Length >> 1] << 8) | ((ulong)text[^1] << 16);
    }

    private readonly record struct Entry(ulong Bytes, int Length, int Number);
}
