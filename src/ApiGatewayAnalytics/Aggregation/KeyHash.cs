using System.Buffers.Binary;
using System.Runtime.CompilerServices;
using System.Security.Cryptography;

namespace ApiGatewayAnalytics.Aggregation;

/// <summary>
/// Hashes of keys, seeded anew in every process because whoever calls an API chooses what stands in its log. Multiplies 64 by 64
/// bits and folds the product, eight bytes at a time. Never stored: a saved state holds bytes.
/// </summary>
internal static class KeyHash
{
    private const ulong Odd = 0x9E37_79B9_7F4A_7C15;

    private static readonly ulong s_seed = BinaryPrimitives.ReadUInt64LittleEndian(RandomNumberGenerator.GetBytes(8)) | 1;

    public static uint Of(ReadOnlySpan<byte> key)
    {
        ulong hash = s_seed ^ (ulong)key.Length;
        while (key.Length > 16)
        {
            hash = Fold(Read(key) ^ hash, Read(key[8..]) ^ Odd);
            key = key[16..];
        }

        if (key.Length >= 8)
        {
            return Finish(Fold(Read(key) ^ hash, Read(key[^8..]) ^ Odd));
        }

        if (key.Length >= 4)
        {
            ulong both = BinaryPrimitives.ReadUInt32LittleEndian(key) | ((ulong)BinaryPrimitives.ReadUInt32LittleEndian(key[^4..]) << 32);
            return Finish(Fold(both ^ hash, Odd));
        }

        return key.IsEmpty ? Finish(hash) : Finish(Fold((key[0] | ((ulong)key[key.Length >> 1] << 8) | ((ulong)key[^1] << 16)) ^ hash, Odd));
    }

    [MethodImpl(MethodImplOptions.AggressiveInlining)]
    private static uint Finish(ulong hash) => (uint)((hash * Odd) >> 32);

    private static ulong Read(ReadOnlySpan<byte> bytes) => BinaryPrimitives.ReadUInt64LittleEndian(bytes);

    [MethodImpl(MethodImplOptions.AggressiveInlining)]
    private static ulong Fold(ulong a, ulong b)
    {
        ulong high = Math.BigMul(a, b, out ulong low);
        return high ^ low;
    }
}
