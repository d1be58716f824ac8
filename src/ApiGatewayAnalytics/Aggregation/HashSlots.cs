using System.Numerics;
using System.Runtime.CompilerServices;

namespace ApiGatewayAnalytics.Aggregation;

/// <summary>
/// The open-addressing index behind the tables of this folder: hash and number side by side in eight bytes, linear probing, at
/// most half full. It knows no keys: the owner compares those whose hash agrees.
/// </summary>
internal sealed class HashSlots
{
    private ulong[] _slots = new ulong[16];
    private int _count;

    public long Bytes => _slots.Length * 8L;

    /// <summary>Where to look for a hash first.</summary>
    [MethodImpl(MethodImplOptions.AggressiveInlining)]
    public int Start(uint hash) => (int)hash & (_slots.Length - 1);

    /// <summary>The next number with this hash, at or after <paramref name="at"/>, which moves behind it.</summary>
    [MethodImpl(MethodImplOptions.AggressiveInlining)]
    public bool TryNext(uint hash, ref int at, out int id)
    {
        ulong[] slots = _slots;
        while (true)
        {
            ulong slot = slots[at & (slots.Length - 1)];
            id = (int)(uint)slot;
            at++;
            if (slot == 0 || (uint)(slot >> 32) == hash)
            {
                return slot != 0;
            }
        }
    }

    /// <summary>
    /// What stands first where each hash is looked for, as (hash, number) of eight bytes. The loads do not depend on one another,
    /// so the processor waits for many of them at once; a lookup one by one waits for each.
    /// </summary>
    public void Peek(ReadOnlySpan<uint> hashes, Span<ulong> slots)
    {
        ulong[] all = _slots;
        int mask = all.Length - 1;
        for (int i = 0; i < hashes.Length; i++)
        {
            slots[i] = all[(int)hashes[i] & mask];
        }
    }

    /// <summary>The first number with a hash, or 0, for slots found by <see cref="Peek"/> before numbers were added.</summary>
    [MethodImpl(MethodImplOptions.AggressiveInlining)]
    public int Likely(uint hash, ulong slot)
    {
        for (int at = (int)hash; slot != 0 && (uint)(slot >> 32) != hash; at++)
        {
            slot = _slots[at & (_slots.Length - 1)];
        }

        return (int)(uint)slot;
    }

    public HashSlots Copy()
    {
        var copy = (HashSlots)MemberwiseClone();
        copy._slots = [.. _slots];
        return copy;
    }

    /// <summary>Forgets all numbers, and keeps the room.</summary>
    public void Clear()
    {
        Array.Clear(_slots);
        _count = 0;
    }

    /// <summary>Gives back room that was kept.</summary>
    public void Trim()
    {
        int length = (int)BitOperations.RoundUpToPowerOf2((uint)Math.Max(16, _count * 2));
        if (length < _slots.Length)
        {
            Rebuild(length);
        }
    }

    /// <summary>Adds a number, which is positive.</summary>
    public void Add(uint hash, int id)
    {
        if (_count * 2 >= _slots.Length)
        {
            Rebuild(_slots.Length * 2);
        }

        Place(((ulong)hash << 32) | (uint)id);
        _count++;
    }

    private void Rebuild(int length)
    {
        ulong[] old = _slots;
        _slots = new ulong[length];
        foreach (ulong slot in old)
        {
            if (slot != 0)
            {
                Place(slot);
            }
        }
    }

    private void Place(ulong slot)
    {
        int mask = _slots.Length - 1;
        int at = (int)(uint)(slot >> 32) & mask;
        while (_slots[at] != 0)
        {
            at = (at + 1) & mask;
        }

        _slots[at] = slot;
    }
}
