namespace ApiGatewayAnalytics.Tests.Aggregation;

/// <summary>A record as groups see it: two keys, a minute, a number that is absent where it is negative.</summary>
internal sealed record GroupRecord(int First, int Second, long Minute, long Number)
{
    /// <summary>The second key of records that have one key only.</summary>
    public const int NoKey = -1;

    /// <summary>How many second keys there are.</summary>
    public const int Seconds = 4;

    public static GroupRecord[] Zipf(Random random, int count, int keys) =>
        [.. Enumerable.Range(0, count).Select(_ => Of(random, (int)(keys * Math.Pow(random.NextDouble(), 4))))];

    /// <summary>A stream that makes a bounded table suffer.</summary>
    public static GroupRecord[] Stream(string kind, Random random, int count) => kind switch
    {
        "zipf" => Zipf(random, count, 5_000),
        "distinct" => [.. Enumerable.Range(0, count).Select(i => Of(random, i))],

        // Each key comes again just after it has been given up.
        "rounds" => [.. Enumerable.Range(0, count).Select(i => Of(random, i % 331))],

        // A flood of keys, and only then the heavy ones.
        "late" => [.. Enumerable.Range(0, count).Select(i => Of(random, i < count / 2 ? 100 + i : i % 20))],
        "pairs" => [.. Enumerable.Range(0, count).Select(i => Of(random, i / 2 % 3_000) with { Second = i % Seconds })],
        _ => throw new ArgumentOutOfRangeException(nameof(kind), kind, "Unknown stream."),
    };

    private static GroupRecord Of(Random random, int key) =>
        new(key, random.Next(Seconds), 600 + random.Next(60), random.Next(4) == 0 ? -1 : random.Next(1_000));
}
