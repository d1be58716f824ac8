using ApiGatewayAnalytics.AccessLogs;
using ApiGatewayAnalytics.Columns;
using ApiGatewayAnalytics.Ingestion;
using ApiGatewayAnalytics.Synthetic;
using BenchmarkDotNet.Attributes;

namespace ApiGatewayAnalytics.Benchmarks.Suites;

/// <summary>
/// Reading of JSON with templates learned and without, all fields captured, nothing counted: what the learned path buys over
/// <c>Utf8JsonReader</c>, on each template. <see cref="ForcedVariants"/> show what the instructions of the machine buy.
/// </summary>
public class LearnedReading : ILogReadingSuite
{
    private readonly RecordBatch _batch = new(FieldSet.All(AccessLogSchema.Default));
    private byte[] _log = [];

    [Params(SyntheticLayout.Rest, SyntheticLayout.Console, SyntheticLayout.Http, SyntheticLayout.HttpConsole, SyntheticLayout.WebSocket, SyntheticLayout.Nested)]
    public SyntheticLayout Layout { get; set; }

    [GlobalSetup]
    public void Setup() => _log = SampleLogs.Get(Layout);

    [Benchmark(Baseline = true)]
    public long Strict() => Read(learns: false);

    [Benchmark]
    public long Learned() => Read(learns: true);

    private long Read(bool learns)
    {
        var tally = new IngestionTally(AccessLogFields.All);
        var parser = new AccessLogParser(new AccessLogParserOptions { LearnsTemplates = learns }, tally);
        using var feed = new RecordFeed(new MemoryStream(_log, writable: false), parser, tally, "log");
        while (feed.Fill(_batch))
        {
        }

        return tally.Accepted;
    }
}
