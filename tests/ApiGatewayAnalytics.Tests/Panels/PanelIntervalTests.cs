using ApiGatewayAnalytics.Panels;

namespace ApiGatewayAnalytics.Tests.Panels;

/// <summary>The width of buckets.</summary>
public sealed class PanelIntervalTests
{
    private static readonly int[] s_widths = [1, 5, 15, 60, 360, 1440];

    [Fact]
    public void AutoIsTheSmallestOfAtMost120Buckets()
    {
        for (long range = 0; range < 200_000; range += 1 + (range / 997))
        {
            int expected = s_widths.FirstOrDefault(width => Math.Ceiling((double)range / width) <= 120, 1440);
            Assert.Equal(expected, PanelInterval.Auto.MinutesFor(range));
        }
    }

    [Fact]
    public void AFixedWidthIsOneOfThose()
    {
        foreach (int width in s_widths)
            Assert.Equal(width, PanelInterval.Of(TimeSpan.FromMinutes(width)).MinutesFor(1_000_000));
        Assert.Throws<ArgumentOutOfRangeException>(() => PanelInterval.Of(TimeSpan.FromMinutes(2)));
        Assert.Throws<ArgumentOutOfRangeException>(() => PanelInterval.Of(TimeSpan.Zero));
    }
}
