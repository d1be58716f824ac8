using System.Buffers.Text;
using System.Numerics;
using System.Security.Cryptography;

namespace ApiGatewayAnalytics.Ingestion;

/// <summary>
/// The newest ids of events, to count an event once that is delivered twice: of CloudWatch Logs, decimal numbers of at most 56 digits,
/// and of CloudTrail, UUIDs. Both are kept whole in 24 bytes; any other text is kept as the first 191 bits of its SHA-256. One million
/// ids take 32 MB, less while there are fewer. Thread-safe.
/// </summary>
internal sealed class EventIdFilter
{
    /// <summary>The ids that are kept by default.</summary>
    public const int DefaultCapacity = 1_000_000;

    /// <summary>The ids of CloudTrail events that are kept.</summary>
    public const int CloudTrailCapacity = 2_000_000;

    private const byte BinaryVersion = 1;
    private const int FirstLength = 1024;
    private const int MaxDigits = 56;
    private const int DigitsPerPart = 19;
    private const ulong HashedMark = 1UL << 63;

    /// <summary>Beyond what digits begin with.</summary>
    private const ulong UuidMark = 1UL << 62;

    private readonly object _lock = new();
    private readonly int _capacity;

    /// <summary>What these ids are to be added to; null where they are nobody's draft.</summary>
    private readonly EventIdFilter? _published;

    /// <summary>The bits of a slot that hold an index; the others hold bits of the hash, so that most others are told apart without a look at them.</summary>
    private readonly uint _indexMask;

    /// <summary>The ids in the order of their arrival, a ring once <see cref="_capacity"/> is reached.</summary>
    private Id[] _ids = [];
    private int _oldest;
    private int _count;

    /// <summary>Open addressing: index into <see cref="_ids"/> plus one, and bits of the hash; at most half full.</summary>
    private uint[] _slots = [];

    /// <exception cref="ArgumentOutOfRangeException">The capacity is not positive.</exception>
    public EventIdFilter(int capacity = DefaultCapacity)
    {
        ArgumentOutOfRangeException.ThrowIfNegativeOrZero(capacity);
        _capacity = capacity;
        _indexMask = uint.MaxValue >> BitOperations.LeadingZeroCount((uint)capacity);
    }

    /// <summary>Creates a draft: ids that are new to another filter, which learns of them when they are published.</summary>
    /// <param name="published">The other filter.</param>
    public EventIdFilter(EventIdFilter published)
        : this(published._capacity) => _published = published;

    public int Count
    {
        get
        {
            lock (_lock)
                return _count;
        }
    }

    /// <summary>False where the id is among the newest ones already; else it is the newest now.</summary>
    public bool TryAdd(ReadOnlySpan<byte> id)
    {
        Id key = Id.Of(id);
        if (_published?.Contains(key) == true)
            return false;
        lock (_lock)
            return TryAdd(key);
    }

    /// <summary>
    /// Adds the ids of drafts to the filters that they are drafts of, all in one step. False where one of them was added by others
    /// meanwhile: then none is.
    /// </summary>
    public static bool TryPublish(ReadOnlySpan<EventIdFilter> drafts)
    {
        if (drafts.IsEmpty)
            return true;
        EventIdFilter draft = drafts[0];
        EventIdFilter target = draft._published ?? throw new ArgumentException("These ids are nobody's draft.", nameof(drafts));
        lock (target._lock)
        {
            for (int i = 0; i < draft._count; i++)
            {
                if (target.Contains(draft.IdAt(i)))
                    return false;
            }

            if (!TryPublish(drafts[1..]))
                return false;
            target.MergeFrom(draft);
            return true;
        }
    }

    public void WriteTo(BinaryWriter writer)
    {
        lock (_lock)
        {
            writer.Write(BinaryVersion);
            writer.Write7BitEncodedInt(_count);
            for (int i = 0; i < _count; i++)
            {
                Id id = IdAt(i);
                writer.Write(id.High);
                writer.Write(id.Middle);
                writer.Write(id.Low);
            }
        }
    }

    /// <summary>Adds what <see cref="WriteTo"/> wrote.</summary>
    /// <exception cref="InvalidDataException">Another version, or a count that is negative.</exception>
    /// <exception cref="EndOfStreamException">The data ends early.</exception>
    public void ReadFrom(BinaryReader reader)
    {
        byte version = reader.ReadByte();
        if (version != BinaryVersion)
            throw new InvalidDataException($"Version {version} of an event id filter is unknown; this library reads {BinaryVersion}.");
        int count = reader.Read7BitEncodedInt();
        if (count < 0)
            throw new InvalidDataException($"An event id filter holds {count} ids.");
        lock (_lock)
        {
            for (int i = 0; i < count; i++)
                TryAdd(new Id(reader.ReadUInt64(), reader.ReadUInt64(), reader.ReadUInt64()));
        }
    }

    /// <summary>Adds the ids of another filter, which must not change meanwhile.</summary>
    public void MergeFrom(EventIdFilter other)
    {
        lock (_lock)
        {
            for (int i = 0; i < other._count; i++)
                TryAdd(other.IdAt(i));
        }
    }

    private bool Contains(in Id id)
    {
        lock (_lock)
            return _count > 0 && _slots[Find(id, id.Hash)] != 0;
    }

    private Id IdAt(int index) => _ids[(_oldest + index) % _ids.Length];

    private bool TryAdd(Id id)
    {
        int hash = id.Hash;
        int slot = _count > 0 ? Find(id, hash) : 0;
        if (_count > 0 && _slots[slot] != 0)
            return false;
        if (_count == _ids.Length)
        {
            if (_count < _capacity)
                Grow();
            else
                RemoveOldest();
            slot = Find(id, hash);
        }

        int index = _oldest + _count;
        index -= index >= _ids.Length ? _ids.Length : 0;
        _ids[index] = id;
        _slots[slot] = SlotOf(index, hash);
        _count++;
        return true;
    }

    private uint SlotOf(int index, int hash) => (uint)(index + 1) | ((uint)hash & ~_indexMask);

    private int IndexOf(uint slot) => (int)(slot & _indexMask) - 1;

    private int Find(in Id id, int hash)
    {
        uint[] slots = _slots;
        uint indexMask = _indexMask;
        int mask = slots.Length - 1;
        int slot = hash & mask;
        while (slots[slot] is not 0 and var entry && (((entry ^ (uint)hash) & ~indexMask) != 0 || !_ids[(int)(entry & indexMask) - 1].Is(id)))
            slot = (slot + 1) & mask;
        return slot;
    }

    private void Grow()
    {
        var ids = new Id[(int)Math.Min(_capacity, Math.Max(FirstLength, _ids.Length * 4L))];
        for (int i = 0; i < _count; i++)
            ids[i] = IdAt(i);
        _ids = ids;
        _oldest = 0;
        _slots = new uint[(int)BitOperations.RoundUpToPowerOf2((uint)ids.Length * 2)];
        for (int i = 0; i < _count; i++)
        {
            int hash = ids[i].Hash;
            _slots[Find(ids[i], hash)] = SlotOf(i, hash);
        }
    }

    private void RemoveOldest()
    {
        int mask = _slots.Length - 1;
        int hole = Find(_ids[_oldest], _ids[_oldest].Hash);
        _oldest = (_oldest + 1) % _ids.Length;
        _count--;

        // What was pushed aside by the removed one moves back, so that no search stops at the hole.
        for (int slot = (hole + 1) & mask; _slots[slot] != 0; slot = (slot + 1) & mask)
        {
            int home = _ids[IndexOf(_slots[slot])].Hash & mask;
            if (((slot - home) & mask) >= ((slot - hole) & mask))
            {
                _slots[hole] = _slots[slot];
                hole = slot;
            }
        }

        _slots[hole] = 0;
    }

    private readonly record struct Id(ulong High, ulong Middle, ulong Low)
    {
        private static readonly ulong s_seed = BitConverter.ToUInt64(RandomNumberGenerator.GetBytes(sizeof(ulong)));

        /// <summary>Seeded, because whoever makes up events must not choose where they are kept.</summary>
        public int Hash
        {
            get
            {
                ulong high = Math.BigMul(Low ^ s_seed, 0x9E37_79B9_7F4A_7C15, out ulong low);
                ulong mixed = Math.BigMul(Middle ^ high ^ low, 0xD6E8_FEB8_6659_FD93, out ulong rest) ^ rest ^ High;
                return (int)(mixed ^ (mixed >> 32));
            }
        }

        public bool Is(in Id other) => Low == other.Low && Middle == other.Middle && High == other.High;

        public static Id Of(ReadOnlySpan<byte> text)
        {
            if (text.Length == Uuid.Length && Uuid.TryParse(text, out ulong first, out ulong second))
                return new Id(UuidMark, first, second);

            if (text.Length is 0 or > MaxDigits || text.ContainsAnyExceptInRange((byte)'0', (byte)'9'))
                return Hashed(text);

            // The digits behind a one, so that leading zeros count.
            Span<byte> digits = stackalloc byte[MaxDigits + 1];
            digits.Fill((byte)'0');
            text.CopyTo(digits[^text.Length..]);
            digits[^(text.Length + 1)] = (byte)'1';
            return new Id(Part(digits, 0), Part(digits, 1), Part(digits, 2));
        }

        private static ulong Part(ReadOnlySpan<byte> digits, int part) =>
            Utf8Parser.TryParse(digits.Slice(part * DigitsPerPart, DigitsPerPart), out ulong value, out _) ? value : 0;

        private static Id Hashed(ReadOnlySpan<byte> text)
        {
            Span<byte> hash = stackalloc byte[SHA256.HashSizeInBytes];
            SHA256.HashData(text, hash);
            return new Id(BitConverter.ToUInt64(hash) | HashedMark, BitConverter.ToUInt64(hash[8..]), BitConverter.ToUInt64(hash[16..]));
        }
    }
}
