namespace ApiGatewayAnalytics.Synthetic.Generation;

/// <summary>
/// Draws an index by weight so that each comes again and again at nearly even distances, as chance would not have it: steps of the golden
/// ratio fill the unit interval more evenly than random numbers do. Not thread-safe.
/// </summary>
/// <param name="shares">The share of each index; together 1.</param>
/// <param name="start">Where it starts, from 0 to 1.</param>
internal sealed class EvenChoice(IReadOnlyList<double> shares, double start)
{
    private const double GoldenRatio = 0.6180339887498949;

    private double _position = start;

    public int Draw()
    {
        _position += GoldenRatio;
        _position -= Math.Floor(_position);
        var rest = _position;
        var index = 0;
        while (index < shares.Count - 1 && (rest -= shares[index]) >= 0)
            index++;
        return index;
    }
}
