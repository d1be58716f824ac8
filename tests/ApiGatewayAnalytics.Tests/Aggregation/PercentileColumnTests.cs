using ApiGatewayAnalytics.Aggregation;

namespace ApiGatewayAnalytics.Tests.Aggregation;

/// <summary>Percentiles of many slots that grow at once, against sorted lists.</summary>
public sealed class PercentileColumnTests
{
    private static readonly int[] s_percentiles = [1, 25, 50, 75, 90, 95, 99, 100];

    [Theory]
    [InlineData(1)]
    [InlineData(2)]
    [InlineData(3)]
    public void AreOfNearestRank(int seed)
    {
        var random = new Random(seed);
        var columns = new[] { new PercentileColumn(), new PercentileColumn() };
        var model = new[] { Lists(), Lists() };
        foreach (PercentileColumn column in columns)
            column.EnsureSlots(50);
        for (int i = 0; i < 30_000; i++)
        {
            int which = random.Next(2);
            int slot = (int)(50 * Math.Pow(random.NextDouble(), 3));
            long value = random.Next(3) == 0 ? random.Next(8) : (long)Math.Exp(random.NextDouble() * 19);
            model[which][slot].Add(value);
            columns[which].Add([0], [slot], [value]);
        }

        columns[0].Add([0], [7], [-1]);
        Check(columns[0], model[0]);
        Check(columns[1], model[1]);
        for (int slot = 0; slot < 50; slot++)
        {
            columns[0].MergeSlots(slot, columns[1], slot, 1);
            model[0][slot].AddRange(model[1][slot]);
        }

        Check(columns[0], model[0]);
        Check(columns[1], model[1]);
    }

    [Theory]
    [InlineData(false)]
    [InlineData(true)]
    public void CopiesTellOfEmptySlotsWhereNoOtherHasTwoValues(bool isSealed)
    {
        var column = new PercentileColumn();
        column.EnsureSlots(2);
        column.Add([0], [0], [40]);
        if (isSealed)
            column.Seal(2);
        var copy = (PercentileColumn)column.Copy(null);
        Assert.Equal([1, 0], new[] { copy.Weight(0), copy.Weight(1) });
        var together = (PercentileColumn)copy.CreateEmpty();
        together.EnsureSlots(1);
        together.MergeSlots(0, copy, [0, 1]);
        Assert.Equal(1, together.Weight(0));
    }

    [Theory]
    [InlineData(true)]
    [InlineData(false)]
    public void ValuesThatWaitAreThereWhateverHappensFirst(bool isDownward)
    {
        const int Slots = 3_000;
        var random = new Random(5);
        var column = new PercentileColumn();
        column.EnsureSlots(Slots);
        var model = Enumerable.Range(0, Slots).Select(_ => new List<long>()).ToArray();
        for (int round = 0; round < 4; round++)
        {
            // More values than wait at most, so that some were put away meanwhile.
            for (int i = 0; i < 30_000; i++)
            {
                int slot = random.Next(Slots);
                long value = random.Next(4_000);
                column.Add([0], [slot], [value]);
                model[slot].Add(value);
            }

            column.MoveSlot(17, 18 + round);
            model[18 + round] = model[17];
            model[17] = [];
        }

        // Every third slot stays, and the others go to slot 0.
        int[] targets = [.. Enumerable.Range(0, Slots).Select(slot => slot % 3 == 0 ? slot / 3 : 0)];
        column.Rearrange(targets, Slots / 3, isDownward);
        for (int i = 0; i < 5_000; i++)
        {
            int slot = random.Next(Slots / 3);
            column.Add([0], [slot], [i]);
            model[slot * 3].Add(i);
        }

        Check(column, [.. Enumerable.Range(0, Slots / 3).Select(slot => slot > 0 ? model[slot * 3] : [.. model[0], .. model.Where((_, old) => old % 3 != 0).SelectMany(list => list)])]);
    }

    [Fact]
    public void BlocksThatWereOutgrownAreUsedAgain()
    {
        const int Sketches = 1_000;
        const int Values = 100;
        var column = new PercentileColumn();
        column.EnsureSlots(Sketches);
        for (int slot = 0; slot < Sketches; slot++)
        {
            for (int value = 0; value < Values; value++)
                column.Add([0], [slot], [value]);
        }

        Assert.InRange(column.Bytes, Sketches * Values * 6, Sketches * (128 * 6 + 64) * 3 / 2);
    }

    private static List<long>[] Lists() => [.. Enumerable.Range(0, 50).Select(_ => new List<long>())];

    private static void Check(PercentileColumn column, List<long>[] model)
    {
        var values = new double[s_percentiles.Length];
        for (int slot = 0; slot < model.Length; slot++)
        {
            Assert.Equal(model[slot].Count, column.Weight(slot));
            if (model[slot].Count == 0)
                continue;
            long[] sorted = [.. model[slot].Order()];
            column.Percentiles(slot, s_percentiles, values);
            IEnumerable<double> expected = s_percentiles.Select(percentile =>
                LogLinear.ValueOf(LogLinear.BucketOf(sorted[(int)Math.Ceiling(percentile * sorted.Length / 100m) - 1])));
            Assert.Equal(expected, values);
        }
    }
}
