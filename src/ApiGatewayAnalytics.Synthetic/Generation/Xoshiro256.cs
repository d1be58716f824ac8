using System.Numerics;

namespace ApiGatewayAnalytics.Synthetic.Generation;

/// <summary>
/// The xoshiro256** generator of Blackman and Vigna, seeded through SplitMix64. It is our own because <see cref="Random"/> promises
/// no sequence across runtimes. Whatever is drawn uses integers, additions, multiplications, divisions and square roots only, which
/// IEEE 754 rounds alike on every machine; logarithms and powers of the C library are not.
/// </summary>
internal sealed class Xoshiro256
{
    private const string Base64 = "ABCDEFGHIJKLMNOPQRSTUVWXYZabcdefghijklmnopqrstuvwxyz0123456789-_";
    private const string LowerAlphanumeric = "abcdefghijklmnopqrstuvwxyz0123456789";

    private ulong _a, _b, _c, _d;

    public Xoshiro256(ulong seed)
        : this(SplitMix(ref seed), SplitMix(ref seed), SplitMix(ref seed), SplitMix(ref seed))
    {
    }

    public Xoshiro256(ulong a, ulong b, ulong c, ulong d) => (_a, _b, _c, _d) = (a, b, c, d);

    public ulong Next()
    {
        var result = BitOperations.RotateLeft(_b * 5, 7) * 9;
        var t = _b << 17;
        _c ^= _a;
        _d ^= _b;
        _b ^= _c;
        _a ^= _d;
        _c ^= t;
        _d = BitOperations.RotateLeft(_d, 45);
        return result;
    }

    /// <summary>Uniform in [0, <paramref name="bound"/>); the bias is below 2^-32 for the bounds in use.</summary>
    public int Below(int bound) => (int)Math.BigMul(Next(), (ulong)bound, out _);

    /// <summary>Uniform in [<paramref name="from"/>, <paramref name="to"/>], both included.</summary>
    public int Between(int from, int to) => from + Below(to - from + 1);

    /// <summary>Uniform in [0, 1) in steps of 2^-53.</summary>
    public double Unit() => (Next() >> 11) * (1.0 / (1L << 53));

    public bool Chance(double probability) => Unit() < probability;

    public T Pick<T>(T[] items) => items[Below(items.Length)];

    /// <summary>Close to normal with mean 0 and deviation 1: the sum of twelve uniform numbers, hence never beyond 6.</summary>
    public double Normal()
    {
        var sum = 0u;
        for (var i = 0; i < 3; i++)
        {
            var bits = Next();
            sum += (uint)(bits & 0xFFFF) + (uint)((bits >> 16) & 0xFFFF) + (uint)((bits >> 32) & 0xFFFF) + (uint)(bits >> 48);
        }

        return ((sum + 6) / 65536.0) - 6;
    }

    /// <summary>A version 4 UUID.</summary>
    public string Uuid() => string.Create(36, (Next(), Next()), static (text, bits) =>
    {
        var high = (bits.Item1 & ~0xF000UL) | 0x4000;
        var low = (bits.Item2 & ~(3UL << 62)) | (2UL << 62);
        Hex(text[..8], high >> 32);
        text[8] = '-';
        Hex(text[9..13], high >> 16);
        text[13] = '-';
        Hex(text[14..18], high);
        text[18] = '-';
        Hex(text[19..23], low >> 48);
        text[23] = '-';
        Hex(text[24..], low);
    });

    /// <summary>The short form of API Gateway's own request ids: 15 characters of 6 bits and <c>=</c>.</summary>
    public string ShortId() => string.Create(16, (Next(), Next()), static (text, bits) =>
    {
        for (var i = 0; i < 15; i++)
        {
            text[i] = Base64[(int)(bits.Item1 & 63)];
            bits.Item1 = i == 9 ? bits.Item2 : bits.Item1 >> 6;
        }

        text[15] = '=';
    });

    public string HexText(int length) => string.Create(length, this, static (text, random) =>
    {
        for (var i = 0; i < text.Length; i += 16)
            Hex(text[i..Math.Min(text.Length, i + 16)], random.Next());
    });

    public string LowerText(int length) => string.Create(length, this, static (text, random) =>
    {
        foreach (ref var c in text)
            c = LowerAlphanumeric[random.Below(36)];
    });

    public static void Hex(Span<char> text, ulong bits)
    {
        for (var i = text.Length - 1; i >= 0; i--, bits >>= 4)
            text[i] = "0123456789abcdef"[(int)(bits & 15)];
    }

    private static ulong SplitMix(ref ulong state)
    {
        var z = state += 0x9E3779B97F4A7C15;
        z = (z ^ (z >> 30)) * 0xBF58476D1CE4E5B9;
        z = (z ^ (z >> 27)) * 0x94D049BB133111EB;
        return z ^ (z >> 31);
    }
}
