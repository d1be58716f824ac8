using System.Runtime.CompilerServices;

namespace ApiGatewayAnalytics.CloudWatchMetrics;

/// <summary>
/// Reads a datapoint as metric streams write it: flat members in any order, no escapes, plain decimal numbers. Everything else is left
/// to <see cref="MetricJson"/>, which must read alike what both read. Several times as fast, since it neither validates text nor knows
/// JSON. What datapoints of one stream begin with (its name, account, region and namespace) is compared with the one before instead of
/// being read. Allocates nothing. Not thread-safe.
/// </summary>
internal sealed class CompactMetricJson
{
    private readonly byte[] _start = new byte[256];
    private int _startLength;
    private (int Start, int Length) _account;
    private (int Start, int Length) _region;
    private (int Start, int Length) _namespace;

    private const int MostDigits = 15;

    private static readonly double[] s_powersOfTen =
    [
        1e0, 1e1, 1e2, 1e3, 1e4, 1e5, 1e6, 1e7, 1e8, 1e9, 1e10, 1e11, 1e12, 1e13, 1e14, 1e15,
    ];

    /// <summary>Reads the object that starts at <paramref name="start"/> into the row that was begun.</summary>
    /// <param name="row">Where it goes, and whose batch's buffer holds the text.</param>
    /// <param name="start">The opening brace.</param>
    /// <param name="end">After the last byte that can be read.</param>
    /// <param name="consumed">The bytes of the object.</param>
    public MetricReading Read(MetricRow row, int start, int end, out int consumed)
    {
        ReadOnlySpan<byte> text = row.Batch.Buffer.AsSpan(start, end - start);
        consumed = 0;
        bool isKnown = _startLength > 0 && text.Length > _startLength && text.StartsWith(_start.AsSpan(0, _startLength));
        bool isLeading = !isKnown;
        int at = 1;
        int lead = 1;
        if (isKnown)
        {
            at = _startLength;
            SetKnown(row, text, start);
        }
        else
        {
            _startLength = 0;
            (_account, _region, _namespace) = (default, default, default);
        }

        while (true)
        {
            if (!TryName(text, ref at, out ReadOnlySpan<byte> name))
            {
                return MetricReading.Differs;
            }

            int value = at + 1;
            bool isConstant = false;
            bool isRead = (name.Length, name[0]) switch
            {
                (18, (byte)'m') when name.SequenceEqual("metric_stream_name"u8) => TrySkipText(text, ref at) && (isConstant = true),
                (10, (byte)'a') when name.SequenceEqual("account_id"u8) => TryText(row, MetricColumns.Account, text, start, ref at) && (isConstant = true),
                (6, (byte)'r') when name.SequenceEqual("region"u8) => TryText(row, MetricColumns.Region, text, start, ref at) && (isConstant = true),
                (9, (byte)'n') when name.SequenceEqual("namespace"u8) => TryNamespace(row, text, ref at) && (isConstant = true),
                (11, (byte)'m') when name.SequenceEqual("metric_name"u8) => TryMetric(row, text, start, ref at),
                (10, (byte)'d') when name.SequenceEqual("dimensions"u8) => TryDimensions(row, text, start, ref at),
                (9, (byte)'t') when name.SequenceEqual("timestamp"u8) => TryTime(row, text, ref at),
                (5, (byte)'v') when name.SequenceEqual("value"u8) => TryStatistics(row, text, ref at),
                (4, (byte)'u') when name.SequenceEqual("unit"u8) => TryText(row, MetricColumns.Unit, text, start, ref at),
                _ => false,
            };
            if (!isRead || !TryNext(text, ref at, out bool isEnd))
            {
                return MetricReading.Differs;
            }

            isLeading &= isConstant;
            if (isLeading)
            {
                lead = at;
                Remember(name[0], value, TextEnd(text, at) - value);
            }

            if (isEnd)
            {
                consumed = at;
                if (!isKnown)
                {
                    Learn(text[..lead]);
                }

                return MetricReading.Done;
            }
        }
    }

    private void SetKnown(MetricRow row, ReadOnlySpan<byte> text, int start)
    {
        if (_account.Length > 0)
        {
            row.Batch.SetText(MetricColumns.Account, start + _account.Start, _account.Length);
        }

        if (_region.Length > 0)
        {
            row.Batch.SetText(MetricColumns.Region, start + _region.Start, _region.Length);
        }

        if (_namespace.Start > 0)
        {
            row.SetNamespace(text.Slice(_namespace.Start, _namespace.Length));
        }
    }

    /// <summary>Where the text ends whose closing quote stands before the comma or brace that was read last.</summary>
    private static int TextEnd(ReadOnlySpan<byte> text, int at) => text[at - 2] == '"' ? at - 2 : at - 1;

    private void Remember(byte name, int start, int length)
    {
        switch (name)
        {
            case (byte)'a':
                _account = (start, length);
                break;
            case (byte)'r':
                _region = (start, length);
                break;
            case (byte)'n':
                _namespace = (start, length);
                break;
        }
    }

    private void Learn(ReadOnlySpan<byte> start)
    {
        // One that ends the object is no beginning of another.
        if (start.Length > 1 && start.Length <= _start.Length && start[^1] == ',')
        {
            start.CopyTo(_start);
            _startLength = start.Length;
        }
    }

    private static bool TryNamespace(MetricRow row, ReadOnlySpan<byte> text, ref int at)
    {
        if (!TryString(text, ref at, out int start))
        {
            return false;
        }

        row.SetNamespace(text[start..(at - 1)]);
        return true;
    }

    private static bool TryMetric(MetricRow row, ReadOnlySpan<byte> text, int offset, ref int at)
    {
        if (!TryString(text, ref at, out int start))
        {
            return false;
        }

        row.SetMetric(text[start..(at - 1)]);
        row.Batch.SetText(MetricColumns.Metric, offset + start, at - 1 - start);
        return true;
    }

    private static bool TryDimensions(MetricRow row, ReadOnlySpan<byte> text, int offset, ref int at)
    {
        if (at >= text.Length || text[at++] != '{')
        {
            return false;
        }

        while (true)
        {
            if (!TryName(text, ref at, out ReadOnlySpan<byte> name))
            {
                return false;
            }

            int field = row.FieldOf(name);
            if (!(field < 0 ? TrySkipText(text, ref at) : TryText(row, field, text, offset, ref at)) || !TryNext(text, ref at, out bool isEnd))
            {
                return false;
            }

            if (isEnd)
            {
                return true;
            }
        }
    }

    private static bool TryStatistics(MetricRow row, ReadOnlySpan<byte> text, ref int at)
    {
        if (at >= text.Length || text[at++] != '{')
        {
            return false;
        }

        while (true)
        {
            if (!TryName(text, ref at, out ReadOnlySpan<byte> name) || !TryNumber(text, ref at, out double number))
            {
                return false;
            }

            row.SetStatistic(name, number);
            if (!TryNext(text, ref at, out bool isEnd))
            {
                return false;
            }

            if (isEnd)
            {
                return true;
            }
        }
    }

    private static bool TryTime(MetricRow row, ReadOnlySpan<byte> text, ref int at)
    {
        if (!TryNumber(text, ref at, out double time) || time != Math.Floor(time))
        {
            return false;
        }

        row.Time = (long)time;
        return true;
    }

    [MethodImpl(MethodImplOptions.AggressiveInlining)]
    private static bool TryText(MetricRow row, int field, ReadOnlySpan<byte> text, int offset, ref int at)
    {
        if (!TryString(text, ref at, out int start))
        {
            return false;
        }

        row.Batch.SetText(field, offset + start, at - 1 - start);
        return true;
    }

    private static bool TrySkipText(ReadOnlySpan<byte> text, ref int at) => TryString(text, ref at, out _);

    /// <summary>A name and its colon, with nothing between them. Not empty.</summary>
    [MethodImpl(MethodImplOptions.AggressiveInlining)]
    private static bool TryName(ReadOnlySpan<byte> text, ref int at, out ReadOnlySpan<byte> name)
    {
        name = default;
        if (!TryString(text, ref at, out int start) || at >= text.Length || text[at] != ':' || at - 1 == start)
        {
            return false;
        }

        name = text[start..(at - 1)];
        at++;
        return true;
    }

    /// <summary>A comma, or the closing brace.</summary>
    [MethodImpl(MethodImplOptions.AggressiveInlining)]
    private static bool TryNext(ReadOnlySpan<byte> text, ref int at, out bool isEnd)
    {
        byte next = at < text.Length ? text[at] : (byte)0;
        at++;
        isEnd = next == '}';
        return isEnd || next == ',';
    }

    /// <summary>A string; <paramref name="at"/> moves behind its closing quote.</summary>
    [MethodImpl(MethodImplOptions.AggressiveInlining)]
    private static bool TryString(ReadOnlySpan<byte> text, ref int at, out int start)
    {
        start = at + 1;
        if (at >= text.Length || text[at] != '"')
        {
            return false;
        }

        // Short strings are the rule, so a loop beats a vector search; what is not printable ASCII is for the other reader.
        int i = start;
        while (i < text.Length && text[i] is >= 0x20 and < 0x7F and not (byte)'"' and not (byte)'\\')
        {
            i++;
        }

        at = i + 1;
        return i < text.Length && text[i] == '"';
    }

    /// <summary>
    /// A number of at most 15 digits without exponent: its digits are an exact integer and the power of ten is exact, so one
    /// division rounds correctly.
    /// </summary>
    private static bool TryNumber(ReadOnlySpan<byte> text, ref int at, out double number)
    {
        long digits = 0;
        int start = at;
        int fraction = 0;
        int i = at;
        while (i < text.Length && (uint)(text[i] - '0') <= 9)
        {
            digits = (digits * 10) + (text[i] - '0');
            i++;
            if (i - start > MostDigits)
            {
                break;
            }
        }

        int whole = i - start;
        bool isPlain = whole > 0 && (whole == 1 || text[start] != '0');
        if (i < text.Length && text[i] == '.')
        {
            int from = ++i;
            while (i < text.Length && (uint)(text[i] - '0') <= 9 && i - from <= MostDigits)
            {
                digits = (digits * 10) + (text[i] - '0');
                i++;
            }

            fraction = i - from;
            isPlain &= fraction > 0;
        }

        number = 0;
        if (!isPlain || whole + fraction > MostDigits || i >= text.Length || text[i] is not ((byte)',' or (byte)'}'))
        {
            return false;
        }

        at = i;
        number = fraction == 0 ? digits : digits / s_powersOfTen[fraction];
        return true;
    }
}
