using ApiGatewayAnalytics.Synthetic;

namespace ApiGatewayAnalytics.AspNetCore.Tests.Support;

/// <summary>Traffic of six hours before the clock of the tests.</summary>
internal static class Traffic
{
    public static DateTimeOffset Now { get; } = new(2026, 3, 2, 12, 0, 30, TimeSpan.Zero);

    public static void Feed(AnalyticsEngine engine, int records = 3000, ulong seed = 1, SyntheticLayout layout = SyntheticLayout.Rest) =>
        engine.Ingest(
            SyntheticLog.ToArray(
                new SyntheticTraffic { Records = records, Seed = seed, Start = Now - TimeSpan.FromHours(6), Duration = TimeSpan.FromHours(6), Apis = 4 }, layout),
            new IngestionSource($"traffic-{seed}"));
}
