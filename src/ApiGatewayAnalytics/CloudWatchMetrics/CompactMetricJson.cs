using System.Runtime.CompilerServices;
using System.Runtime.Intrinsics;

namespace ApiGatewayAnalytics.CloudWatchMetrics;

/// <summary>
/// Reads a datapoint as metric streams write it: flat members in any order, no escapes, plain decimal numbers. Everything else is left
/// to <see cref="MetricJson"/>, which must read alike what both read. Many times as fast, since it neither validates text nor knows
/// JSON, guesses names, and does not read what all datapoints of a stream begin with (<see cref="MetricStart"/>). Allocates nothing. Not
/// thread-safe.
/// </summary>
internal sealed class CompactMetricJson
{
    /// <summary>Milliseconds until the year 2286 have as many digits.</summary>
    private const int TimeLength = 13;

    /// <summary>The bytes of a vector that are behind a time and its comma.</summary>
    private const uint BeyondTime = 0xC000;

    private readonly MetricNames _names = new(KnowMember);
    private readonly MetricNames _dimensions = new(name => new MetricName(name, MetricNameKind.Text, MetricRow.DimensionOf(name), 0));
    private readonly MetricNames _statistics = new(KnowStatistic);
    private readonly MetricStart _start = new();
    private Vector128<byte> _timeText;
    private long _time;

    /// <summary>Reads the object that starts at <paramref name="start"/> into the row that was begun.</summary>
    /// <param name="row">Where it goes, and whose batch's buffer holds the text.</param>
    /// <param name="start">The opening brace.</param>
    /// <param name="end">After the last byte that can be read.</param>
    /// <param name="consumed">The bytes of the object.</param>
    [MethodImpl(MethodImplOptions.AggressiveOptimization)]
    public MetricReading Read(MetricRow row, int start, int end, out int consumed)
    {
        ReadOnlySpan<byte> text = row.Batch.Buffer.AsSpan(start, end - start);
        consumed = 0;
        bool isKnown = _start.IsOf(text);
        bool isLeading = !isKnown;
        int at = 1;
        int lead = 1;
        MetricName leading = _names.Start;
        if (isKnown)
        {
            at = _start.Length;
            _start.Set(row, text, start);
        }
        else
        {
            _start.Forget();
        }

        MetricName last = isKnown ? _start.Last! : _names.Start;
        while (true)
        {
            if (_names.Take(text, ref at, last) is not { } name)
            {
                return MetricReading.Differs;
            }

            last = name;
            int value = at + 1;
            bool isConstant = false;
            bool isRead = false;
            switch (name.Kind)
            {
                case MetricNameKind.OtherText:
                    isRead = isConstant = MetricText.TryString(text, ref at, out _);
                    break;
                case MetricNameKind.Text:
                    isRead = TryText(row, name.Field, text, start, ref at);
                    isConstant = isRead && name.Field != MetricColumns.Unit;
                    break;
                case MetricNameKind.Namespace:
                    isRead = isConstant = TryNamespace(row, text, ref at);
                    break;
                case MetricNameKind.Metric:
                    isRead = TryMetric(row, text, start, ref at);
                    break;
                case MetricNameKind.Dimensions:
                    isRead = TryDimensions(row, text, start, ref at);
                    break;
                case MetricNameKind.Time:
                    isRead = TryTime(row, text, ref at);
                    break;
                case MetricNameKind.Statistics:
                    isRead = TryStatistics(row, text, ref at);
                    break;
            }

            if (!isRead || !MetricText.TryNext(text, ref at, out bool isEnd))
            {
                return MetricReading.Differs;
            }

            isLeading &= isConstant;
            if (isLeading)
            {
                lead = at;
                leading = name;
                _start.Remember(name, value, TextEnd(text, at) - value);
            }

            if (isEnd)
            {
                consumed = at;
                if (!isKnown)
                {
                    _start.Learn(text[..lead], leading);
                }

                return MetricReading.Done;
            }
        }
    }

    private static MetricName KnowMember(ReadOnlySpan<byte> name) => name switch
    {
        _ when name.SequenceEqual("metric_stream_name"u8) => new(name, MetricNameKind.OtherText, -1, 0),
        _ when name.SequenceEqual("account_id"u8) => new(name, MetricNameKind.Text, MetricColumns.Account, 0),
        _ when name.SequenceEqual("region"u8) => new(name, MetricNameKind.Text, MetricColumns.Region, 0),
        _ when name.SequenceEqual("unit"u8) => new(name, MetricNameKind.Text, MetricColumns.Unit, 0),
        _ when name.SequenceEqual("namespace"u8) => new(name, MetricNameKind.Namespace, -1, 0),
        _ when name.SequenceEqual("metric_name"u8) => new(name, MetricNameKind.Metric, -1, 0),
        _ when name.SequenceEqual("dimensions"u8) => new(name, MetricNameKind.Dimensions, -1, 0),
        _ when name.SequenceEqual("timestamp"u8) => new(name, MetricNameKind.Time, -1, 0),
        _ when name.SequenceEqual("value"u8) => new(name, MetricNameKind.Statistics, -1, 0),
        _ => new(name, MetricNameKind.Unknown, -1, 0),
    };

    private static MetricName KnowStatistic(ReadOnlySpan<byte> name) => name switch
    {
        _ when name.SequenceEqual("sum"u8) => new(name, MetricNameKind.Sum, -1, 0),
        _ when name.SequenceEqual("min"u8) => new(name, MetricNameKind.Minimum, -1, 0),
        _ when name.SequenceEqual("max"u8) => new(name, MetricNameKind.Maximum, -1, 0),
        _ when name.SequenceEqual("count"u8) => new(name, MetricNameKind.SampleCount, -1, 0),
        _ when PercentilePairs.TryParse(name, out double percent) => new(name, MetricNameKind.Percentile, -1, percent),
        _ => new(name, MetricNameKind.OtherStatistic, -1, 0),
    };

    /// <summary>Where the text ends whose closing quote stands before the comma or brace that was read last.</summary>
    private static int TextEnd(ReadOnlySpan<byte> text, int at) => text[at - 2] == '"' ? at - 2 : at - 1;

    private static bool TryNamespace(MetricRow row, ReadOnlySpan<byte> text, ref int at)
    {
        if (!MetricText.TryString(text, ref at, out int start))
        {
            return false;
        }

        row.SetNamespace(text[start..(at - 1)]);
        return true;
    }

    private static bool TryMetric(MetricRow row, ReadOnlySpan<byte> text, int offset, ref int at)
    {
        if (!MetricText.TryString(text, ref at, out int start))
        {
            return false;
        }

        row.SetMetric(text[start..(at - 1)]);
        row.Batch.SetText(MetricColumns.Metric, offset + start, at - 1 - start);
        return true;
    }

    [MethodImpl(MethodImplOptions.AggressiveOptimization)]
    private bool TryDimensions(MetricRow row, ReadOnlySpan<byte> text, int start, ref int at)
    {
        if (at >= text.Length || text[at++] != '{')
        {
            return false;
        }

        MetricName last = _dimensions.Start;
        while (true)
        {
            if (_dimensions.Take(text, ref at, last) is not { } name)
            {
                return false;
            }

            last = name;
            if (name.Field < 0)
            {
                row.SetOtherDimension();
            }

            if (!(name.Field < 0 ? MetricText.TryString(text, ref at, out _) : TryText(row, name.Field, text, start, ref at))
                || !MetricText.TryNext(text, ref at, out bool isEnd))
            {
                return false;
            }

            if (isEnd)
            {
                return true;
            }
        }
    }

    [MethodImpl(MethodImplOptions.AggressiveOptimization)]
    private bool TryStatistics(MetricRow row, ReadOnlySpan<byte> text, ref int at)
    {
        if (at >= text.Length || text[at++] != '{')
        {
            return false;
        }

        MetricName last = _statistics.Start;
        while (true)
        {
            if (_statistics.Take(text, ref at, last) is not { } name || !MetricText.TryNumber(text, ref at, out double number))
            {
                return false;
            }

            last = name;
            switch (name.Kind)
            {
                case MetricNameKind.Sum:
                    row.Sum = number;
                    break;
                case MetricNameKind.Minimum:
                    row.Minimum = number;
                    break;
                case MetricNameKind.Maximum:
                    row.Maximum = number;
                    break;
                case MetricNameKind.SampleCount:
                    row.SampleCount = number;
                    break;
                case MetricNameKind.Percentile:
                    row.SetPercentile(name.Percent, number);
                    break;
                default:
                    row.CountOtherStatistic();
                    break;
            }

            if (!MetricText.TryNext(text, ref at, out bool isEnd))
            {
                return false;
            }

            if (isEnd)
            {
                return true;
            }
        }
    }

    /// <summary>Datapoints mostly stand beside others of the same minute.</summary>
    private bool TryTime(MetricRow row, ReadOnlySpan<byte> text, ref int at)
    {
        int start = at;
        bool isLong = text.Length - start >= Vector128<byte>.Count;
        if (isLong && (Vector128.Equals(Vector128.Create(text.Slice(start, Vector128<byte>.Count)), _timeText).ExtractMostSignificantBits() | BeyondTime) == ushort.MaxValue)
        {
            at = start + TimeLength;
            row.Time = _time;
            return true;
        }

        if (!MetricText.TryNumber(text, ref at, out double time) || time != Math.Floor(time))
        {
            return false;
        }

        row.Time = (long)time;
        if (isLong && at - start == TimeLength)
        {
            _timeText = Vector128.Create(text.Slice(start, Vector128<byte>.Count));
            _time = row.Time;
        }

        return true;
    }

    [MethodImpl(MethodImplOptions.AggressiveInlining)]
    private static bool TryText(MetricRow row, int field, ReadOnlySpan<byte> text, int offset, ref int at)
    {
        if (!MetricText.TryString(text, ref at, out int start))
        {
            return false;
        }

        row.Batch.SetText(field, offset + start, at - 1 - start);
        return true;
    }
}
