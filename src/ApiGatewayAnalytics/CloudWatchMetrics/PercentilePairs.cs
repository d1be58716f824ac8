using System.Buffers.Binary;
using System.Buffers.Text;

namespace ApiGatewayAnalytics.CloudWatchMetrics;

/// <summary>
/// The percentiles of a datapoint, twelve bytes each: thousandths of a percent, and the bits of the value. Filled for one datapoint
/// after the other, without allocating. Not thread-safe.
/// </summary>
internal sealed class PercentilePairs
{
    private const int PairBytes = sizeof(int) + sizeof(double);
    private const int MaxPairs = 32;
    private const int Thousandths = 1000;

    private readonly byte[] _pairs = new byte[PairBytes * MaxPairs];
    private int _length;

    public ReadOnlySpan<byte> Bytes => _pairs.AsSpan(0, _length);

    public void Clear() => _length = 0;

    /// <summary>Adds one; false where it is not between 0 and 100, not a number, or there are too many.</summary>
    public bool TryAdd(double percent, double value)
    {
        double thousandths = Math.Round(percent * Thousandths);
        if (!(thousandths is > 0 and <= 100 * Thousandths) || !double.IsFinite(value) || _length == _pairs.Length)
        {
            return false;
        }

        Span<byte> pair = _pairs.AsSpan(_length, PairBytes);
        BinaryPrimitives.WriteInt32LittleEndian(pair, (int)thousandths);
        BinaryPrimitives.WriteDoubleLittleEndian(pair[sizeof(int)..], value);
        _length += PairBytes;
        return true;
    }

    /// <summary>The percentage of a statistic such as <c>p99.9</c>; false for any other statistic.</summary>
    public static bool TryParse(ReadOnlySpan<byte> statistic, out double percent)
    {
        percent = 0;
        return statistic.Length is > 1 and < 10 && statistic[0] is (byte)'p' or (byte)'P' && char.IsAsciiDigit((char)statistic[1])
            && Utf8Parser.TryParse(statistic[1..], out percent, out int used) && used == statistic.Length - 1 && percent is > 0 and <= 100;
    }

    /// <summary>The value of a percentage, NaN where the datapoint has none.</summary>
    public static double Find(ReadOnlySpan<byte> pairs, double percent)
    {
        int thousandths = (int)Math.Round(percent * Thousandths);
        for (; pairs.Length >= PairBytes; pairs = pairs[PairBytes..])
        {
            if (BinaryPrimitives.ReadInt32LittleEndian(pairs) == thousandths)
            {
                return BinaryPrimitives.ReadDoubleLittleEndian(pairs[sizeof(int)..]);
            }
        }

        return double.NaN;
    }
}
