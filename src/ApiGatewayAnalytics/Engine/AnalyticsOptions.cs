using ApiGatewayAnalytics.AccessLogs;
using ApiGatewayAnalytics.CloudTrail;
using ApiGatewayAnalytics.CloudWatchMetrics;
using ApiGatewayAnalytics.Dashboards;
using ApiGatewayAnalytics.Enrichment;
using ApiGatewayAnalytics.Monitoring;
using ApiGatewayAnalytics.Panels;
using ApiGatewayAnalytics.Planning;
using ApiGatewayAnalytics.Timeline;

namespace ApiGatewayAnalytics;

/// <summary>What an engine reads, keeps and answers. Read once, when the engine is created.</summary>
public sealed class AnalyticsOptions
{
    private const long LeastMemory = 16_000_000;

    /// <summary>What the engine is fed. Default: <see cref="EngineMode.Live"/>.</summary>
    public EngineMode Mode { get; set; } = EngineMode.Live;

    /// <summary>The dashboards; a host's own are added here. Default: <see cref="DashboardCatalog.All"/>.</summary>
    public IList<DashboardDefinition> Dashboards { get; } = [.. DashboardCatalog.All];

    /// <summary>
    /// The alert rules: <see cref="MonitorCatalog.All"/> and a host's own are added here. Each keeps counts by minute, API and stage.
    /// Default: none, which costs nothing.
    /// </summary>
    public IList<MonitorDefinition> Monitors { get; } = [];

    /// <summary>
    /// How long after its end a minute is judged by monitors, so that late records are in; up to an hour. Default: 60 seconds.
    /// </summary>
    public TimeSpan MonitorGrace { get; set; } = TimeSpan.FromSeconds(60);

    /// <summary>How records are read. Default: <see cref="AccessLogReaderOptions.Default"/>.</summary>
    public AccessLogReaderOptions Reader { get; set; } = AccessLogReaderOptions.Default;

    /// <summary>
    /// Whether panels of metrics are derived from access logs where there are no datapoints; that takes further states of access logs.
    /// Default: yes.
    /// </summary>
    public bool DerivesMetrics { get; set; } = true;

    /// <summary>The queries whose results <c>get-metric-data</c> gave, where such output is read. Default: none.</summary>
    public MetricQueries MetricQueries { get; set; } = MetricQueries.None;

    /// <summary>Which CloudTrail events count. Default: <see cref="CloudTrailReaderOptions.Default"/>, those of API Gateway.</summary>
    public CloudTrailReaderOptions CloudTrail { get; set; } = CloudTrailReaderOptions.Default;

    /// <summary>
    /// Tells where addresses are. Asked once per new address, from many threads; it stays the host's. Null, the default: panels of
    /// locations are not configured.
    /// </summary>
    public IGeoLocator? GeoLocator { get; set; }

    /// <summary>
    /// Tells which addresses are threats. Asked once per new address, from many threads; it stays the host's. Null, the default: panels of
    /// threats are not configured.
    /// </summary>
    public IThreatList? ThreatList { get; set; }

    /// <summary>
    /// Tells names of APIs that are not among <see cref="ApiNames"/>, when a panel is queried, from many threads. Null, the default: nobody
    /// is asked.
    /// </summary>
    public IApiNameResolver? ApiNameResolver { get; set; }

    /// <summary>
    /// Names of APIs by identifier. An API that neither they nor <see cref="ApiNameResolver"/> name has the name that the newest CloudTrail
    /// event gives it. Default: none.
    /// </summary>
    public IDictionary<string, string> ApiNames { get; } = new Dictionary<string, string>(StringComparer.Ordinal);

    /// <summary>Records before this minute are read but do not count in panels. Default: null, all count.</summary>
    public DateTimeOffset? From { get; set; }

    /// <summary>Records from this moment on, rounded up to a minute, are read but do not count in panels. Default: null, all count.</summary>
    public DateTimeOffset? To { get; set; }

    /// <summary>
    /// Filters applied while reading, by the canonical name of any field or <c>apiName</c>: an exact value or a pattern with
    /// <c>*</c>, compared without case. Default: none.
    /// </summary>
    public IDictionary<string, string> RecordFilters { get; } = new Dictionary<string, string>(StringComparer.Ordinal);

    /// <summary>How long which resolution is kept. Default: see <see cref="ApiGatewayAnalytics.Retention"/>.</summary>
    public Retention Retention { get; set; } = new();

    /// <summary>
    /// The memory of all states together in bytes, at least 16 MB. Over it the oldest states of many keys become coarser, then the
    /// bounds on keys are halved, and answers say so. Default: 256 MB.
    /// </summary>
    public long MemoryLimit { get; set; } = 256_000_000;

    /// <summary>
    /// Whether a synchronous call that reads much goes on reading while a second thread counts what was read. One large source takes
    /// some two thirds to four fifths of the time where a core is idle, and some 3 MB more memory. Answers are the same. Default: false.
    /// </summary>
    public bool OverlapsCounting { get; set; }

    /// <summary>Every mistake, in words; empty when an engine can be made.</summary>
    internal IEnumerable<string> Mistakes()
    {
        if (Reader is null || CloudTrail is null || MetricQueries is null || Retention is null)
        {
            return [$"{nameof(Reader)}, {nameof(CloudTrail)}, {nameof(MetricQueries)} and {nameof(Retention)} must not be null."];
        }

        return OwnMistakes().Concat(Retention.Mistakes());
    }

    private IEnumerable<string> OwnMistakes()
    {
        if (!Enum.IsDefined(Mode))
        {
            yield return $"{nameof(Mode)} {Mode} does not exist.";
        }

        if (MemoryLimit < LeastMemory)
        {
            yield return $"{nameof(MemoryLimit)} is {MemoryLimit}; it must be at least {LeastMemory}.";
        }

        if (string.IsNullOrEmpty(CloudTrail.EventSource))
        {
            yield return $"{nameof(CloudTrail)} needs an {nameof(CloudTrailReaderOptions.EventSource)}; * stands for all.";
        }

        if (From >= To)
        {
            yield return $"{nameof(From)} {From:O} is not before {nameof(To)} {To:O}.";
        }

        if (Reader.CustomFields.GroupBy(field => field.Field.Name).FirstOrDefault(same => same.Count() > 1) is { } twice)
        {
            yield return $"The custom field '{twice.Key}' is declared {twice.Count()} times.";
            yield break;
        }

        var sources = new TelemetrySources(this, TimeProvider.System, new ApiNameBook([], null));
        foreach ((string key, string field) in Reader.KeyMapping)
        {
            if (AccessLogSchema.IndexOfRecorded(sources.SchemaOf(RecordSource.AccessLog)!, field) < 0)
            {
                yield return $"The key '{key}' is mapped to the field '{field}', which does not exist.";
            }
        }

        foreach (string field in RecordFilters.Keys)
        {
            if (sources.All.All(source => source.Schema.IndexOf(RecordFilter.FieldOf(field, source.Schema)) < 0))
            {
                yield return $"A filter asks for the field '{field}', which does not exist.";
            }
        }

        if (MonitorGrace < TimeSpan.Zero || MonitorGrace > TimeSpan.FromHours(1))
        {
            yield return $"{nameof(MonitorGrace)} is {MonitorGrace}; it must be from 0 to 1 hour.";
        }

        foreach (string mistake in MonitorMistakes.Of([.. Monitors], sources.SchemaOf(RecordSource.AccessLog)!))
        {
            yield return mistake;
        }

        foreach (string mistake in PanelMistakes.Of([.. Dashboards], sources.SchemaOf))
        {
            yield return mistake;
        }
    }
}
