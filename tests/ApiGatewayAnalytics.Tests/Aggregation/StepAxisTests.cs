using ApiGatewayAnalytics.Aggregation;

namespace ApiGatewayAnalytics.Tests.Aggregation;

/// <summary>Steps of time.</summary>
public sealed class StepAxisTests
{
    [Theory]
    [InlineData(0, 1, 60)]
    [InlineData(28_000_020, 15, 4)]
    [InlineData(28_000_800, 60, 24)]
    public void EveryMinuteLiesInItsStep(long start, int width, int count)
    {
        var axis = new StepAxis(start, width, count);
        Assert.Equal(start + (width * count), axis.End);
        for (long minute = start; minute < axis.End; minute++)
        {
            int step = axis.StepOf(minute);
            Assert.InRange(minute, axis.StartOf(step), axis.StartOf(step) + width - 1);
            for (int other = 0; other < count; other++)
                Assert.Equal(other == step, axis.Overlaps(other, minute, minute + 1));
        }

        Assert.False(axis.Overlaps(0, axis.StartOf(1), axis.End));
        Assert.False(axis.Overlaps(1, axis.Start, axis.StartOf(1)));
        Assert.False(axis.Overlaps(1, axis.StartOf(1), axis.StartOf(1)));
    }

    [Fact]
    public void ASingleStepTakesAnyMinute() => Assert.Equal(0, new StepAxis(100, 60, 1).StepOf(7));
}
