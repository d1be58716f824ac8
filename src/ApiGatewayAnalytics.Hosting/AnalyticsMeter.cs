using System.Diagnostics.Metrics;
using ApiGatewayAnalytics.Hosting.Files;

namespace ApiGatewayAnalytics.Hosting;

/// <summary>
/// The engine's counts and memory, and the lag of followed files, as instruments that are asked; nothing is counted twice for them. Thread-safe.
/// </summary>
internal sealed class AnalyticsMeter : IDisposable
{
    public const string Name = "ApiGatewayAnalytics";

    private readonly AnalyticsEngine _engine;
    private readonly FileFollower[] _followers;

    public AnalyticsMeter(AnalyticsEngine engine, IEnumerable<FileFollower> followers, IMeterFactory? factory)
    {
        _engine = engine;
        _followers = [.. followers];
        Meter = factory?.Create(Name) ?? new Meter(Name);
        Meter.CreateObservableCounter("apigateway_analytics.records", () => _engine.Ingestion.Accepted, "{record}", "Records that count.");
        Meter.CreateObservableCounter(
            "apigateway_analytics.records.duplicate", () => _engine.Ingestion.Duplicates, "{record}", "Records left out because they were read before.");
        Meter.CreateObservableCounter(
            "apigateway_analytics.records.rejected", () => ByReason(_engine.Ingestion.Rejected), "{record}", "Rejected records by reason.");
        Meter.CreateObservableCounter(
            "apigateway_analytics.records.skipped", () => ByReason(_engine.Ingestion.Skipped), "{record}", "What is known and not wanted, by reason.");
        Meter.CreateObservableCounter("apigateway_analytics.read", () => _engine.Ingestion.Bytes, "By", "Bytes read, decompressed.");
        Meter.CreateObservableUpDownCounter("apigateway_analytics.memory", () => _engine.Bytes, "By", "Memory of states and remembered answers.");
        if (_followers.Length > 0)
        {
            Meter.CreateObservableGauge("apigateway_analytics.files.lag", Lags, "s", "How long ago everything that could be read was read.");
            Meter.CreateObservableUpDownCounter("apigateway_analytics.files.behind", Behind, "By", "Bytes of files that wait to be read.");
            Meter.CreateObservableUpDownCounter("apigateway_analytics.files", Files, "{file}", "Files that are followed.");
        }
    }

    public Meter Meter { get; }

    public void Dispose() => Meter.Dispose();

    private static IEnumerable<Measurement<long>> ByReason(IReadOnlyDictionary<string, long> counts) =>
        counts.Select(count => new Measurement<long>(count.Value, new KeyValuePair<string, object?>("reason", count.Key)));

    private IEnumerable<Measurement<double>> Lags() => _followers.Select(follower => new Measurement<double>(follower.Lag.TotalSeconds, PathOf(follower)));

    private IEnumerable<Measurement<long>> Behind() => _followers.Select(follower => new Measurement<long>(follower.State.BytesBehind, PathOf(follower)));

    private IEnumerable<Measurement<long>> Files() => _followers.Select(follower => new Measurement<long>(follower.State.Files, PathOf(follower)));

    private static KeyValuePair<string, object?> PathOf(FileFollower follower) => new("path", follower.Path);
}
