using ApiGatewayAnalytics.Aggregation;

namespace ApiGatewayAnalytics.Tests.Aggregation;

/// <summary>Slots of groups in steps: every pair has one of its own, wherever it moves.</summary>
public sealed class StepIndexTests
{
    [Theory]
    [InlineData(1, 1)]
    [InlineData(2, 2)]
    [InlineData(24, 3)]
    [InlineData(60, 4)]
    public void EveryPairKeepsItsContent(int steps, int seed)
    {
        var random = new Random(seed);
        var index = new StepIndex(steps);
        var content = new Dictionary<int, (int Group, int Step)>();
        var pairs = new HashSet<(int Group, int Step)>();
        int groups = 0;
        for (int i = 0; i < 5_000; i++)
        {
            int group = random.Next(200);
            int step = random.Next(10) == 0 ? random.Next(steps) : group % steps;
            groups = Math.Max(groups, group + 1);

            int slot = index.GetOrAdd(group, step, out int from, out int to);
            if (from >= 0)
            {
                Assert.True(content.Remove(from, out (int Group, int Step) moved));
                Assert.True(content.TryAdd(to, moved));
            }

            pairs.Add((group, step));
            content.TryAdd(slot, (group, step));

            Assert.Equal((group, step), content[slot]);
            Assert.InRange(slot, 0, index.SlotCount(groups) - 1);
        }

        var found = new HashSet<(int, int)>();
        for (int group = 0; group < groups + 5; group++)
        {
            index.Slots(group, out int slot, out int step, out int count);
            for (int i = 0; i < count; i++)
            {
                if (content.TryGetValue(slot + i, out (int, int) pair))
                    Assert.True(pair == (group, step + i) && found.Add(pair));
            }
        }

        Assert.Equal(pairs, found);
    }
}
