using ApiGatewayAnalytics.Aggregation;

namespace ApiGatewayAnalytics.Tests.Aggregation;

/// <summary>The numbering of tuples against a plain dictionary.</summary>
public sealed class TupleTableTests
{
    public static TheoryData<int> Widths => [.. Enumerable.Range(0, 13)];

    [Theory]
    [MemberData(nameof(Widths))]
    public void NumbersTuplesInTheOrderInWhichTheyCome(int width)
    {
        var random = new Random(width);
        var one = new TupleTable(width, width / 2);
        var batch = new TupleTable(width, width / 3);
        var model = new Dictionary<string, int>();
        for (int round = 0; round < 60; round++)
        {
            int[][] columns = [.. Enumerable.Range(0, width).Select(_ => Enumerable.Range(0, 100).Select(_ => random.Next(4) * (1 + random.Next(3) * 1_000_003)).ToArray())];
            int[] rows = [.. Enumerable.Range(0, 100).Where(_ => random.Next(4) > 0)];
            var ids = new int[rows.Length];
            batch.GetOrAdd(rows, columns, ids, new LookupScratch());
            for (int i = 0; i < rows.Length; i++)
            {
                int[] tuple = [.. columns.Select(column => column[rows[i]])];
                string text = string.Join(',', tuple);
                model.TryAdd(text, model.Count + 1);

                Assert.Equal(model[text], ids[i]);
                Assert.Equal(model[text], one.GetOrAdd(tuple));
                Assert.Equal(tuple, one[ids[i]].ToArray());
                Assert.Equal(tuple, batch[ids[i]].ToArray());
            }
        }

        Assert.Equal(model.Count + 1, one.Count);
        Assert.Equal(model.Count + 1, batch.Count);
    }

    [Theory]
    [InlineData(1)]
    [InlineData(2)]
    [InlineData(5)]
    public void KeepsTuplesAndRenumbersTheirParts(int width)
    {
        var random = new Random(width);
        int[][] tuples = [.. Enumerable.Range(0, 2_000)
            .Select(_ => Enumerable.Range(0, width).Select(_ => random.Next(width == 1 ? 2_000 : 6)).ToArray())
            .DistinctBy(tuple => string.Join(',', tuple))];
        var table = new TupleTable(width, width - 1);
        foreach (int[] tuple in tuples)
            table.GetOrAdd(tuple);
        int[][] kept = [.. tuples.Where((_, i) => i % 3 == 1)];
        int[] moved = [0, .. Enumerable.Range(0, tuples.Length).Select(i => i % 3 == 1 ? 1 : TupleTable.Other)];

        table.Keep(moved);

        Assert.Equal(kept.Length + 1, table.Count);
        for (int i = 0; i < tuples.Length; i++)
            Assert.Equal(i % 3 == 1 ? 1 + (i / 3) : TupleTable.Other, moved[i + 1]);
        Check(kept);

        // Every column but the first gets other numbers, in another order.
        int[] map = [.. Enumerable.Range(0, 2_000).Select(number => 2_000 - number)];
        table.Renumber([null, .. Enumerable.Repeat(map, width - 1)]);
        Check([.. kept.Select(tuple => tuple.Select((part, column) => column == 0 ? part : map[part]).ToArray())]);
        var marks = new int[2_001];
        table.Mark(width - 1, marks);
        Assert.Equal(kept.Select(tuple => width == 1 ? tuple[0] : map[tuple[^1]]).Distinct().Order(), Enumerable.Range(0, marks.Length).Where(part => marks[part] != 0));
        Assert.Equal(kept.Length + 1, table.GetOrAdd([.. Enumerable.Repeat(5_000, width)]));

        void Check(int[][] expected)
        {
            for (int i = 0; i < expected.Length; i++)
            {
                Assert.Equal(i + 1, table.GetOrAdd(expected[i]));
                Assert.Equal(expected[i], table[i + 1].ToArray());
            }
        }
    }
}
