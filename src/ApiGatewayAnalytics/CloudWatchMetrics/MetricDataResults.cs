using System.Text;
using System.Text.Json;
using ApiGatewayAnalytics.Columns;
using ApiGatewayAnalytics.Ingestion;

namespace ApiGatewayAnalytics.CloudWatchMetrics;

/// <summary>
/// Puts datapoints together from the output of <c>get-metric-data</c>, in which every statistic is a result of its own, found anywhere in
/// the input. So values wait, 24 bytes each, until the input ends, and are sorted then. Not thread-safe.
/// </summary>
internal sealed class MetricDataResults(MetricRow row, MetricQueries queries)
{
    private const int MostValues = 1 << 23;

    private static readonly JsonReaderOptions s_options = new() { AllowTrailingCommas = true };

    private readonly Dictionary<string, int> _seriesNumbers = new(StringComparer.Ordinal);
    private readonly List<Series> _series = [];
    private Value[] _values = [];
    private int _count;
    private int _next;
    private bool _isSorted;

    private enum Statistic
    {
        Other,
        Sum,
        SampleCount,
        Average,
        Minimum,
        Maximum,
        Percentile,
    }

    /// <summary>Whether an object is a result, or the answer of <c>get-metric-statistics</c>, which names no dimensions either.</summary>
    public static bool IsResult(ReadOnlySpan<byte> text) =>
        TryFind(text, "Values"u8, out _) && TryFind(text, "Timestamps"u8, out _) ? TryFind(text, "Id"u8, out _)
        : TryFind(text, "Datapoints"u8, out _) && TryFind(text, "Label"u8, out _);

    /// <summary>Takes the values of a result; they come out at the end.</summary>
    /// <param name="text">The whole object, which is valid JSON.</param>
    /// <param name="consumed">Its length.</param>
    public ParseResult Take(ReadOnlySpan<byte> text, int consumed)
    {
        try
        {
            return TakeValues(text, consumed);
        }
        catch (InvalidOperationException)
        {
            // An Id whose escapes or bytes are no text.
            return ParseResult.Rejected(consumed, RejectReason.NotJson);
        }
    }

    private ParseResult TakeValues(ReadOnlySpan<byte> text, int consumed)
    {
        if (!TryFind(text, "Id"u8, out Utf8JsonReader id) || id.TokenType != JsonTokenType.String
            || queries.Find(id.GetString()!) is not { Dimensions.Length: > 0 } query)
        {
            return ParseResult.Rejected(consumed, RejectReason.NoDimensions);
        }

        Statistic statistic = StatisticOf(query.Statistic, out double percent);
        if (statistic == Statistic.Other)
        {
            return ParseResult.Skipped(consumed, SkipReason.UnknownStatistic);
        }

        TryFind(text, "Timestamps"u8, out Utf8JsonReader times);
        TryFind(text, "Values"u8, out Utf8JsonReader values);
        if (times.TokenType != JsonTokenType.StartArray || values.TokenType != JsonTokenType.StartArray)
        {
            return ParseResult.Rejected(consumed, RejectReason.BadValue);
        }

        int series = NumberOf(query);
        while (times.Read() && values.Read() && times.TokenType != JsonTokenType.EndArray && values.TokenType != JsonTokenType.EndArray)
        {
            long time = times.TokenType == JsonTokenType.String && !times.ValueIsEscaped ? EventTime.Parse(times.ValueSpan)
                : times.TokenType == JsonTokenType.Number && times.TryGetDouble(out double epoch) && epoch is >= 0 and < 1e11 ? (long)(epoch * 1000)
                : -1;
            double value = values.TokenType == JsonTokenType.Number && values.TryGetDouble(out double number) ? number : double.NaN;
            if (!times.TrySkip() || !values.TrySkip() || !TryAdd(new Value(series, statistic, (float)percent, time, value)))
            {
                return ParseResult.Rejected(consumed, RejectReason.TooLong);
            }
        }

        return new ParseResult(ParseStatus.Held, consumed);
    }

    /// <summary>The next datapoint, after all of the input was read. False where none is left.</summary>
    public bool TryNext(RecordBatch batch, RecordOrigin origin, out ParseResult result)
    {
        result = default;
        if (!_isSorted)
        {
            _isSorted = true;
            _values.AsSpan(0, _count).Sort();
        }

        if (_next == _count)
        {
            (_count, _next, _isSorted) = (0, 0, false);
            return false;
        }

        Value first = _values[_next];
        row.Begin(batch);
        Describe(_series[first.Series]);
        row.Time = first.Time;
        double average = double.NaN;
        for (; _next < _count && _values[_next].Series == first.Series && _values[_next].Time == first.Time; _next++)
        {
            ref Value value = ref _values[_next];
            switch (value.Statistic)
            {
                case Statistic.Sum:
                    row.Sum = Larger(row.Sum, value.Number);
                    break;
                case Statistic.SampleCount:
                    row.SampleCount = Larger(row.SampleCount, value.Number);
                    break;
                case Statistic.Average:
                    average = value.Number;
                    break;
                case Statistic.Minimum:
                    row.Minimum = value.Number;
                    break;
                case Statistic.Maximum:
                    row.Maximum = Larger(row.Maximum, value.Number);
                    break;
                default:
                    row.SetPercentile(value.Percent, value.Number);
                    break;
            }
        }

        Complete(average);
        result = row.Commit(origin, 1);
        return true;
    }

    /// <summary>What was not asked for follows from the rest where it does; one sample is the least that a datapoint rests on.</summary>
    private void Complete(double average)
    {
        if (double.IsNaN(row.SampleCount))
        {
            row.SampleCount = row.Sum > 0 && average > 0 ? Math.Round(row.Sum / average) : double.IsNaN(row.Sum) && double.IsNaN(average) ? double.NaN : 1;
        }

        if (double.IsNaN(row.Sum))
        {
            row.Sum = average * row.SampleCount;
        }
    }

    private static double Larger(double a, double b) => double.IsNaN(a) ? b : Math.Max(a, b);

    private void Describe(Series series)
    {
        row.Period = series.Period;
        row.SetNamespace(series.Namespace);
        row.SetMetric(series.Metric);
        row.Batch.SetTextCopy(MetricColumns.Metric, series.Metric);
        if (series.Account.Length > 0)
        {
            row.Batch.SetTextCopy(MetricColumns.Account, series.Account);
        }

        foreach ((byte[] name, byte[] value) in series.Dimensions)
        {
            int field = row.FieldOf(name);
            if (field >= 0)
            {
                row.Batch.SetTextCopy(field, value);
            }
        }
    }

    private int NumberOf(MetricQuery query)
    {
        if (!_seriesNumbers.TryGetValue(query.Series, out int number))
        {
            number = _series.Count;
            _seriesNumbers.Add(query.Series, number);
            _series.Add(new Series(
                Encoding.UTF8.GetBytes(query.Namespace),
                Encoding.UTF8.GetBytes(query.Metric),
                Encoding.UTF8.GetBytes(query.Account ?? ""),
                query.Period,
                [.. query.Dimensions.Select(dimension => (Encoding.UTF8.GetBytes(dimension.Key), Encoding.UTF8.GetBytes(dimension.Value)))]));
        }

        return number;
    }

    private bool TryAdd(Value value)
    {
        if (_count == _values.Length)
        {
            if (_count == MostValues)
            {
                return false;
            }

            Array.Resize(ref _values, Math.Max(1024, _count * 2));
        }

        _values[_count++] = value;
        return true;
    }

    private static Statistic StatisticOf(string name, out double percent)
    {
        if (PercentilePairs.TryParse(Encoding.UTF8.GetBytes(name), out percent))
        {
            return Statistic.Percentile;
        }

        return Enum.TryParse(name, ignoreCase: true, out Statistic statistic) && statistic is not Statistic.Percentile ? statistic : Statistic.Other;
    }

    /// <summary>Finds the value of a member of an object that is valid JSON.</summary>
    private static bool TryFind(ReadOnlySpan<byte> text, ReadOnlySpan<byte> name, out Utf8JsonReader reader)
    {
        reader = new Utf8JsonReader(text, isFinalBlock: false, new JsonReaderState(s_options));
        reader.Read();
        while (reader.Read() && reader.TokenType == JsonTokenType.PropertyName)
        {
            bool isFound = reader.ValueTextEquals(name);
            if (!reader.Read())
            {
                return false;
            }

            if (isFound)
            {
                return true;
            }

            if (!reader.TrySkip())
            {
                return false;
            }
        }

        return false;
    }

    private sealed record Series(byte[] Namespace, byte[] Metric, byte[] Account, int Period, (byte[] Name, byte[] Value)[] Dimensions);

    /// <summary>One value, ordered by datapoint.</summary>
    private readonly record struct Value(int Series, Statistic Statistic, float Percent, long Time, double Number) : IComparable<Value>
    {
        public int CompareTo(Value other)
        {
            int order = Series.CompareTo(other.Series);
            order = order != 0 ? order : Time.CompareTo(other.Time);
            order = order != 0 ? order : Statistic.CompareTo(other.Statistic);
            order = order != 0 ? order : Percent.CompareTo(other.Percent);
            return order != 0 ? order : Number.CompareTo(other.Number);
        }
    }
}
