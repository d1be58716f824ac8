namespace ApiGatewayAnalytics.Synthetic.Generation;

/// <summary>
/// Latencies in milliseconds: log-normal around a median, and one call in 150 stretched by a heavy tail that ends at the gateway's
/// own time-out of 29 s.
/// </summary>
internal static class LatencyModel
{
    public const int Timeout = 29_000;

    private const double Log2E = 1.4426950408889634;
    private const double Ln2 = 0.6931471805599453;

    public static int Draw(Xoshiro256 random, double median, double deviation)
    {
        var value = median * Exp(deviation * random.Normal());
        if (random.Below(150) == 0)
            value *= 2 / (random.Unit() + 0.002);
        return (int)Math.Clamp(value, 1, Timeout - 50);
    }

    /// <summary>
    /// The exponential function to about 1e-9, for arguments of a few tens: by powers of two and a polynomial, so that it rounds
    /// alike everywhere.
    /// </summary>
    internal static double Exp(double x)
    {
        var scaled = x * Log2E;
        var whole = Math.Floor(scaled);
        var y = (scaled - whole - 0.5) * Ln2;
        var fraction = 1.0;
        for (var n = 8; n >= 1; n--)
            fraction = 1 + (y / n * fraction);
        return BitConverter.Int64BitsToDouble((1023L + (long)whole) << 52) * fraction * 1.4142135623730951;
    }
}
