using ApiGatewayAnalytics.Synthetic;
using ApiGatewayAnalytics.Synthetic.Generation;

namespace ApiGatewayAnalytics.Tests.Synthetic;

public class GenerationTests
{
    [Fact]
    public void TheGeneratorGivesThePublishedSequence()
    {
        var random = new Xoshiro256(1, 2, 3, 4);
        Assert.Equal([11520UL, 0UL, 1509978240UL, 1215971899390074240UL], Enumerable.Range(0, 4).Select(_ => random.Next()));
    }

    [Fact]
    public void NormalNumbersHaveMean0AndDeviation1()
    {
        var random = new Xoshiro256(7);
        var values = Enumerable.Range(0, 100_000).Select(_ => random.Normal()).ToList();
        Assert.InRange(values.Average(), -0.02, 0.02);
        Assert.InRange(Math.Sqrt(values.Average(v => v * v)), 0.98, 1.02);
    }

    [Fact]
    public void TheExponentialFunctionIsCloseToTheRealOne()
    {
        for (var x = -20.0; x <= 20; x += 0.01)
            Assert.Equal(1, LatencyModel.Exp(x) / Math.Exp(x), 1e-8);
    }

    [Fact]
    public void IndexesAreDrawnByWeight()
    {
        var random = new Xoshiro256(7);
        var choice = new WeightedChoice([1, 0, 6, 3]);
        var counts = new int[4];
        for (var i = 0; i < 100_000; i++)
            counts[choice.Draw(random)]++;
        Assert.Equal(0, counts[1]);
        Assert.InRange(counts[0], 9_500, 10_500);
        Assert.InRange(counts[2], 59_000, 61_000);
    }

    [Theory]
    [InlineData("2026-01-15T10:47:49.673Z")]
    [InlineData("2024-02-29T23:59:59.999Z")]
    [InlineData("1999-12-31T00:00:00Z")]
    public void TheCommonLogTimeEqualsTheFormatString(string text)
    {
        var time = DateTimeOffset.Parse(text, null);
        Assert.Equal(time.ToString("dd/MMM/yyyy:HH:mm:ss", null) + " +0000", CommonLogTime.Format(time.ToUnixTimeMilliseconds()));
    }
}
