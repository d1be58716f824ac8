using ApiGatewayAnalytics.Panels;
using ApiGatewayAnalytics.Tests.Engine;

namespace ApiGatewayAnalytics.Tests.Query;

/// <summary>Ranges that a careless or hostile caller asks for.</summary>
public sealed class RangeTests
{
    private static readonly DateTimeOffset s_now = new(2026, 3, 1, 10, 17, 23, TimeSpan.Zero);

    private static readonly ModelRecord[] s_records =
        [.. Enumerable.Range(0, 50).Select(i => ModelRecord.Random(new Random(i), s_now.AddMinutes(-3 * i)))];

    [Theory]
    [InlineData(EngineMode.Live)]
    [InlineData(EngineMode.Files)]
    public void AThousandYearsAreAnsweredLikeADay(EngineMode mode)
    {
        AnalyticsEngine engine = Filled(mode);
        DashboardData all = engine.GetDashboard("model", new PanelQuery { From = DateTimeOffset.MinValue, To = s_now.AddYears(7_000) });
        Assert.All(all.Panels, panel => Assert.Equal(ModelAnswers.Expect(panel, s_records), ModelAnswers.Describe(panel)));
        Assert.All(all.Panels, panel => Assert.Equal(DateTimeOffset.MinValue, panel.Range.From));
    }

    [Theory]
    [InlineData(EngineMode.Live)]
    [InlineData(EngineMode.Files)]
    public void ARangeThatEndsBeforeItStartsIsEmpty(EngineMode mode)
    {
        DashboardData none = Filled(mode).GetDashboard("model", new PanelQuery { From = s_now.AddDays(2), To = s_now.AddDays(1) });
        Assert.All(none.Panels, panel => Assert.Equal(PanelStatus.NoData, panel.Status));
    }

    [Fact]
    public void RangesAreRoundedOutwardsToMinutes()
    {
        AnalyticsEngine engine = Filled(EngineMode.Live);
        PanelData panel = engine.GetPanel("model/total", new PanelQuery { From = s_now.AddMinutes(-9), To = s_now.AddMinutes(-3) });
        Assert.Equal(new TimeRange(s_now.AddMinutes(-9).AddSeconds(-23), s_now.AddMinutes(-2).AddSeconds(-23)), panel.Range);
        Assert.Equal(3, ((ValueData)panel).Value);

        panel = engine.GetPanel("model/total");
        Assert.Equal(s_now.AddSeconds(37), panel.Range.To);
        Assert.Equal(TimeSpan.FromDays(1), panel.Range.To - panel.Range.From);
        Assert.Equal(Filled(EngineMode.Files).GetPanel("model/total").Range, new TimeRange(s_now.AddMinutes(-147).AddSeconds(-23), s_now.AddSeconds(37)));
    }

    [Fact]
    public void WhatDoesNotExistIsAMistakeOfTheCaller()
    {
        AnalyticsEngine engine = Filled(EngineMode.Live);
        Assert.Contains("model/none", Assert.Throws<ArgumentException>(() => engine.GetPanel("model/none")).Message, StringComparison.Ordinal);
        Assert.Contains("none", Assert.Throws<ArgumentException>(() => engine.GetDashboard("none")).Message, StringComparison.Ordinal);
        Assert.Throws<ArgumentException>(() => engine.GetAnswer(new PanelQuery { Panels = ["none"] }));
        PanelQuery filtered = new() { Filters = PanelQuery.Default.Filters.Add("path", "/pets") };
        Assert.Contains("'path'", Assert.Throws<ArgumentException>(() => engine.GetAnswer(filtered)).Message, StringComparison.Ordinal);
        filtered = new() { Filters = PanelQuery.Default.Filters.Add("stage", "prod") };
        Assert.Contains("'stage'", Assert.Throws<ArgumentException>(() => Filled(EngineMode.Files).GetAnswer(filtered)).Message, StringComparison.Ordinal);
    }

    private static AnalyticsEngine Filled(EngineMode mode)
    {
        var engine = new AnalyticsEngine(ModelPanels.Options(mode), new ManualClock(s_now));
        engine.Ingest(ModelRecord.Lines(s_records), new IngestionSource("records"));
        return engine;
    }
}
