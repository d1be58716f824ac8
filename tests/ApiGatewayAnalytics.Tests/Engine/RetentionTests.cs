namespace ApiGatewayAnalytics.Tests.Engine;

/// <summary>The resolution kept of a moment, as the contract has it.</summary>
public sealed class RetentionTests
{
    private const int Hour = 60;
    private const int Day = 24 * Hour;

    [Theory]
    [InlineData(0, 1, 1)]
    [InlineData((2 * Hour) - 1, 1, 1)]
    [InlineData(2 * Hour, 1, Hour)]
    [InlineData((26 * Hour) - 1, 1, Hour)]
    [InlineData(26 * Hour, 15, Day)]
    [InlineData((9 * Day) - 1, 15, Day)]
    [InlineData(9 * Day, Hour, Day)]
    [InlineData((35 * Day) - 1, Hour, Day)]
    [InlineData(35 * Day, Day, Day)]
    [InlineData(399 * Day, Day, Day)]
    public void IsTheDefaultOfTheContract(long age, int narrow, int wide)
    {
        var retention = new Retention();
        Assert.Equal((narrow, wide), (retention.WidthAt(age, isWide: false), retention.WidthAt(age, isWide: true)));
        Assert.Equal(400 * Day, retention.TotalMinutes);
        Assert.Empty(retention.Mistakes());
    }

    [Fact]
    public void MustNotShrink()
    {
        Assert.Single(new Retention { NarrowQuarters = TimeSpan.FromHours(1) }.Mistakes());
        Assert.Single(new Retention { WideHours = TimeSpan.FromHours(1) }.Mistakes());
        Assert.Equal(2, new Retention { Days = TimeSpan.FromDays(1) }.Mistakes().Count());
        Assert.Equal(2, new Retention { NarrowMinutes = TimeSpan.FromMinutes(-1), WideMinutes = TimeSpan.FromMinutes(-1) }.Mistakes().Count());
    }
}
