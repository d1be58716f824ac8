using ApiGatewayAnalytics.Aggregation;
using ApiGatewayAnalytics.Columns;

namespace ApiGatewayAnalytics.Tests.Aggregation;

/// <summary>States of groups with a count, a sum and a distribution, beside the same from lists of records.</summary>
internal static class GroupModel
{
    private const int KeyLimit = 1 << 20;
    private static readonly int[] s_percentiles = [50, 99];

    public static GroupState Empty(StepAxis axis, int bound, int keys = 2) => new(keys, keys - 1, axis, bound, CreateColumns());

    public static GroupState StateOf(StepAxis axis, int bound, GroupRecord[] records)
    {
        GroupState state = Empty(axis, bound);
        Add(state, records);
        return state;
    }

    public static void Add(GroupState state, GroupRecord[] records)
    {
        foreach (GroupRecord[] chunk in records.Chunk(RecordBatch.Capacity))
        {
            // From the last row to the first, so that a row is not its own place.
            int[] rows = [.. Enumerable.Range(0, chunk.Length).Select(i => chunk.Length - 1 - i)];
            GroupRecord At(int row) => chunk[row];
            int[] first = [.. Enumerable.Range(0, chunk.Length).Select(row => At(row).First)];
            int[] second = [.. Enumerable.Range(0, chunk.Length).Select(row => At(row).Second)];
            int[] steps = [.. Enumerable.Range(0, chunk.Length).Select(row => state.Axis.StepOf(At(row).Minute))];
            long[] numbers = [.. Enumerable.Range(0, chunk.Length).Select(row => At(row).Number)];
            state.Add(rows, [first, second], steps, [[], numbers, numbers], new LookupScratch());
        }
    }

    public static void Merge(GroupState target, GroupState source) => target.MergeFrom(source, new GroupMapping
    {
        Keys = [(0, KeyMap.Identity), (1, KeyMap.Identity)],
        Measures = GroupMapping.SameMeasures(3),
    });

    public static byte[] Bytes(GroupState state)
    {
        using var content = new MemoryStream();
        using var writer = new BinaryWriter(content);
        state.WriteTo(writer);
        return content.ToArray();
    }

    public static GroupState Read(byte[] bytes) => Read(bytes, CreateColumns, 2, KeyLimit);

    public static GroupState Reread(GroupState state) => Read(Bytes(state));

    public static GroupState Reread(GroupState state, Func<MeasureColumn[]> columns, int keyLimit) => Read(Bytes(state), columns, 1, keyLimit);

    /// <summary>All groups and steps that hold something, in words.</summary>
    public static string Describe(GroupState state)
    {
        var lines = new List<string>();
        for (int group = 0; group < state.GroupCount; group++)
        {
            state.Slots(group, out int slot, out int step, out int count);
            for (int i = 0; i < count; i++)
            {
                if (state.Measures[0].Weight(slot + i) <= 0 && state.Measures[1].Weight(slot + i) <= 0)
                    continue;
                var sums = (SumColumn)state.Measures[1];
                var values = new double[s_percentiles.Length];
                ((PercentileColumn)state.Measures[2]).Percentiles(slot + i, s_percentiles, values);
                lines.Add($"{string.Join(',', state.Keys(group).ToArray())} in {step + i}: {state.Measures[0].Weight(slot + i)} "
                    + $"{sums.Weight(slot + i)} {sums.Sum(slot + i)} {sums.Max(slot + i)} {string.Join(' ', values)}");
            }
        }

        return string.Join('\n', lines.Order(StringComparer.Ordinal));
    }

    /// <summary>The same from the records themselves.</summary>
    public static string Describe(IEnumerable<GroupRecord> records, StepAxis axis) => string.Join('\n', records
        .GroupBy(record => (record.First, record.Second, Step: axis.Count == 1 ? 0 : (record.Minute - axis.Start) / axis.Width))
        .Select(group =>
        {
            long[] numbers = [.. group.Select(record => record.Number).Where(number => number >= 0).Order()];
            IEnumerable<double> values = s_percentiles.Select(percentile => numbers.Length == 0
                ? 0
                : LogLinear.ValueOf(LogLinear.BucketOf(numbers[(int)Math.Ceiling(percentile * numbers.Length / 100m) - 1])));
            string keys = group.Key.Second == GroupRecord.NoKey ? $"{group.Key.First}" : $"{group.Key.First},{group.Key.Second}";
            return $"{keys} in {group.Key.Step}: {group.Count()} {numbers.Length} {numbers.Sum()} {numbers.DefaultIfEmpty(0).Max()} {string.Join(' ', values)}";
        })
        .Order(StringComparer.Ordinal));

    /// <summary>What the state's own summary promises, of the count and of the sum.</summary>
    public static void CheckGuarantee(GroupState state, GroupRecord[] records, int? bound, string what)
    {
        for (int measure = 0; measure < 3; measure++)
        {
            Dictionary<(int, int), long> truth = records
                .Where(record => measure == 0 || record.Number >= 0)
                .GroupBy(record => (record.First, record.Second))
                .ToDictionary(group => group.Key, group => group.LongCount());
            long total = truth.Values.Sum();
            long seen = state.Weight(measure, TupleTable.Other);
            MeasureColumn column = state.Measures[measure];
            var there = new HashSet<(int, int)>();
            for (int group = 1; group < state.GroupCount; group++)
            {
                ReadOnlySpan<int> keys = state.Keys(group);
                (int, int) key = (keys[0], keys.Length > 1 ? keys[1] : GroupRecord.NoKey);
                long kept = state.Weight(measure, group);
                long actual = truth.GetValueOrDefault(key);
                seen += kept;
                Assert.True(there.Add(key), $"{what}: {key} is there twice.");
                Assert.True(kept <= actual, $"{what}, measure {measure}: {key} has {actual} records, {kept} are shown.");
                Assert.True(
                    actual <= kept + column.ErrorOf(group),
                    $"{what}, measure {measure}: {key} has {actual} records, {kept} + {column.ErrorOf(group)} are stated.");
            }

            Assert.True(seen == total, $"{what}, measure {measure}: {seen} records instead of {total}.");
            if (bound is { } keysKept)
                Assert.True(column.Error <= total / keysKept, $"{what}, measure {measure}: the error is {column.Error} of {total} at a bound of {keysKept}.");
            foreach (((int, int) key, long actual) in truth.Where(pair => !there.Contains(pair.Key)))
                Assert.True(actual <= column.Error, $"{what}, measure {measure}: {key} with {actual} records is missing at an error of {column.Error}.");
        }
    }

    private static MeasureColumn[] CreateColumns() => [new CountColumn(), new SumColumn(), new PercentileColumn()];

    private static GroupState Read(byte[] bytes, Func<MeasureColumn[]> columns, int keys, int keyLimit) =>
        GroupState.ReadFrom(new BinaryReader(new MemoryStream(bytes)), columns(), keys - 1, [.. Enumerable.Repeat(keyLimit, keys)]);
}
