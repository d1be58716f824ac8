using System.Buffers.Text;
using System.Collections.Immutable;
using System.Runtime.CompilerServices;
using ApiGatewayAnalytics.Aggregation;
using ApiGatewayAnalytics.Columns;
using ApiGatewayAnalytics.Planning;

namespace ApiGatewayAnalytics.Timeline;

/// <summary>
/// Adds the rows of a batch to a segment, column by column: selections first, then every key that a selected row needs is interned
/// once, then the states take rows and keys. Does not allocate unless keys are new. Not thread-safe; one per writer.
/// </summary>
internal sealed class BatchAggregator
{
    private const int UnknownKey = -1;

    private static readonly int[] s_firstStep = new int[RecordBatch.Capacity];

    private readonly AggregationPlan _plan;
    private readonly int[][] _rowsOf;
    private readonly int[] _rowCounts;
    private readonly int[]?[] _keysOf;
    private readonly int[] _entities = new int[RecordBatch.Capacity];
    private readonly int[] _steps = new int[RecordBatch.Capacity];
    private readonly Found[] _found;
    private readonly int[] _unknownRows = new int[RecordBatch.Capacity];
    private readonly LookupScratch _scratch = new();
    private readonly EntityCache _entityCache;
    private readonly NarrowGroups _narrow;
    private StepAxis _stepAxis;
    private int _rowCount;
    private readonly int[][][] _keyColumns;
    private readonly long[][][] _numbers;

    public BatchAggregator(AggregationPlan plan)
    {
        _plan = plan;
        _entityCache = new EntityCache(plan);
        _rowsOf = [.. plan.Selections.Select(_ => new int[RecordBatch.Capacity])];
        _rowCounts = new int[plan.Selections.Length];
        _keysOf = new int[plan.Schema.Count][];
        _found = new Found[plan.Schema.Count];
        foreach (KeySource key in plan.Groups.SelectMany(group => group.Keys).Where(key => key != KeySource.Entity))
        {
            _keysOf[key.Field] = new int[RecordBatch.Capacity];
        }

        _keyColumns = [.. plan.Groups.Select(group => group.Keys.Select(ColumnOf).ToArray())];
        _narrow = new NarrowGroups(plan, ColumnOf);
        _numbers = [.. plan.Groups.Select(group => new long[group.Measures.Length][])];
    }

    /// <summary>For which rows of the batch the numbers of a field's keys are found.</summary>
    private enum Found : byte
    {
        None,
        Some,
        All,
    }

    /// <summary>Adds rows whose times lie within the segment.</summary>
    public void Add(RecordBatch batch, ReadOnlySpan<int> rows, Segment segment)
    {
        Prepare(batch, rows, segment);
        Intern(batch, _narrow.Keys, rows, segment);
        _narrow.Prepare(rows, segment);
        for (int i = 0; i < _plan.Groups.Length; i++)
        {
            GroupPlan plan = _plan.Groups[i];
            ReadOnlySpan<int> selected = Selected(plan.Selection);
            if (selected.IsEmpty)
            {
                continue;
            }

            for (int m = 0; m < plan.Measures.Length; m++)
            {
                int field = plan.Measures[m].Field;
                _numbers[i][m] = field == MeasurePlan.NoField ? [] : batch.Numbers(field);
            }

            GroupState state = segment.Groups[i];
            int[] steps = StepsOf(state.Axis, batch, rows);
            if (_narrow.Has(i))
            {
                state.Add(selected, _narrow.Find(i, selected.Length), steps, _numbers[i], _scratch);
            }
            else
            {
                Intern(batch, plan.Keys, selected, segment);
                state.Add(selected, _keyColumns[i], steps, _numbers[i], _scratch);
            }
        }

        for (int i = 0; i < _plan.Rows.Length; i++)
        {
            segment.Rows[i].Add(batch, Selected(_plan.Rows[i].Selection), _plan.IsSliced ? _entities : null, StepsOf(segment.Rows[i].Axis, batch, rows));
        }
    }

    private ReadOnlySpan<int> Selected(int selection) => _rowsOf[selection].AsSpan(0, _rowCounts[selection]);

    /// <summary>The step of each row. Most states of a segment have the same axis, so what was computed last is mostly right.</summary>
    private int[] StepsOf(StepAxis axis, RecordBatch batch, ReadOnlySpan<int> rows)
    {
        if (axis.Count == 1)
        {
            return s_firstStep;
        }

        if (axis != _stepAxis)
        {
            _stepAxis = axis;
            FindSteps(axis, batch.Times, rows);
        }

        return _steps;
    }

    /// <summary>Records follow one another in time, so most fall into the step of the one before.</summary>
    [MethodImpl(MethodImplOptions.AggressiveOptimization)]
    private void FindSteps(StepAxis axis, ReadOnlySpan<long> times, ReadOnlySpan<int> rows)
    {
        int step = 0;
        long from = 0;
        long to = 0;
        int[] steps = _steps;
        foreach (int row in rows)
        {
            long time = times[row];
            if (time < from || time >= to)
            {
                step = axis.StepOf(Clock.MinuteOf(time));
                from = Clock.MillisecondsOf(axis.StartOf(step));
                to = Clock.MillisecondsOf(axis.StartOf(step + 1));
            }

            steps[row] = step;
        }
    }

    private void Prepare(RecordBatch batch, ReadOnlySpan<int> rows, Segment segment)
    {
        long first = long.MaxValue;
        long last = long.MinValue;
        foreach (int row in rows)
        {
            long time = batch.Times[row];
            first = Math.Min(first, time);
            last = Math.Max(last, time);
        }

        segment.Cover(Clock.MinuteOf(first), Clock.MinuteOf(last));
        _stepAxis = default;
        _entityCache.Fill(batch, rows, segment, _entities);
        for (int i = 0; i < _rowsOf.Length; i++)
        {
            Selection selection = _plan.Selections[i];
            _rowCounts[i] = selection.Select(batch, selection.Parent < 0 ? rows : Selected(selection.Parent), _rowsOf[i]);
        }

        _rowCount = rows.Length;
        Array.Fill(_found, Found.None);
    }

    private int[] ColumnOf(KeySource key) => key == KeySource.Entity ? _entities : _keysOf[key.Field]!;

    private void Intern(RecordBatch batch, ImmutableArray<KeySource> keys, ReadOnlySpan<int> rows, Segment segment)
    {
        foreach (KeySource key in keys)
        {
            if (key != KeySource.Entity)
            {
                Intern(batch, key, rows, segment);
            }
        }
    }

    /// <summary>Finds the numbers of the keys of rows, unless an earlier state needed them too.</summary>
    private void Intern(RecordBatch batch, KeySource key, ReadOnlySpan<int> rows, Segment segment)
    {
        if (_found[key.Field] == Found.All)
        {
            return;
        }

        int[] keys = _keysOf[key.Field]!;
        ReadOnlySpan<int> unknown = Unknown(batch, key.Field, keys, rows);
        if (key.Kind == KeySourceKind.Status)
        {
            ReadOnlySpan<long> statuses = batch.Numbers(key.Field);
            foreach (int row in unknown)
            {
                keys[row] = (int)Math.Max(0, statuses[row]);
            }
        }
        else if (_plan.Schema.Fields[key.Field].Kind == FieldKind.Text)
        {
            segment.Dictionary(key.Field).GetOrAdd(batch, key.Field, unknown, keys, _scratch);
        }
        else
        {
            foreach (int row in unknown)
            {
                keys[row] = InternNumber(batch, key.Field, row, segment.Dictionary(key.Field));
            }
        }
    }

    /// <summary>The rows among <paramref name="rows"/> whose key no earlier state needed. Mostly the first state needs all of them.</summary>
    private ReadOnlySpan<int> Unknown(RecordBatch batch, int field, int[] keys, ReadOnlySpan<int> rows)
    {
        Found before = _found[field];
        _found[field] = rows.Length == _rowCount ? Found.All : Found.Some;
        if (before == Found.None && rows.Length == _rowCount)
        {
            return rows;
        }

        if (before == Found.None)
        {
            keys.AsSpan(0, batch.Count).Fill(UnknownKey);
        }

        int unknown = 0;
        foreach (int row in rows)
        {
            if (keys[row] == UnknownKey)
            {
                _unknownRows[unknown++] = row;
            }
        }

        return _unknownRows.AsSpan(0, unknown);
    }

    private static int InternNumber(RecordBatch batch, int field, int row, KeyDictionary dictionary)
    {
        long number = batch.Number(field, row);
        Span<byte> digits = stackalloc byte[20];
        Utf8Formatter.TryFormat(number, digits, out int length);
        return number == RecordBatch.AbsentNumber ? KeyDictionary.Absent : dictionary.GetOrAdd(digits[..length]);
    }
}
