using System.Buffers.Binary;
using System.Runtime.CompilerServices;
using System.Text;
using System.Text.Unicode;
using ApiGatewayAnalytics.Columns;

namespace ApiGatewayAnalytics.Aggregation;

/// <summary>
/// Numbers the texts of one field from 1 on, in the order in which they come; 0 is the absent text. Open addressing over an
/// append-only arena of pages, so growing never copies keys; a key stands there behind its number and length, so that a lookup
/// misses the cache twice at most: for its hash and for its key. Keys are kept as valid UTF-8 of at most
/// <see cref="MaxKeyLength"/> bytes: longer ones are cut at a character, invalid bytes become U+FFFD. Not thread-safe.
/// </summary>
internal sealed class KeyDictionary
{
    public const int Absent = 0;
    public const int MaxKeyLength = 1024;

    private const int PageBits = 18;
    private const int PageSize = 1 << PageBits;
    private const int NumberBytes = sizeof(int);
    private const int HeaderBytes = NumberBytes + sizeof(ushort);

    private readonly HashSlots _slots = new();
    private readonly ShortTexts _short = new();
    private int[] _starts = new int[8];
    private byte[][] _pages = [new byte[512]];
    private int _page;

    // Nothing starts at 0, so that 0 can stand for no key.
    private int _end = HeaderBytes;

    /// <summary>The numbers given, the absent text included.</summary>
    public int Count { get; private set; } = 1;

    /// <summary>The memory that keys take, without the room that is free.</summary>
    public long UsedBytes => _end + (Count * 12L);

    public long Bytes
    {
        get
        {
            long bytes = _slots.Bytes + (_starts.Length * 4L);
            foreach (byte[] page in _pages)
            {
                bytes += page.Length;
            }

            return bytes;
        }
    }

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
        key = Cut(key);
        return GetOrAdd(key, KeyHash.Of(key));
    }

    /// <summary>
    /// The numbers of the texts of rows of a batch, into <paramref name="keys"/> by row. The same as one by one, but the memory that
    /// the lookups need is asked for together.
    /// </summary>
    [MethodImpl(MethodImplOptions.AggressiveOptimization)]
    public void GetOrAdd(RecordBatch batch, int field, ReadOnlySpan<int> rows, int[] keys, LookupScratch scratch)
    {
        TextColumn texts = batch.Texts(field);
        Span<int> others = scratch.Rows(rows.Length);
        int count = 0;
        foreach (int row in rows)
        {
            ReadOnlySpan<byte> text = texts[row];
            if (text.Length > ShortTexts.MaxLength || !_short.TryFind(text, out keys[row]))
            {
                others[count++] = row;
            }
        }

        GetOrAddTogether(texts, others[..count], keys, scratch);
    }

    [MethodImpl(MethodImplOptions.AggressiveOptimization)]
    private void GetOrAddTogether(TextColumn texts, ReadOnlySpan<int> rows, int[] keys, LookupScratch scratch)
    {
        Span<uint> hashes = scratch.Hashes(rows.Length);
        Span<ulong> slots = scratch.Slots(rows.Length);
        Span<int> ids = scratch.Groups(rows.Length);
        Span<int> starts = scratch.Starts(rows.Length);
        for (int i = 0; i < rows.Length; i++)
        {
            hashes[i] = KeyHash.Of(texts[rows[i]]);
        }

        _slots.Peek(hashes, slots);
        for (int i = 0; i < slots.Length; i++)
        {
            starts[i] = _slots.Likely(hashes[i], slots[i]);
        }

        for (int i = 0; i < starts.Length; i++)
        {
            ids[i] = NumberAt(starts[i]);
        }

        for (int i = 0; i < rows.Length; i++)
        {
            ReadOnlySpan<byte> text = texts[rows[i]];
            int id = starts[i] != 0 && TextAt(starts[i]).SequenceEqual(text) ? ids[i] : GetOrAdd(text, hashes[i]);
            keys[rows[i]] = id;
            if (text.Length <= ShortTexts.MaxLength)
            {
                _short.Remember(text, id);
            }
        }
    }

    /// <summary>
    /// Forgets the keys whose <paramref name="marks"/> are 0, and numbers the others anew in the same order. Afterwards a mark is the
    /// new number. Texts move together where they stand, and the room that gets free is kept for new ones.
    /// </summary>
    public void Keep(Span<int> marks)
    {
        int known = Count;
        marks[Absent] = Absent;
        _slots.Clear();
        _short.Clear();
        (Count, _page, _end) = (1, 0, HeaderBytes);
        for (int id = 1; id < known; id++)
        {
            if (marks[id] != 0)
            {
                // Never moves behind a text that is still to be read: what is kept is no longer than what was there.
                ReadOnlySpan<byte> text = TextAt(_starts[id]);
                marks[id] = Append(text, KeyHash.Of(text));
            }
        }
    }

    /// <summary>Gives back the room for more keys.</summary>
    public void Trim()
    {
        _slots.Trim();
        Array.Resize(ref _starts, Count);
        Array.Resize(ref _pages, _page + 1);
        Array.Resize(ref _pages[_page], _end - (_page << PageBits));
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
    private int NumberAt(int start) => BinaryPrimitives.ReadInt32LittleEndian(_pages[start >> PageBits].AsSpan(start & (PageSize - 1)));

    [MethodImpl(MethodImplOptions.AggressiveInlining)]
    private ReadOnlySpan<byte> TextAt(int start)
    {
        byte[] page = _pages[start >> PageBits];
        int offset = start & (PageSize - 1);
        return page.AsSpan(offset + HeaderBytes, BinaryPrimitives.ReadUInt16LittleEndian(page.AsSpan(offset + NumberBytes)));
    }

    private int GetOrAdd(ReadOnlySpan<byte> key, uint hash)
    {
        if (key.Length is 0 or > MaxKeyLength)
        {
            return key.IsEmpty ? Absent : GetOrAdd(key);
        }

        int found = Find(key, hash);
        return found != Absent ? found : AddUnknown(key, hash);
    }

    private int Find(ReadOnlySpan<byte> key, uint hash)
    {
        int at = _slots.Start(hash);
        while (_slots.TryNext(hash, ref at, out int start))
        {
            if (TextAt(start).SequenceEqual(key))
            {
                return NumberAt(start);
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

        int length = key.Length;
        Span<byte> room = Reserve(HeaderBytes + length);
        int start = _end - room.Length;
        key.CopyTo(room[HeaderBytes..]);
        BinaryPrimitives.WriteInt32LittleEndian(room, Count);
        BinaryPrimitives.WriteUInt16LittleEndian(room[NumberBytes..], (ushort)length);
        _starts[Count] = start;
        _slots.Add(hash, start);
        return Count++;
    }

    private Span<byte> Reserve(int length)
    {
        int pageStart = _page << PageBits;
        if (_end - pageStart + length > PageSize)
        {
            if (++_page == _pages.Length)
            {
                _pages = [.. _pages, new byte[PageSize]];
            }

            _end = pageStart += PageSize;
        }

        ref byte[] page = ref _pages[_page];
        int offset = _end - pageStart;
        if (offset + length > page.Length)
        {
            Array.Resize(ref page, Math.Min(PageSize, Math.Max(page.Length * 2, offset + length)));
        }

        _end += length;
        return page.AsSpan(offset, length);
    }
}
