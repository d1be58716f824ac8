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
        var one = new TupleTable(width);
        var batch = new TupleTable(width);
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
}
