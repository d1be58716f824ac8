using System.Numerics;
using ApiGatewayAnalytics.CloudWatchMetrics;

namespace ApiGatewayAnalytics.Timeline;

/// <summary>
/// The datapoints of a day as columns, found by series, minute and period: 32 bytes each, 4 to 8 for finding them, and percentiles where a
/// datapoint carries some. An upsert law: of two datapoints of one key the one with more samples stays, then the one with the larger
/// sum, then a fixed order, so the outcome depends neither on order nor on repetition. Becomes coarser by making another day of
/// longer steps, in which sums add up. Not thread-safe.
/// </summary>
/// <param name="startMinute">The first minute.</param>
/// <param name="width">Minutes per step.</param>
/// <param name="percentiles">How many percentiles are kept of each datapoint.</param>
internal sealed class MetricDay(long startMinute, int width, int percentiles)
{
    private const int StepBits = 11;
    private const int PeriodBits = 25;
    private const int MostSeries = 1 << (64 - StepBits - PeriodBits);
    private const int MostPeriod = (1 << PeriodBits) - 1;

    private ulong[] _keys = [];
    private double[] _counts = [];
    private double[] _sums = [];
    private double[] _maxima = [];
    private int[] _ranked = [];
    private double[] _values = [];
    private int _rankedCount = 1;
    private int[] _slots = [];
    private int[] _hours = [];
    private int[] _detailedHours = [];
    private int[][]? _index;

    public long StartMinute { get; } = startMinute;

    /// <summary>Minutes per step: 1, 15, 60 or 1440.</summary>
    public int Width { get; } = width;

    public long FirstMinute { get; private set; } = long.MaxValue;

    public long LastMinute { get; private set; } = long.MinValue;

    public int Count { get; private set; }

    /// <summary>The memory of the columns.</summary>
    public long Bytes =>
        (_keys.Length * 32L) + (_ranked.Length * 4L) + (_values.Length * 8L) + ((_slots.Length + _hours.Length + _detailedHours.Length) * 4L) + (_index is null ? 0 : Count * 4L);

    public int SeriesOf(int point) => (int)(_keys[point] >> (StepBits + PeriodBits));

    /// <summary>The minute at which a point starts.</summary>
    public long MinuteOf(int point) => StartMinute + (long)((_keys[point] >> PeriodBits) & ((1 << StepBits) - 1));

    /// <summary>The period of a point in seconds; 0 in steps wider than a minute.</summary>
    public int PeriodOf(int point) => (int)(_keys[point] & MostPeriod);

    public MetricPoint this[int point] => new(_counts[point], _sums[point], _maxima[point]);

    /// <summary>For each percentile its value and the samples behind it; empty where the point carries none.</summary>
    public ReadOnlySpan<double> Percentiles(int point)
    {
        int at = _ranked.Length > point ? _ranked[point] : 0;
        return at == 0 ? default : _values.AsSpan(at * percentiles * 2, percentiles * 2);
    }

    /// <summary>The hours, as bits, in which an API has datapoints.</summary>
    public int HoursOf(int entity) => entity < _hours.Length ? _hours[entity] : 0;

    /// <summary>The hours, as bits, in which a stage has series by resource and method.</summary>
    public int DetailedHoursOf(int entity) => entity < _detailedHours.Length ? _detailedHours[entity] : 0;

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
        PutKey(((ulong)series << (StepBits + PeriodBits)) | ((ulong)(minute - StartMinute) << PeriodBits) | (ulong)Math.Min(period, MostPeriod), point, ranked);
    }

    /// <summary>Adds the points of another day of the same steps, whose series are numbered by another table.</summary>
    public void MergeFrom(MetricDay other, ReadOnlySpan<int> numbers)
    {
        FirstMinute = Math.Min(FirstMinute, other.FirstMinute);
        LastMinute = Math.Max(LastMinute, other.LastMinute);
        const ulong Rest = (1UL << (StepBits + PeriodBits)) - 1;
        for (int point = 0; point < other.Count; point++)
        {
            int series = numbers[other.SeriesOf(point)];
            if (series < MostSeries)
            {
                PutKey((other._keys[point] & Rest) | ((ulong)series << (StepBits + PeriodBits)), other[point], other.Percentiles(point));
            }
        }
    }

    /// <summary>Takes over in which hours APIs and stages have datapoints.</summary>
    public void MergeHours(MetricDay other, ReadOnlySpan<int> entities)
    {
        for (int entity = 1; entity < entities.Length; entity++)
        {
            Add(ref _hours, entities[entity], other.HoursOf(entity));
            Add(ref _detailedHours, entities[entity], other.DetailedHoursOf(entity));
        }
    }

    /// <summary>The same day in longer steps. Series by route are left out in the hours that have resource and method too.</summary>
    public MetricDay Coarsen(MetricSeriesTable table, int longer)
    {
        var coarse = new MetricDay(StartMinute, longer, percentiles) { FirstMinute = FirstMinute, LastMinute = LastMinute };
        coarse._hours = [.. _hours];
        coarse._detailedHours = [.. _detailedHours];
        for (int point = 0; point < Count; point++)
        {
            int series = SeriesOf(point);
            if (!IsShadowed(table, point))
            {
                ulong step = (ulong)Clock.Floor(MinuteOf(point) - StartMinute, longer);
                coarse.AddKey(((ulong)series << (StepBits + PeriodBits)) | (step << PeriodBits), this[point], Percentiles(point));
            }
        }

        coarse.Trim();
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

    /// <summary>Gives back the room for more points.</summary>
    public void Trim()
    {
        Array.Resize(ref _keys, Count);
        Array.Resize(ref _counts, Count);
        Array.Resize(ref _sums, Count);
        Array.Resize(ref _maxima, Count);
        if (_ranked.Length > 0)
        {
            Array.Resize(ref _ranked, Count);
            Array.Resize(ref _values, _rankedCount * percentiles * 2);
        }
    }

    public void WriteTo(BinaryWriter writer)
    {
        writer.Write(StartMinute);
        writer.Write7BitEncodedInt(Width);
        writer.Write(FirstMinute);
        writer.Write(LastMinute);
        Write(_hours);
        Write(_detailedHours);
        writer.Write7BitEncodedInt(Count);
        for (int point = 0; point < Count; point++)
        {
            writer.Write(_keys[point]);
            writer.Write(_counts[point]);
            writer.Write(_sums[point]);
            writer.Write(_maxima[point]);
            ReadOnlySpan<double> ranked = Percentiles(point);
            writer.Write(!ranked.IsEmpty);
            foreach (double value in ranked)
            {
                writer.Write(value);
            }
        }

        void Write(int[] hours)
        {
            writer.Write7BitEncodedInt(hours.Length);
            foreach (int mask in hours)
            {
                writer.Write7BitEncodedInt(mask);
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
        day._hours = ReadHours(reader, table.EntityCount);
        day._detailedHours = ReadHours(reader, table.EntityCount);
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

            day.PutKey(key, value, isRanked ? ranked : default);
        }

        return day;
    }

    private static int[] ReadHours(BinaryReader reader, int entities)
    {
        int count = reader.Read7BitEncodedInt();
        if (count < 0 || count > Math.Max(8, entities * 2))
        {
            throw new InvalidDataException("Hours belong to no API.");
        }

        var hours = new int[count];
        for (int i = 0; i < count; i++)
        {
            hours[i] = reader.Read7BitEncodedInt();
        }

        return hours;
    }

    private void Cover(MetricSeriesTable table, int series, int hour)
    {
        (int api, int stage) = table.EntitiesOf(series);
        Add(ref _hours, api, hour);
        if (table[series][(int)MetricPart.Resource] != 0)
        {
            Add(ref _detailedHours, stage, hour);
        }
    }

    private static void Add(ref int[] hours, int entity, int mask)
    {
        if (mask != 0)
        {
            if (entity >= hours.Length)
            {
                Array.Resize(ref hours, Math.Max(8, (int)BitOperations.RoundUpToPowerOf2((uint)entity + 1)));
            }

            hours[entity] |= mask;
        }
    }

    private void PutKey(ulong key, MetricPoint point, ReadOnlySpan<double> ranked)
    {
        int at = Find(key, out bool isNew);
        if (isNew || IsBetter(point, ranked, at))
        {
            (_counts[at], _sums[at], _maxima[at]) = (point.Count, point.Sum, point.Maximum);
            SetPercentiles(at, ranked);
        }
    }

    private void AddKey(ulong key, MetricPoint point, ReadOnlySpan<double> ranked)
    {
        int at = Find(key, out bool isNew);
        if (isNew)
        {
            (_counts[at], _sums[at], _maxima[at]) = (point.Count, point.Sum, point.Maximum);
            SetPercentiles(at, ranked);
            return;
        }

        _counts[at] += point.Count;
        _sums[at] += point.Sum;
        _maxima[at] = double.IsNaN(point.Maximum) || _maxima[at] > point.Maximum ? _maxima[at] : point.Maximum;
        if (ranked.IsEmpty)
        {
            return;
        }

        if (Percentiles(at).IsEmpty)
        {
            SetPercentiles(at, ranked);
            return;
        }

        Span<double> known = _values.AsSpan(_ranked[at] * percentiles * 2, percentiles * 2);
        for (int i = 0; i < ranked.Length; i += 2)
        {
            double weight = known[i + 1] + ranked[i + 1];
            if (ranked[i + 1] > 0)
            {
                known[i] = known[i + 1] > 0 ? ((known[i] * known[i + 1]) + (ranked[i] * ranked[i + 1])) / weight : ranked[i];
                known[i + 1] = weight;
            }
        }
    }

    /// <summary>Whether a datapoint takes the place of another: a total order, of which the contract names the first two terms.</summary>
    private bool IsBetter(MetricPoint point, ReadOnlySpan<double> ranked, int at)
    {
        int order = point.Count.CompareTo(_counts[at]);
        order = order != 0 ? order : point.Sum.CompareTo(_sums[at]);
        order = order != 0 ? order : point.Maximum.CompareTo(_maxima[at]);
        return order != 0 ? order > 0 : ranked.SequenceCompareTo(Percentiles(at)) > 0;
    }

    private void SetPercentiles(int at, ReadOnlySpan<double> ranked)
    {
        if (ranked.IsEmpty)
        {
            if (_ranked.Length > at)
            {
                _ranked[at] = 0;
            }

            return;
        }

        if (_ranked.Length <= at)
        {
            Array.Resize(ref _ranked, _keys.Length);
        }

        if (_ranked[at] == 0)
        {
            _ranked[at] = _rankedCount++;
            if (_values.Length < _rankedCount * percentiles * 2)
            {
                Array.Resize(ref _values, Math.Max(64, _rankedCount * 2) * percentiles * 2);
            }
        }

        ranked.CopyTo(_values.AsSpan(_ranked[at] * percentiles * 2));
    }

    private int Find(ulong key, out bool isNew)
    {
        if ((Count + 1) * 4L > _slots.Length * 3L)
        {
            GrowSlots();
        }

        int mask = _slots.Length - 1;
        int slot = (int)((key * 0x9E37_79B9_7F4A_7C15) >> 32) & mask;
        while (_slots[slot] != 0)
        {
            int at = _slots[slot] - 1;
            if (_keys[at] == key)
            {
                isNew = false;
                return at;
            }

            slot = (slot + 1) & mask;
        }

        if (Count == _keys.Length)
        {
            int length = Math.Max(16, Count + (Count / 2));
            Array.Resize(ref _keys, length);
            Array.Resize(ref _counts, length);
            Array.Resize(ref _sums, length);
            Array.Resize(ref _maxima, length);
        }

        _keys[Count] = key;
        _slots[slot] = ++Count;
        _index = null;
        isNew = true;
        return Count - 1;
    }

    private void GrowSlots()
    {
        _slots = new int[Math.Max(32, _slots.Length * 2)];
        int mask = _slots.Length - 1;
        for (int point = 0; point < Count; point++)
        {
            int slot = (int)((_keys[point] * 0x9E37_79B9_7F4A_7C15) >> 32) & mask;
            while (_slots[slot] != 0)
            {
                slot = (slot + 1) & mask;
            }

            _slots[slot] = point + 1;
        }
    }

    private int[][] BuildIndex(MetricSeriesTable table)
    {
        var counts = new int[ApiMetric.All.Length * 3];
        for (int point = 0; point < Count; point++)
        {
            counts[KindOf(point)]++;
        }

        int[][] index = [.. counts.Select(count => new int[count])];
        Array.Clear(counts);
        for (int point = 0; point < Count; point++)
        {
            int kind = KindOf(point);
            index[kind][counts[kind]++] = point;
        }

        return index;

        int KindOf(int point) => (table.MetricOf(SeriesOf(point)) * 3) + (int)table.ScopeOf(SeriesOf(point));
    }
}
