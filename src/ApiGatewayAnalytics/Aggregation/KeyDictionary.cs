using System.Buffers.Binary;
using System.Runtime.CompilerServices;
using System.Text;
using System.Text.Unicode;
using ApiGatewayAnalytics.Columns;

namespace ApiGatewayAnalytics.Aggregation;

/// <summary>
/// Numbers the texts of one field from 1 on, in the order in which they come; 0 is the absent text. Open addressing over an
/// append-only arena of pages, so growing never copies keys. Keys are kept as valid UTF-8 of at most
/// <see cref="MaxKeyLength"/> bytes: longer ones are cut at a character, invalid bytes become U+FFFD. Not thread-safe.
/// </summary>
internal sealed class KeyDictionary
{
    public const int Absent = 0;
    public const int MaxKeyLength = 1024;

    private const int PageBits = 18;
    private const int PageSize = 1 << PageBits;
    private const int LengthBytes = 2;

    private readonly HashSlots _slots = new();
    private int[] _starts = new int[8];
    private byte[][] _pages = [new byte[512]];
    private int _end;

    /// <summary>The numbers given, the absent text included.</summary>
    public int Count { get; private set; } = 1;

    public long Bytes => _slots.Bytes + (_starts.Length * 4L) + ((_pages.Length - 1L) * PageSize) + _pages[0].Length;

    /// <summary>The text behind a number; empty for the absent one. Valid as long as the dictionary.</summary>
    public ReadOnlySpan<byte> this[int id]
    {
        [MethodImpl(MethodImplOptions.AggressiveInlining)]
        get
        {
            if (id == Absent)
            {
                return default;
            }

            return TextAt(_starts[id]);
        }
    }

    /// <summary>The number of a text; a new one where it has none yet. An empty text is absent.</summary>
    public int GetOrAdd(ReadOnlySpan<byte> key)
    {
        if (key.Length is 0 or > MaxKeyLength)
        {
            return key.IsEmpty ? Absent : GetOrAdd(Cut(key));
        }

        uint hash = KeyHash.Of(key);
        int found = Find(key, hash);
        return found != Absent ? found : AddUnknown(key, hash);
    }

    /// <summary>
    /// The numbers of the texts of rows of a batch, into <paramref name="keys"/> by row. The same as one by one, but the memory that
    /// the lookups need is asked for together.
    /// </summary>
    [MethodImpl(MethodImplOptions.AggressiveOptimization)]
    public void GetOrAdd(RecordBatch batch, int field, ReadOnlySpan<int> rows, int[] keys, LookupScratch scratch)
    {
        Span<uint> hashes = scratch.Hashes(rows.Length);
        Span<ulong> slots = scratch.Slots(rows.Length);
        Span<int> starts = scratch.Starts(rows.Length);
        for (int i = 0; i < rows.Length; i++)
        {
            hashes[i] = KeyHash.Of(batch.Text(field, rows[i]));
        }

        _slots.Peek(hashes, slots);
        int[] all = _starts;
        for (int i = 0; i < slots.Length; i++)
        {
            starts[i] = all[(int)(uint)slots[i]];
        }

        for (int i = 0; i < rows.Length; i++)
        {
            ReadOnlySpan<byte> text = batch.Text(field, rows[i]);
            bool isLikely = (uint)(slots[i] >> 32) == hashes[i] && (uint)slots[i] != Absent;
            keys[rows[i]] = isLikely && TextAt(starts[i]).SequenceEqual(text) ? (int)(uint)slots[i] : GetOrAdd(text);
        }
    }

    /// <summary>The longest prefix of at most <see cref="MaxKeyLength"/> bytes that ends at a character.</summary>
    public static ReadOnlySpan<byte> Cut(ReadOnlySpan<byte> key)
    {
        if (key.Length <= MaxKeyLength)
        {
            return key;
        }

        int length = MaxKeyLength;
        while (length > MaxKeyLength - 4 && (key[length] & 0xC0) == 0x80)
        {
            length--;
        }

        return key[..length];
    }

    [MethodImpl(MethodImplOptions.AggressiveInlining)]
    private ReadOnlySpan<byte> TextAt(int start)
    {
        byte[] page = _pages[start >> PageBits];
        int offset = start & (PageSize - 1);
        return page.AsSpan(offset + LengthBytes, BinaryPrimitives.ReadUInt16LittleEndian(page.AsSpan(offset)));
    }

    private int Find(ReadOnlySpan<byte> key, uint hash)
    {
        int at = _slots.Start(hash);
        while (_slots.TryNext(hash, ref at, out int id))
        {
            if (this[id].SequenceEqual(key))
            {
                return id;
            }
        }

        return Absent;
    }

    private int AddUnknown(ReadOnlySpan<byte> key, uint hash)
    {
        // Not remembered under its raw form: a key with invalid bytes is looked up twice whenever it comes.
        return Utf8.IsValid(key) ? Append(key, hash) : GetOrAdd(Encoding.UTF8.GetBytes(Encoding.UTF8.GetString(key)));
    }

    private int Append(ReadOnlySpan<byte> key, uint hash)
    {
        if (Count == _starts.Length)
        {
            Array.Resize(ref _starts, _starts.Length * 2);
        }

        Span<byte> room = Reserve(LengthBytes + key.Length);
        BinaryPrimitives.WriteUInt16LittleEndian(room, (ushort)key.Length);
        key.CopyTo(room[LengthBytes..]);
        _starts[Count] = _end - room.Length;
        _slots.Add(hash, Count);
        return Count++;
    }

    private Span<byte> Reserve(int length)
    {
        int pageStart = (_pages.Length - 1) << PageBits;
        if (_end - pageStart + length > PageSize)
        {
            _pages = [.. _pages, new byte[PageSize]];
            pageStart += PageSize;
            _end = pageStart;
        }

        ref byte[] page = ref _pages[^1];
        int offset = _end - pageStart;
        if (offset + length > page.Length)
        {
            Array.Resize(ref page, Math.Min(PageSize, Math.Max(page.Length * 2, offset + length)));
        }

        _end += length;
        return page.AsSpan(offset, length);
    }
}
