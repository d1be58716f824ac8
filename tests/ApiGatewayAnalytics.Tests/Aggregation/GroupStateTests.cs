using ApiGatewayAnalytics.Aggregation;

namespace ApiGatewayAnalytics.Tests.Aggregation;

/// <summary>Groups: exact in any split and order below the bound, within the stated errors beyond.</summary>
public sealed class GroupStateTests
{
    private static readonly StepAxis s_axis = new(600, 5, 12);

    [Theory]
    [InlineData(1, 12)]
    [InlineData(2, 12)]
    [InlineData(3, 1)]
    [InlineData(4, 1)]
    public void MergingGivesWhatAddingGives(int seed, int steps)
    {
        var random = new Random(seed);
        StepAxis axis = steps == 1 ? new StepAxis(600, 60, 1) : s_axis;
        GroupRecord[] records = GroupRecord.Zipf(random, 5_000, keys: 300);
        string expected = GroupModel.Describe(GroupModel.StateOf(axis, 100_000, records));
        Assert.Equal(GroupModel.Describe(records, axis), expected);
        for (int round = 0; round < 6; round++)
        {
            List<GroupState> parts = [.. Enumerable.Range(0, random.Next(1, 6)).Select(_ => GroupModel.Empty(axis, 100_000))];
            foreach (GroupRecord[] chunk in records.OrderBy(_ => random.Next()).Chunk(random.Next(1, 900)))
                GroupModel.Add(parts[random.Next(parts.Count)], chunk);
            while (parts.Count > 1)
            {
                GroupState source = parts[^1];
                parts.RemoveAt(parts.Count - 1);
                GroupModel.Merge(parts[random.Next(parts.Count)], random.Next(2) == 0 ? source : GroupModel.Reread(source));
            }

            Assert.Equal(expected, GroupModel.Describe(parts[0]));
        }
    }

    [Fact]
    public void MergingIntoWiderStepsAndFewerKeysGivesWhatAddingThereGives()
    {
        GroupRecord[] records = GroupRecord.Zipf(new Random(5), 4_000, keys: 200);
        GroupState fine = GroupModel.StateOf(s_axis, 100_000, records);
        var wide = new StepAxis(600, 15, 4);
        GroupState target = GroupModel.Empty(wide, 100_000, keys: 1);
        target.MergeFrom(fine, new GroupMapping
        {
            Keys = [(0, KeyMap.Identity)],
            Measures = GroupMapping.SameMeasures(3),
            Filter = keys => keys[1] != 2,
            FromMinute = 615,
            ToMinute = 645,
        });

        IEnumerable<GroupRecord> left = records
            .Where(record => record.Second != 2 && record.Minute is >= 615 and < 645)
            .Select(record => record with { Second = GroupRecord.NoKey });
        Assert.Equal(GroupModel.Describe(left, wide), GroupModel.Describe(target));
    }

    [Theory]
    [InlineData("zipf", 1)]
    [InlineData("zipf", 2)]
    [InlineData("distinct", 3)]
    [InlineData("rounds", 4)]
    [InlineData("late", 5)]
    [InlineData("pairs", 6)]
    public void BeyondTheBoundTheGuaranteeHolds(string stream, int seed)
    {
        const int Bound = 64;
        var random = new Random(seed);
        GroupRecord[] records = GroupRecord.Stream(stream, random, 8_000);
        GroupState whole = GroupModel.StateOf(s_axis, Bound, records);
        GroupModel.CheckGuarantee(whole, records, Bound, $"{stream}, seed {seed}");
        Assert.InRange(whole.GroupCount, 1, (3 * Bound * 5 / 4) + 1 + 512);

        for (int round = 0; round < 2; round++)
        {
            List<GroupState> parts = [.. Enumerable.Range(0, 5).Select(_ => GroupModel.Empty(s_axis, Bound))];
            foreach (GroupRecord[] chunk in records.Chunk(random.Next(50, 700)))
                GroupModel.Add(parts[random.Next(parts.Count)], chunk);
            while (parts.Count > 1)
            {
                GroupState source = parts[^1];
                parts.RemoveAt(parts.Count - 1);
                GroupModel.Merge(parts[random.Next(parts.Count)], random.Next(2) == 0 ? source : GroupModel.Reread(source));
            }

            GroupModel.CheckGuarantee(parts[0], records, Bound, $"{stream}, seed {seed}, merged in round {round}");
            parts[0].Tighten(Bound / 4);
            GroupModel.CheckGuarantee(parts[0], records, Bound / 4, $"{stream}, seed {seed}, tightened in round {round}");
            GroupModel.Add(parts[0], records);
            GroupModel.CheckGuarantee(parts[0], [.. records, .. records], Bound / 4, $"{stream}, seed {seed}, after more in round {round}");
        }
    }

    [Theory]
    [InlineData("zipf", 7)]
    [InlineData("rounds", 8)]
    [InlineData("pairs", 9)]
    public void AnAnswerWithFewerKeysKeepsToItsErrors(string stream, int seed)
    {
        const int Bound = 64;
        var random = new Random(seed);
        GroupRecord[] records = GroupRecord.Stream(stream, random, 8_000);
        foreach (int fanIn in (int[])[0, GroupRecord.Seconds])
        {
            GroupState target = GroupModel.Empty(new StepAxis(600, 60, 1), 100_000, keys: 1);
            foreach (GroupRecord[] chunk in records.Chunk(1_600))
            {
                target.MergeFrom(GroupModel.StateOf(s_axis, Bound, chunk), new GroupMapping
                {
                    Keys = [(0, KeyMap.Identity)],
                    Measures = GroupMapping.SameMeasures(3),
                    FanIn = fanIn,
                });
            }

            GroupModel.CheckGuarantee(
                target, [.. records.Select(record => record with { Second = GroupRecord.NoKey })], bound: null, $"{stream}, seed {seed}, fan-in {fanIn}");
        }
    }

    [Fact]
    public void GroupsWithoutAMeasuredRecordSurviveSaving()
    {
        GroupRecord[] records = [.. Enumerable.Range(0, 100).Select(i => new GroupRecord(i, 1, 600, -1))];
        foreach (StepAxis axis in (StepAxis[])[s_axis, new StepAxis(600, 60, 1)])
        {
            GroupState state = GroupModel.Reread(GroupModel.StateOf(axis, 1_000, records));
            GroupState target = GroupModel.Empty(axis, 1_000);
            GroupModel.Merge(target, state);
            GroupModel.Add(state, records);
            Assert.Equal(GroupModel.Describe(records, axis), GroupModel.Describe(target));
            Assert.Equal(GroupModel.Describe([.. records, .. records], axis), GroupModel.Describe(state));
        }

        var sums = new GroupState(1, 0, new StepAxis(600, 60, 1), 1_000, [new SumColumn()]);
        int[] keys = [.. Enumerable.Range(0, 100)];
        sums.Add(keys, [keys], new int[100], [Enumerable.Repeat(-1L, 100).ToArray()], new LookupScratch());
        GroupState reread = GroupModel.Reread(sums, () => [new SumColumn()], 1_000);
        Assert.All(Enumerable.Range(0, reread.GroupCount), group => Assert.Equal(0, reread.Weight(0, group)));
        reread.Tighten(10);
        reread.Add(keys, [keys], new int[100], [Enumerable.Repeat(7L, 100).ToArray()], new LookupScratch());
        Assert.Equal(100, Enumerable.Range(0, reread.GroupCount).Sum(group => reread.Weight(0, group)));
    }

    [Fact]
    public void DamagedBytesAreRefusedOrReadable()
    {
        byte[] whole = GroupModel.Bytes(GroupModel.StateOf(s_axis, 16, GroupRecord.Zipf(new Random(11), 120, keys: 40)));
        for (int at = 0; at < whole.Length; at++)
        {
            Try(whole[..at]);
            foreach (byte flip in (byte[])[1, 0x80])
            {
                byte[] damaged = [.. whole];
                damaged[at] ^= flip;
                Try(damaged);
            }
        }

        static void Try(byte[] bytes)
        {
            try
            {
                GroupState state = GroupModel.Read(bytes);
                GroupModel.Describe(state);
                state.Tighten(4);
            }
            catch (Exception e) when (e is InvalidDataException or EndOfStreamException)
            {
            }
        }
    }
}
