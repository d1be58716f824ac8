using System.Runtime.CompilerServices;
using ApiGatewayAnalytics.CloudWatchMetrics;

namespace ApiGatewayAnalytics.Timeline;

/// <summary>
/// The datapoints of a day, found by series, minute and period, and the hours in which APIs have some. An upsert law: of two datapoints
/// of one key the one with more samples stays, then the one with the larger sum, then a fixed order, so the outcome depends neither on
/// order nor on repetition. Becomes coarser by making another day of longer steps, in which sums add up. Not thread-safe.
/// </summary>
/// <param name="startMinute">The first minute.</param>
/// <param name="width">Minutes per step.</param>
/// <param name="percentiles">How many percentiles are kept of each datapoint.</param>
internal sealed class MetricDay(long startMinute, int width, int percentiles)
{
    private const int StepBits = 11;
    private const int PeriodBits = 25;
    private const int MostSeries = 1 << (64 - StepBits - PeriodBits);

    /// <summary>How many points are looked for together.</summary>
    private const int Together = 64;
    private const int MostPeriod = (1 << PeriodBits) - 1;

    private static long s_versions;

    private readonly MetricPoints _points = new(percentiles);
    private readonly long[] _versions = NewVersions();
    private EntityHours _hours = new();
    private EntityHours _detailedHours = new();
    private int[][]? _index;

    public long StartMinute { get; } = startMinute;

    /// <summary>Minutes per step: 1, 15, 60 or 1440.</summary>
    public int Width { get; } = width;

    public long FirstMinute { get; private set; } = long.MaxValue;

    public long LastMinute { get; private set; } = long.MinValue;

    public int Count => _points.Count;

    /// <summary>The memory of the points, and of what is known of them.</summary>
    public long Bytes => _points.Bytes + _hours.Bytes + _detailedHours.Bytes + (_index is null ? 0 : Count * 4L);

    public int SeriesOf(int point) => (int)(_points.KeyOf(point) >> (StepBits + PeriodBits));

    /// <summary>A number that no other day has had, and another one once points between two minutes were merged into it.</summary>
    public long VersionOf(long fromMinute, long toMinute)
    {
        int first = (int)Math.Max(0, (fromMinute - StartMinute) / Clock.MinutesPerHour);
        int end = (int)Math.Min(_versions.Length, (toMinute - StartMinute + Clock.MinutesPerHour - 1) / Clock.MinutesPerHour);
        long version = 0;
        for (int hour = first; hour < end; hour++)
        {
            version = Math.Max(version, _versions[hour]);
        }

        return version;
    }

    /// <summary>The minute at which a point starts.</summary>
    public long MinuteOf(int point) => StartMinute + (long)((_points.KeyOf(point) >> PeriodBits) & ((1 << StepBits) - 1));

    /// <summary>The period of a point in seconds; 0 in steps wider than a minute.</summary>
    public int PeriodOf(int point) => (int)(_points.KeyOf(point) & MostPeriod);

    public MetricPoint this[int point] => _points[point];

    /// <summary>For each percentile its value and the samples behind it; empty where the point carries none.</summary>
    public ReadOnlySpan<double> Percentiles(int point) => _points.Percentiles(point);

    /// <summary>The hours, as bits, in which an API has datapoints.</summary>
    public int HoursOf(int entity) => _hours[entity];

    /// <summary>The hours, as bits, in which a stage has series by resource and method.</summary>
    public int DetailedHoursOf(int entity) => _detailedHours[entity];

    /// <summary>Adds a datapoint of this day, or lets the one stay that is there.</summary>
    /// <param name="table">The series.</param>
    /// <param name="series">Whose it is.</param>
    /// <param name="minute">When its period starts.</param>
    /// <param name="period">How long that is, in seconds.</param>
    /// <param name="point">What it says.</param>
    /// <param name="ranked">For each percentile its value (NaN where it is missing) and the samples behind it; empty for none.</param>
    public void Put(MetricSeriesTable table, int series, long minute, long period, MetricPoint point, ReadOnlySpan<double> ranked)
    {
        if (series >= MostSeries)
        {
            return;
        }

        FirstMinute = Math.Min(FirstMinute, minute);
        LastMinute = Math.Max(LastMinute, minute);
        Cover(table, series, 1 << (int)((minute - StartMinute) / Clock.MinutesPerHour));
        _index = null;
        _points.Put(KeyOf(series, minute, period), point, ranked);
    }

    /// <summary>Asks for the memory that <see cref="Put"/> of some datapoints needs, all at once.</summary>
    /// <param name="keys">What <see cref="KeyOf"/> says of each.</param>
    public void Expect(ReadOnlySpan<ulong> keys) => _points.Expect(keys);

    /// <summary>What a datapoint is found by.</summary>
    public ulong KeyOf(int series, long minute, long period) =>
        ((ulong)series << (StepBits + PeriodBits)) | ((ulong)(minute - StartMinute) << PeriodBits) | (ulong)Math.Min(period, MostPeriod);

    /// <summary>Adds the points of another day of the same steps, whose series are numbered by another table.</summary>
    public void MergeFrom(MetricDay other, ReadOnlySpan<int> numbers)
    {
        FirstMinute = Math.Min(FirstMinute, other.FirstMinute);
        LastMinute = Math.Max(LastMinute, other.LastMinute);
        _index = null;
        Touch(other.FirstMinute, other.LastMinute);
        const ulong Rest = (1UL << (StepBits + PeriodBits)) - 1;
        Span<ulong> keys = stackalloc ulong[Together];
        for (int first = 0; first < other.Count; first += Together)
        {
            int count = Math.Min(Together, other.Count - first);
            for (int i = 0; i < count; i++)
            {
                ulong key = other._points.KeyOf(first + i);
                keys[i] = (key & Rest) | ((ulong)numbers[(int)(key >> (StepBits + PeriodBits))] << (StepBits + PeriodBits));
            }

            _points.Expect(keys[..count]);
            for (int i = 0; i < count; i++)
            {
                if (numbers[other.SeriesOf(first + i)] < MostSeries)
                {
                    _points.Put(keys[i], other[first + i], other.Percentiles(first + i));
                }
            }
        }
    }

    /// <summary>Takes over in which hours APIs and stages have datapoints.</summary>
    public void MergeHours(MetricDay other, ReadOnlySpan<int> entities)
    {
        _hours.MergeFrom(other._hours, entities);
        _detailedHours.MergeFrom(other._detailedHours, entities);
    }

    /// <summary>The same day in longer steps. Series by route are left out in the hours that have resource and method too.</summary>
    public MetricDay Coarsen(MetricSeriesTable table, int longer)
    {
        var coarse = new MetricDay(StartMinute, longer, percentiles) { FirstMinute = FirstMinute, LastMinute = LastMinute };
        (coarse._hours, coarse._detailedHours) = (_hours.Copy(), _detailedHours.Copy());
        for (int point = 0; point < Count; point++)
        {
            int series = SeriesOf(point);
            if (!IsShadowed(table, point))
            {
                ulong step = (ulong)Clock.Floor(MinuteOf(point) - StartMinute, longer);
                coarse._points.Add(((ulong)series << (StepBits + PeriodBits)) | (step << PeriodBits), this[point], Percentiles(point));
            }
        }

        coarse._points.Trim();
        return coarse;
    }

    /// <summary>Whether a point by route stands beside ones by resource and method that say the same.</summary>
    public bool IsShadowed(MetricSeriesTable table, int point)
    {
        int series = SeriesOf(point);
        return table[series][(int)MetricPart.Route] != 0
            && !table.IsOfWebSocket(series)
            && (DetailedHoursOf(table.EntitiesOf(series).Stage) >> (int)((MinuteOf(point) - StartMinute) / Clock.MinutesPerHour) & 1) != 0;
    }

    /// <summary>The points of a metric in a scope.</summary>
    public ReadOnlySpan<int> PointsOf(MetricSeriesTable table, int metric, MetricScope scope)
    {
        _index ??= BuildIndex(table);
        return _index[(metric * 3) + (int)scope];
    }

    public void WriteTo(BinaryWriter writer)
    {
        writer.Write(StartMinute);
        writer.Write7BitEncodedInt(Width);
        writer.Write(FirstMinute);
        writer.Write(LastMinute);
        _hours.WriteTo(writer);
        _detailedHours.WriteTo(writer);
        writer.Write7BitEncodedInt(Count);
        for (int point = 0; point < Count; point++)
        {
            MetricPoint value = this[point];
            writer.Write(_points.KeyOf(point));
            writer.Write(value.Count);
            writer.Write(value.Sum);
            writer.Write(value.Maximum);
            ReadOnlySpan<double> ranked = Percentiles(point);
            writer.Write(!ranked.IsEmpty);
            foreach (double part in ranked)
            {
                writer.Write(part);
            }
        }
    }

    /// <exception cref="InvalidDataException">What is read cannot have been written.</exception>
    public static MetricDay ReadFrom(BinaryReader reader, MetricSeriesTable table, int percentiles)
    {
        long start = reader.ReadInt64();
        int width = reader.Read7BitEncodedInt();
        if (start % Clock.MinutesPerDay != 0 || start is < 0 or > Clock.MaxMinute || width is not (1 or 15 or Clock.MinutesPerHour or Clock.MinutesPerDay))
        {
            throw new InvalidDataException("A day of datapoints has no steps.");
        }

        var day = new MetricDay(start, width, percentiles) { FirstMinute = reader.ReadInt64(), LastMinute = reader.ReadInt64() };
        day._hours = EntityHours.ReadFrom(reader, table.EntityCount);
        day._detailedHours = EntityHours.ReadFrom(reader, table.EntityCount);
        int count = reader.Read7BitEncodedInt();
        if (count > 0 && (day.FirstMinute < start || day.LastMinute < day.FirstMinute || day.LastMinute >= start + Clock.MinutesPerDay))
        {
            throw new InvalidDataException("A day of datapoints has others.");
        }

        Span<double> ranked = stackalloc double[percentiles * 2];
        for (int point = 0; point < count; point++)
        {
            ulong key = reader.ReadUInt64();
            int series = (int)(key >> (StepBits + PeriodBits));
            if (series == 0 || series >= table.Count || ((key >> PeriodBits) & ((1 << StepBits) - 1)) >= Clock.MinutesPerDay)
            {
                throw new InvalidDataException("A datapoint belongs to no series.");
            }

            var value = new MetricPoint(reader.ReadDouble(), reader.ReadDouble(), reader.ReadDouble());
            bool isRanked = reader.ReadBoolean();
            for (int i = 0; isRanked && i < ranked.Length; i++)
            {
                ranked[i] = reader.ReadDouble();
            }

            day._points.Put(key, value, isRanked ? ranked : default);
        }

        return day;
    }

    private static long[] NewVersions()
    {
        var versions = new long[Clock.MinutesPerDay / Clock.MinutesPerHour];
        versions.AsSpan().Fill(Interlocked.Increment(ref s_versions));
        return versions;
    }

    /// <summary>Takes note of a change between two minutes, wherever their steps begin.</summary>
    private void Touch(long firstMinute, long lastMinute)
    {
        if (firstMinute > lastMinute)
        {
            return;
        }

        int first = Width > Clock.MinutesPerHour ? 0 : (int)((firstMinute - StartMinute) / Clock.MinutesPerHour);
        int last = (int)((lastMinute - StartMinute) / Clock.MinutesPerHour);
        _versions.AsSpan(first..(last + 1)).Fill(Interlocked.Increment(ref s_versions));
    }

    private void Cover(MetricSeriesTable table, int series, int hour)
    {
        (int api, int stage) = table.EntitiesOf(series);
        _hours.Add(api, hour);
        if (table[series][(int)MetricPart.Resource] != 0)
        {
            _detailedHours.Add(stage, hour);
        }
    }

    [MethodImpl(MethodImplOptions.AggressiveOptimization)]
    private int[][] BuildIndex(MetricSeriesTable table)
    {
        var kinds = new byte[table.Count];
        for (int series = 1; series < kinds.Length; series++)
        {
            kinds[series] = (byte)((table.MetricOf(series) * 3) + (int)table.ScopeOf(series));
        }

        var counts = new int[ApiMetric.All.Length * 3];
        for (int point = 0; point < Count; point++)
        {
            counts[kinds[SeriesOf(point)]]++;
        }

        int[][] index = [.. counts.Select(count => new int[count])];
        Array.Clear(counts);
        for (int point = 0; point < Count; point++)
        {
            int kind = kinds[SeriesOf(point)];
            index[kind][counts[kind]++] = point;
        }

        return index;
    }
}
