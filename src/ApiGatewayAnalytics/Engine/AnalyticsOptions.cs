using ApiGatewayAnalytics.Dashboards;
using ApiGatewayAnalytics.Panels;

namespace ApiGatewayAnalytics;

/// <summary>What an engine reads, keeps and answers. Read once when the engine is created.</summary>
public sealed class AnalyticsOptions
{
    /// <summary>What the engine is fed. Default: <see cref="EngineMode.Live"/>.</summary>
    public EngineMode Mode { get; set; } = EngineMode.Live;

    /// <summary>The dashboards, a host's own too. Default: <see cref="DashboardCatalog.All"/>.</summary>
    public IList<DashboardDefinition> Dashboards { get; } = [.. DashboardCatalog.All];

    /// <summary>Names of APIs by identifier. Default: none.</summary>
    public IDictionary<string, string> ApiNames { get; } = new Dictionary<string, string>(StringComparer.Ordinal);

    /// <summary>The account of records whose source names none. Default: null.</summary>
    public string? Account { get; set; }

    /// <summary>The region of records whose source names none. Default: null.</summary>
    public string? Region { get; set; }

    /// <summary>Records before this are read and not counted in panels. Default: null, all are.</summary>
    public DateTimeOffset? From { get; set; }

    /// <summary>Records from this on are read and not counted in panels. Default: null, all are.</summary>
    public DateTimeOffset? To { get; set; }

    /// <summary>
    /// Filters applied while reading, by the canonical name of any field: an exact value or a pattern with <c>*</c>, without case.
    /// Default: none.
    /// </summary>
    public IDictionary<string, string> RecordFilters { get; } = new Dictionary<string, string>(StringComparer.Ordinal);

    /// <summary>The memory of all states together in bytes. Default: 256 MB.</summary>
    public long MemoryLimit { get; set; } = 256_000_000;
}
