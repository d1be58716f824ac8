using ApiGatewayAnalytics.CloudWatchMetrics;
using ApiGatewayAnalytics.Columns;

namespace ApiGatewayAnalytics.Timeline;

/// <summary>
/// Datapoints by day. A store of its own beside the segments, whose states add up: datapoints replace one another, so a day keeps each by
/// its minute until it becomes coarser, and after that takes no more. A shard fills one and hands it over; the engine's takes them
/// all in. Not thread-safe.
/// </summary>
/// <param name="percentages">The percentiles that are kept, ascending.</param>
internal sealed class MetricStore(int[] percentages)
{
    private const int MostSeries = 1_000_000;

    /// <summary>No series has this number.</summary>
    private const int LeftOut = 0;

    private SortedList<long, MetricDay> _days = [];
    private MetricSeriesTable _table = new();
    private sbyte[] _passes = [];
    private MetricDay? _last;

    public MetricSeriesTable Series => _table;

    public IEnumerable<MetricDay> Days => _days.Values;

    /// <summary>The day that starts at a minute; null where it has no datapoints.</summary>
    public MetricDay? DayAt(long startMinute) => _days.GetValueOrDefault(startMinute);

    public ReadOnlySpan<int> Percentages => percentages;

    public bool IsEmpty => _days.Count == 0;

    public long? FirstMinute => IsEmpty ? null : _days.Values[0].FirstMinute;

    public long? LastMinute => IsEmpty ? null : _days.Values[^1].LastMinute;

    public long Bytes => _table.Bytes + _days.Values.Sum(day => day.Bytes);

    /// <summary>Adds the rows of a batch of <see cref="MetricSchema"/> that pass; returns how many belong to more series than there can be.</summary>
    public int Add(RecordBatch batch, MetricFilter filter)
    {
        Span<int> series = stackalloc int[RecordBatch.Capacity];
        int refused = Number(batch, filter, series);
        Expect(batch, series);
        Span<double> ranked = stackalloc double[percentages.Length * 2];
        for (int row = 0; row < batch.Count; row++)
        {
            if (series[row] == LeftOut)
            {
                continue;
            }

            long minute = Clock.MinuteOf(batch.Times[row]);
            double count = Double(batch, MetricColumns.SampleCount, row);
            var point = new MetricPoint(count, Double(batch, MetricColumns.Sum, row), Double(batch, MetricColumns.Maximum, row));
            DayOf(minute).Put(
                _table, series[row], minute, batch.Number(MetricColumns.Period, row), point, Ranked(batch.Text(MetricColumns.Percentiles, row), count, ranked));
        }

        return refused;
    }

    /// <summary>Adds what another store holds, which must not be used any more; returns how many datapoints came too late.</summary>
    /// <param name="other">The other one, of the same percentages.</param>
    /// <param name="retention">How long which steps are kept.</param>
    /// <param name="nowMinute">The minute that ages are counted from, or null where nothing comes too late for its age.</param>
    public int MergeFrom(MetricStore other, Retention retention, long? nowMinute)
    {
        if (IsEmpty && (nowMinute is not { } clock || other._days.Values.All(day => retention.DatapointWidthAt(clock - (day.StartMinute + Clock.MinutesPerDay)) <= day.Width)))
        {
            (_table, _days, _last) = (other._table, other._days, null);
            (other._table, other._days) = (new MetricSeriesTable(), []);
            other.Clear();
            return 0;
        }

        int late = 0;
        int[] series = new int[other._table.Count];
        for (int i = 1; i < series.Length; i++)
        {
            series[i] = _table.GetOrAdd(other._table, i);
        }

        int[] entities = EntitiesOf(other._table, series);
        foreach (MetricDay day in other._days.Values)
        {
            MetricDay? known = _days.GetValueOrDefault(day.StartMinute);
            int kept = nowMinute is { } now ? retention.DatapointWidthAt(now - (day.StartMinute + Clock.MinutesPerDay)) : 1;
            if (day.Width < (known?.Width ?? kept))
            {
                late += day.Count;
                continue;
            }

            if (known is null || known.Width < day.Width)
            {
                MetricDay? finer = known;
                known = finer?.Coarsen(_table, day.Width) ?? new MetricDay(day.StartMinute, day.Width, percentages.Length);
                _days[day.StartMinute] = known;
            }

            known.MergeFrom(day, series);
            known.MergeHours(day, entities);
        }

        _last = null;
        return late;
    }

    /// <summary>Coarsens and drops what is old enough; without a minute to count from, nothing.</summary>
    public void Advance(Retention retention, long nowMinute)
    {
        foreach (MetricDay day in _days.Values.ToArray())
        {
            long age = nowMinute - (day.StartMinute + Clock.MinutesPerDay);
            int width = retention.DatapointWidthAt(age);
            if (age >= retention.TotalMinutes)
            {
                _days.Remove(day.StartMinute);
            }
            else if (width > day.Width)
            {
                _days[day.StartMinute] = day.Coarsen(_table, width);
            }
        }

        _last = null;
    }

    /// <summary>Gives up resolution of the oldest days, then the days themselves, until the store fits; the newest day stays.</summary>
    public void Shrink(long limit)
    {
        while (Bytes > limit)
        {
            MetricDay? fine = _days.Values.FirstOrDefault(day => day.Width < Clock.MinutesPerDay);
            if (fine is not null)
            {
                int width = fine.Width switch { 1 => 15, 15 => Clock.MinutesPerHour, _ => Clock.MinutesPerDay };
                _days[fine.StartMinute] = fine.Coarsen(_table, width);
            }
            else if (_days.Count > 1)
            {
                _days.RemoveAt(0);
            }
            else
            {
                return;
            }
        }

        _last = null;
    }

    /// <summary>What changes whenever datapoints of some minutes may have; empty where there are none.</summary>
    public long[] VersionsOf(long fromMinute, long toMinute) =>
    [
        .. _days.Values.Where(day => day.StartMinute < toMinute && day.StartMinute + Clock.MinutesPerDay > fromMinute)
            .Select(day => day.VersionOf(fromMinute, toMinute)),
    ];

    /// <summary>Forgets everything.</summary>
    public void Clear()
    {
        _days.Clear();
        _last = null;
        _table = new MetricSeriesTable();
        _passes = [];
    }

    public void WriteTo(BinaryWriter writer)
    {
        writer.Write7BitEncodedInt(percentages.Length);
        foreach (int percentage in percentages)
        {
            writer.Write7BitEncodedInt(percentage);
        }

        _table.WriteTo(writer);
        writer.Write7BitEncodedInt(_days.Count);
        foreach (MetricDay day in _days.Values)
        {
            day.WriteTo(writer);
        }
    }

    /// <summary>Reads what <see cref="WriteTo"/> wrote.</summary>
    /// <exception cref="InvalidDataException">What is read cannot have been written, or keeps other percentiles.</exception>
    public static MetricStore ReadFrom(BinaryReader reader, int[] percentages)
    {
        int known = reader.Read7BitEncodedInt();
        for (int i = 0; i < known; i++)
        {
            if (known != percentages.Length || reader.Read7BitEncodedInt() != percentages[i])
            {
                throw new InvalidDataException("The datapoints were saved by an engine with other panels.");
            }
        }

        var store = new MetricStore(percentages);
        store._table = MetricSeriesTable.ReadFrom(reader);
        int days = reader.Read7BitEncodedInt();
        for (int i = 0; i < days; i++)
        {
            MetricDay day = MetricDay.ReadFrom(reader, store._table, percentages.Length);
            if (!store._days.TryAdd(day.StartMinute, day))
            {
                throw new InvalidDataException("A day of datapoints is there twice.");
            }
        }

        return store;
    }

    /// <summary>The series of each row, or <see cref="LeftOut"/>; returns how many rows belong to more series than there can be.</summary>
    private int Number(RecordBatch batch, MetricFilter filter, Span<int> series)
    {
        int refused = 0;
        for (int row = 0; row < batch.Count; row++)
        {
            int number = _table.GetOrAdd(batch, row);
            bool isRefused = number >= MostSeries;
            refused += isRefused ? 1 : 0;
            series[row] = isRefused || (filter.IsFiltered && !Passes(number, filter)) ? LeftOut : number;
        }

        return refused;
    }

    /// <summary>Most rows of a batch are of one day: what looking for them needs is loaded together.</summary>
    private void Expect(RecordBatch batch, ReadOnlySpan<int> series)
    {
        if (batch.Count == 0)
        {
            return;
        }

        MetricDay? day = DayAt(Clock.Floor(Clock.MinuteOf(batch.Times[0]), Clock.MinutesPerDay));
        Span<ulong> keys = stackalloc ulong[RecordBatch.Capacity];
        int count = 0;
        for (int row = 0; day is not null && row < batch.Count; row++)
        {
            long minute = Clock.MinuteOf(batch.Times[row]);
            if (series[row] != LeftOut && (ulong)(minute - day.StartMinute) < Clock.MinutesPerDay)
            {
                keys[count++] = day.KeyOf(series[row], minute, batch.Number(MetricColumns.Period, row));
            }
        }

        day?.Expect(keys[..count]);
    }

    private bool Passes(int series, MetricFilter filter)
    {
        if (series >= _passes.Length)
        {
            Array.Resize(ref _passes, (series + 1) * 2);
        }

        ref sbyte passes = ref _passes[series];
        if (passes == 0)
        {
            passes = filter.Passes(_table, series) ? (sbyte)1 : (sbyte)-1;
        }

        return passes > 0;
    }

    private int[] EntitiesOf(MetricSeriesTable other, int[] series)
    {
        int[] entities = new int[other.EntityCount];
        for (int i = 1; i < series.Length; i++)
        {
            (int api, int stage) = other.EntitiesOf(i);
            (entities[api], entities[stage]) = _table.EntitiesOf(series[i]);
        }

        return entities;
    }

    private MetricDay DayOf(long minute)
    {
        long start = Clock.Floor(minute, Clock.MinutesPerDay);
        if (_last?.StartMinute != start && !_days.TryGetValue(start, out _last))
        {
            _days.Add(start, _last = new MetricDay(start, 1, percentages.Length));
        }

        return _last!;
    }

    private ReadOnlySpan<double> Ranked(ReadOnlySpan<byte> pairs, double count, Span<double> ranked)
    {
        bool hasAny = false;
        for (int i = 0; !pairs.IsEmpty && i < percentages.Length; i++)
        {
            double value = PercentilePairs.Find(pairs, percentages[i]);
            ranked[2 * i] = value;
            ranked[(2 * i) + 1] = double.IsNaN(value) ? 0 : count;
            hasAny |= !double.IsNaN(value);
        }

        return hasAny ? ranked : default;
    }

    private static double Double(RecordBatch batch, int column, int row) =>
        batch.Number(column, row) is var bits && bits == RecordBatch.AbsentNumber ? double.NaN : BitConverter.Int64BitsToDouble(bits);
}
