using System.Collections.Immutable;
using ApiGatewayAnalytics.AccessLogs;
using ApiGatewayAnalytics.Dashboards;
using ApiGatewayAnalytics.Panels;

namespace ApiGatewayAnalytics.Diagnosis;

/// <summary>What a log is held against. Immutable.</summary>
public sealed record AccessLogDoctorOptions
{
    /// <summary>The defaults.</summary>
    public static AccessLogDoctorOptions Default { get; } = new();

    /// <summary>The dashboards that are to be fed. Default: those that come with the library.</summary>
    public ImmutableArray<DashboardDefinition> Dashboards { get; init; } = DashboardCatalog.All;

    /// <summary>How logs are read, and the host's own fields.</summary>
    public AccessLogReaderOptions Reader { get; init; } = AccessLogReaderOptions.Default;

    /// <summary>The kind of the APIs. Null, the default: what the records tell.</summary>
    public ApiKind? Kind { get; init; }
}
