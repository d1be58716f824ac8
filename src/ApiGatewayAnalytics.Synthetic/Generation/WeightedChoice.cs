namespace ApiGatewayAnalytics.Synthetic.Generation;

/// <summary>
/// Draws an index by weight in constant time: Walker's alias method as Vose builds it. Each of n equally likely slots holds its own
/// index with a probability and one other index for the rest.
/// </summary>
internal sealed class WeightedChoice
{
    private readonly double[] _own;
    private readonly int[] _alias;

    public WeightedChoice(IReadOnlyList<double> weights)
    {
        var n = weights.Count;
        Share = new double[n];
        _own = new double[n];
        _alias = new int[n];
        var total = 0.0;
        for (var i = 0; i < n; i++)
            total += weights[i];

        var (small, large) = (new Stack<int>(), new Stack<int>());
        for (var i = 0; i < n; i++)
        {
            Share[i] = weights[i] / total;
            _own[i] = Share[i] * n;
            (_own[i] < 1 ? small : large).Push(i);
        }

        while (small.Count > 0 && large.Count > 0)
        {
            var (less, more) = (small.Pop(), large.Pop());
            _alias[less] = more;
            _own[more] -= 1 - _own[less];
            (_own[more] < 1 ? small : large).Push(more);
        }

        // What rounding leaves over is a full slot.
        foreach (var i in small.Concat(large))
            _own[i] = 1;
    }

    /// <summary>The probability of each index.</summary>
    public double[] Share { get; }

    public int Draw(Xoshiro256 random)
    {
        var position = random.Unit() * _own.Length;
        var slot = (int)position;
        return position - slot < _own[slot] ? slot : _alias[slot];
    }

    /// <summary>
    /// Index k of <paramref name="count"/> weighs 1 / (k + <paramref name="offset"/>); a greater offset flattens the head.
    /// </summary>
    public static WeightedChoice Zipf(int count, double offset = 1)
    {
        var weights = new double[count];
        for (var k = 0; k < count; k++)
            weights[k] = 1 / (k + offset);
        return new WeightedChoice(weights);
    }
}
