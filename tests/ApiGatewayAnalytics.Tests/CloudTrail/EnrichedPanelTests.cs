using System.Globalization;
using System.Text;
using System.Text.Json;
using ApiGatewayAnalytics.Dashboards;
using ApiGatewayAnalytics.Enrichment;
using ApiGatewayAnalytics.Panels;
using ApiGatewayAnalytics.Synthetic;
using ApiGatewayAnalytics.Tests.AccessLogs;
using ApiGatewayAnalytics.Tests.Engine;
using ApiGatewayAnalytics.Tests.Parity;
using ApiGatewayAnalytics.Tests.Reference;

namespace ApiGatewayAnalytics.Tests.CloudTrail;

/// <summary>Panels of locations and threats, of audit events and of access logs, against the slow reference.</summary>
public sealed class EnrichedPanelTests
{
    private static readonly byte[][] s_events = TrailInputs.Events(3000, seed: 12);
    private static readonly byte[] s_log = SyntheticLog.ToArray(
        new SyntheticTraffic { Records = 4000, Start = new(2026, 6, 1, 3, 0, 0, TimeSpan.Zero), Duration = TimeSpan.FromHours(20) }, SyntheticLayout.Rest);

    [Theory]
    [InlineData(EngineMode.Files)]
    [InlineData(EngineMode.Live)]
    public void PanelsEqualTheReference(EngineMode mode)
    {
        var places = new Places();
        var options = new AnalyticsOptions { Mode = mode, GeoLocator = places, ThreatList = places, ApiNameResolver = new Names() };
        var clock = new ManualClock(new(2026, 6, 1, 23, 59, 0, TimeSpan.Zero));
        var engine = new AnalyticsEngine(options, clock);
        engine.Ingest(TrailInputs.Wrap(s_events, "file"), new IngestionSource("trail"));
        engine.Ingest(s_log, new IngestionSource("log"));

        var trail = new ReferenceTrail();
        foreach (byte[] bytes in s_events)
            trail.Add(bytes);
        ReferenceLog log = Comparison.Read(s_log);
        var query = new PanelQuery { From = new(2026, 6, 1, 0, 0, 0, TimeSpan.Zero), To = new(2026, 6, 2, 0, 0, 0, TimeSpan.Zero) };
        var expected = new ReferenceQuery
        {
            From = query.From,
            To = query.To,
            Locate = Places.Locate,
            Judge = Places.Judge,
            ApiNames = trail.ApiNames.Keys.Concat(log.Records.Select(record => record.Text("apiId")).OfType<string>()).Distinct().ToDictionary(id => id, Names.Of),
        };
        AnalyticsAnswer answer = engine.GetAnswer(query);
        var audit = new ReferencePanels(trail.Records, expected);
        Comparison.PanelsEqual(CatalogGrammar.AuditEntries.Select(audit.Answer).ToList(), Comparison.Panels(answer, "audit-events/"));
        Comparison.PanelsEqual(log.Records, answer, expected);
        string[] records = [.. engine.Dashboards.Where(dashboard => dashboard.Source != RecordSource.Metrics).Select(dashboard => dashboard.Id)];
        Assert.All(answer.Dashboards.Where(dashboard => records.Contains(dashboard.Id)).SelectMany(dashboard => dashboard.Panels), panel => Assert.Equal(PanelStatus.Ok, panel.Status));

        // Once per address and reading call, not per record.
        Assert.InRange(places.Located, 1, s_events.Length);
    }

    [Fact]
    public void AddressesAreLookedUpInBatchesThatWereLent()
    {
        byte[] log = SyntheticLog.ToArray(new SyntheticTraffic { Records = 12_000, Start = new(2026, 6, 1, 3, 0, 0, TimeSpan.Zero) }, SyntheticLayout.Rest);
        Assert.Equal(Answer(overlaps: false), Answer(overlaps: true));

        string Answer(bool overlaps)
        {
            var places = new Places();
            var options = new AnalyticsOptions { Mode = EngineMode.Files, GeoLocator = places, ThreatList = places, OverlapsCounting = overlaps };
            var engine = new AnalyticsEngine(options, new ManualClock(new(2026, 6, 9, 0, 0, 0, TimeSpan.Zero)));
            engine.Ingest(new MemoryStream(log), new IngestionSource("log"));
            return JsonSerializer.Serialize(engine.GetAnswer(), AnalyticsJsonContext.Default.AnalyticsAnswer);
        }
    }

    [Fact]
    public void WithoutSourcesPanelsSayWhy()
    {
        var options = new AnalyticsOptions { Mode = EngineMode.Files, ThreatList = new Places() };
        var engine = new AnalyticsEngine(options, FixedClock.In2026);
        engine.Ingest(TrailInputs.Wrap(s_events, "file"), new IngestionSource("trail"));
        Assert.Equal(PanelStatus.Ok, engine.GetPanel("audit-events/threats-by-caller-ip").Status);
        PanelData located = engine.GetPanel("audit-events/successful-activity-location");
        Assert.Equal((PanelStatus.NotConfigured, "No location source is configured."), (located.Status, located.Reason));
        PanelDefinition wrong = AuditEvents.EventStatus with { Id = "x", Where = [Predicate.Located(ApiGatewayAnalytics.CloudTrail.CloudTrailFields.UserAgent)] };
        options.Dashboards.Add(AuditEvents.Dashboard with { Id = "own", Panels = [wrong] });
        Assert.Contains("'userAgent'", Assert.Throws<ArgumentException>(() => new AnalyticsEngine(options)).Message, StringComparison.Ordinal);
    }

    private sealed class Names : IApiNameResolver
    {
        public long Version => 0;

        public ApiDescription? Find(string apiId) => new(apiId, Of(apiId), null, null);

        public static string Of(string apiId) => "name-" + apiId[0];
    }

    /// <summary>Places and threats that follow from the digits of an address.</summary>
    private sealed class Places : IGeoLocator, IThreatList
    {
        private int _located;

        public int Located => _located;

        public static ReferencePlace? Locate(string address) => Number(address) switch
        {
            null => null,
            var number when number % 5 == 0 => null,
            var number when number % 5 == 1 => new ReferencePlace("SE", null, null),
            var number => new ReferencePlace(number % 2 == 0 ? "NO" : "FI", (number.Value % 90) - 40.25, (number.Value % 300) - 150.5),
        };

        public static ReferenceThreat? Judge(string address) => Number(address) switch
        {
            null => null,
            var number when number % 7 == 0 => new ReferenceThreat("botnet", null, "high"),
            var number when number % 7 == 1 => new ReferenceThreat("scanner", "nobody", "70"),
            var number when number % 7 == 2 => new ReferenceThreat(null, "nobody", "69"),
            _ => null,
        };

        public bool TryLocate(ReadOnlySpan<byte> address, GeoLocation location)
        {
            Interlocked.Increment(ref _located);
            if (Locate(Encoding.UTF8.GetString(address)) is not { } place)
                return false;
            location.SetCountry(Encoding.UTF8.GetBytes(place.Country));
            if (place.Latitude is { } latitude)
                location.SetCoordinates(latitude, place.Longitude!.Value);
            return true;
        }

        public Threat? Find(ReadOnlySpan<byte> address) =>
            Judge(Encoding.UTF8.GetString(address)) is { } threat ? new Threat(threat.Type, threat.Actor, threat.Confidence) : null;

        private static int? Number(string address) =>
            int.TryParse(address.Split('.', ':')[^1], NumberStyles.HexNumber, CultureInfo.InvariantCulture, out int number) ? number : null;
    }
}
