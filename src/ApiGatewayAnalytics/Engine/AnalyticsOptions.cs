using ApiGatewayAnalytics.AccessLogs;
using ApiGatewayAnalytics.Dashboards;
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

    /// <summary>How records are read. Default: <see cref="AccessLogReaderOptions.Default"/>.</summary>
    public AccessLogReaderOptions Reader { get; set; } = AccessLogReaderOptions.Default;

    /// <summary>Names of APIs by identifier. Default: none.</summary>
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
    /// little more than half the time where a core is idle, and some 3 MB more memory. Answers are the same. Default: false.
    /// </summary>
    public bool OverlapsCounting { get; set; }

    /// <summary>Every mistake, in words; empty when an engine can be made.</summary>
    internal IEnumerable<string> Mistakes()
    {
        if (Reader is null || Retention is null)
        {
            return [$"{nameof(Reader)} and {nameof(Retention)} must not be null."];
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

        if (From >= To)
        {
            yield return $"{nameof(From)} {From:O} is not before {nameof(To)} {To:O}.";
        }

        if (Reader.CustomFields.GroupBy(field => field.Field.Name).FirstOrDefault(same => same.Count() > 1) is { } twice)
        {
            yield return $"The custom field '{twice.Key}' is declared {twice.Count()} times.";
            yield break;
        }

        Columns.RecordSchema schema = AccessLogSchema.Create(Reader.CustomFields);
        foreach ((string key, string field) in Reader.KeyMapping)
        {
            if (AccessLogSchema.IndexOfRecorded(schema, field) < 0)
            {
                yield return $"The key '{key}' is mapped to the field '{field}', which does not exist.";
            }
        }

        foreach (string field in RecordFilters.Keys)
        {
            if (schema.IndexOf(RecordFilter.FieldOf(field)) < 0)
            {
                yield return $"A filter asks for the field '{field}', which does not exist.";
            }
        }

        foreach (string mistake in PanelMistakes.Of([.. Dashboards], schema))
        {
            yield return mistake;
        }
    }
}
