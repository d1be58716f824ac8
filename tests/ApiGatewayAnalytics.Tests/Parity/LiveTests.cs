using System.Collections.Immutable;
using ApiGatewayAnalytics.Synthetic;
using ApiGatewayAnalytics.Tests.Reference;

namespace ApiGatewayAnalytics.Tests.Parity;

/// <summary>
/// An engine that is fed for two days, in many calls, with records that come late, out of order or from the future, and asked for
/// ranges and filters.
/// </summary>
public sealed class LiveTests : IClassFixture<LiveTests.Fed>
{
    private static readonly SyntheticLayout[] s_old = [SyntheticLayout.Rest, SyntheticLayout.HttpConsole];

    private readonly Fed _fed;

    public LiveTests(Fed fed) => _fed = fed;

    /// <summary>Ranges in minutes before the clock's.</summary>
    public static TheoryData<double, double> Ranges => new()
    {
        { 1, 0 }, { 17, 3 }, { 90, 17.5 }, { 125, -2 }, { 200, 100 }, { 700, 30 }, { 1440, -1 }, { 1500, 600.25 }, { 1800, 1700 },
        { 2500, 1000 }, { 2700, 0 }, { 60, -1200 }, { 5000, -2000 }, { 40_000, 0 }, { -1300, -1400 }, { 9000, 8000 },
    };

    public static TheoryData<string, string, double> Filters => new()
    {
        { "account", "123456789012", 1500 }, { "account", "*9*", 100 }, { "account", "1", 100 }, { "account", "*", 2700 },
        { "region", "*-1", 1500 }, { "region", "US-*", 100 }, { "region", "**", 1500 },
        { "apiId", "*a*", 1500 }, { "apiId", "*", 90 }, { "apiName", "shared", 2700 }, { "apiName", "SH*ED", 1500 }, { "apiName", "single", 90 },
        { "apiName", "*e*", 2700 }, { "stage", "prod", 1500 }, { "stage", "PR*", 2700 }, { "stage", "*o*", 70 }, { "stage", "none", 1500 },
    };

    [Fact]
    public void TheLastDayIsTheDefault()
    {
        _fed.Compare(PanelQuery.Default);
        AnalyticsAnswer answer = _fed.Engine.GetAnswer();
        Assert.Equal(TimeSpan.FromDays(1), answer.Range.To - answer.Range.From);
        Assert.True(answer.Range.To > _fed.Clock.Now && answer.Range.To <= _fed.Clock.Now.AddMinutes(1));
    }

    [Fact]
    public void EveryRecordIsCounted()
    {
        Assert.Equal(_fed.Records.Count, _fed.Engine.Ingestion.Accepted);
        Assert.Equal(_fed.FromTooFarAhead, _fed.Engine.Ingestion.Rejected["future-time"]);
        Assert.True(_fed.FromTooFarAhead > 0);
    }

    [Theory]
    [MemberData(nameof(Ranges))]
    public void RangesEqualTheReference(double from, double to) =>
        _fed.Compare(new PanelQuery { From = _fed.Clock.Now.AddMinutes(-from), To = _fed.Clock.Now.AddMinutes(-to) });

    [Theory]
    [InlineData(1)]
    [InlineData(75)]
    [InlineData(1560)]
    public void LastCountsBackFromTheEnd(int minutes) => _fed.Compare(new PanelQuery { Last = TimeSpan.FromMinutes(minutes) });

    [Theory]
    [MemberData(nameof(Filters))]
    public void FiltersEqualTheReference(string field, string pattern, double minutes)
    {
        var filters = ImmutableSortedDictionary<string, string>.Empty.Add(field, pattern);
        _fed.Compare(new PanelQuery { Last = TimeSpan.FromMinutes(minutes), Filters = filters });
        if (field == "apiName")
        {
            _fed.Compare(new PanelQuery { Last = TimeSpan.FromMinutes(minutes), Filters = filters.Add("stage", "*d*") });
        }
    }

    /// <summary>Ranges in hours before the clock's, far beyond where minutes are kept.</summary>
    [Theory]
    [InlineData(24 * 8.5, 0)]
    [InlineData(24 * 12.01, 24 * 3.3)]
    [InlineData(24 * 36, 26.5)]
    [InlineData(24 * 50.5, 24 * 37.2)]
    [InlineData(24 * 70, -1)]
    public void OldRecordsAreKeptCoarser(double from, double to)
    {
        byte[][] log = [.. s_old.SelectMany(layout => Inputs.Records(Inputs.Traffic(400, 24 * 60, 85), layout))];
        IReadOnlyList<ReferenceRecord> records = Comparison.Read(log).Records;
        var clock = new MovingClock(DateTimeOffset.FromUnixTimeMilliseconds(records.Max(record => record.Time)));
        var engine = new AnalyticsEngine(new AnalyticsOptions(), clock);
        foreach (byte[][] part in Inputs.Shuffled(log, 3).Chunk(150))
        {
            engine.Ingest(Inputs.Join(part), new IngestionSource("part"));
        }

        Comparison.StatedRangesEqual(records, engine, new PanelQuery { From = clock.Now.AddHours(-from), To = clock.Now.AddHours(-to) });
    }

    [Fact]
    public async Task ALoadedEngineAnswersTheSame()
    {
        using var saved = new MemoryStream();
        await _fed.Engine.SaveAsync(saved);
        saved.Position = 0;
        AnalyticsEngine loaded = _fed.CreateEngine();
        await loaded.LoadAsync(saved);
        Comparison.StatedRangesEqual(_fed.Records, loaded, new PanelQuery { Last = TimeSpan.FromHours(40) }, _fed.ApiNames);
    }

    [Fact]
    public void AFilterThatADashboardLacksIsNamed()
    {
        var query = new PanelQuery { Filters = ImmutableSortedDictionary<string, string>.Empty.Add("method", "GET") };
        Assert.Contains("'method'", Assert.Throws<ArgumentException>(() => _fed.Engine.GetAnswer(query)).Message, StringComparison.Ordinal);
    }

    /// <summary>The engine and what it was fed.</summary>
    public sealed class Fed
    {
        private static readonly SyntheticLayout[] s_layouts =
            [SyntheticLayout.Rest, SyntheticLayout.Http, SyntheticLayout.WebSocket, SyntheticLayout.Nested, SyntheticLayout.Clf];

        private static readonly long s_end = Inputs.Traffic(1, 47, 1).Start.AddHours(47).ToUnixTimeMilliseconds();

        public Fed()
        {
            var random = new Random(11);
            (long Arrival, ReferenceRecord Record, byte[] Bytes)[] arrivals = [.. s_layouts.SelectMany(layout => Inputs.Records(Inputs.Traffic(220, 47, 80 + (ulong)layout), layout))
                .Select(bytes => (Record: Comparison.Read(bytes).Records.Single(), Bytes: bytes))
                .Select(item => (Math.Min(s_end, item.Record.Time + Delay()), item.Record, item.Bytes))
                .OrderBy(item => item.Item1)];
            string[] ids = [.. arrivals.Select(item => item.Record.Text("apiId")).OfType<string>().Distinct().Order(StringComparer.Ordinal)];
            ApiNames = ids.Take(5).ToDictionary(id => id, id => Array.IndexOf(ids, id) < 4 ? "shared" : "single");
            Clock = new MovingClock(DateTimeOffset.FromUnixTimeMilliseconds(arrivals[0].Arrival));
            Engine = CreateEngine();
            for (int first = 0; first < arrivals.Length;)
            {
                var call = arrivals.AsSpan(first, Math.Min(random.Next(1, 70), arrivals.Length - first)).ToArray();
                first += call.Length;
                Clock.Now = DateTimeOffset.FromUnixTimeMilliseconds(call.Max(item => item.Arrival) + random.Next(90_000));
                byte[] bytes = Inputs.Join(call.Select(item => item.Bytes));
                Engine.Ingest(bytes, new IngestionSource("call"));
                var reader = new ReferenceReader(Clock);
                reader.Add(bytes);
                Records.AddRange(reader.Log.Records);
                FromTooFarAhead += reader.Log.Rejected.GetValueOrDefault("future-time");
            }

            // Mostly on time, some up to 40 hours late, a few ahead of the clock.
            long Delay() => random.Next(100) switch
            {
                < 85 => random.Next(2_000),
                < 93 => random.Next(7_200_000),
                < 97 => random.Next(144_000_000),
                _ => -random.Next(100_000_000),
            };
        }

        public Dictionary<string, string> ApiNames { get; }

        internal List<ReferenceRecord> Records { get; } = [];

        internal MovingClock Clock { get; }

        public AnalyticsEngine Engine { get; }

        public long FromTooFarAhead { get; }

        public AnalyticsEngine CreateEngine()
        {
            var options = new AnalyticsOptions();
            foreach ((string id, string name) in ApiNames)
            {
                options.ApiNames.Add(id, name);
            }

            return new AnalyticsEngine(options, Clock);
        }

        public void Compare(PanelQuery query) => Comparison.StatedRangesEqual(Records, Engine, query, ApiNames);
    }
}
