using System.Collections.Immutable;
using ApiGatewayAnalytics.Panels;

namespace ApiGatewayAnalytics;

/// <summary>Reads telemetry and answers panels. Thread-safe: feed it from several threads while querying it.</summary>
public sealed class AnalyticsEngine
{
    /// <summary>Creates an engine.</summary>
    /// <exception cref="ArgumentException">The options have mistakes; the message names all of them.</exception>
    public AnalyticsEngine(AnalyticsOptions options, TimeProvider? timeProvider = null)
    {
    }

    /// <summary>The dashboards that it answers.</summary>
    public ImmutableArray<DashboardDefinition> Dashboards => throw new NotImplementedException();

    /// <summary>Reads a stream to its end.</summary>
    public void Ingest(Stream source, IngestionSource description, CancellationToken cancellationToken = default) => throw new NotImplementedException();

    /// <summary>Answers a panel.</summary>
    /// <exception cref="ArgumentException">There is no such panel, or a filter that its dashboard lacks.</exception>
    public PanelData GetPanel(string panelId, PanelQuery? query = null) => throw new NotImplementedException();

    /// <summary>Answers a dashboard.</summary>
    public DashboardData GetDashboard(string dashboardId, PanelQuery? query = null) => throw new NotImplementedException();

    /// <summary>Answers dashboards, with what was read.</summary>
    public AnalyticsAnswer GetAnswer(PanelQuery? query = null) => throw new NotImplementedException();

    /// <summary>Saves the states to a file, which is replaced atomically.</summary>
    public Task SaveAsync(string path, CancellationToken cancellationToken = default) => throw new NotImplementedException();

    /// <summary>Merges saved states into this engine.</summary>
    /// <exception cref="InvalidDataException">The file is not a state that this version knows.</exception>
    public Task LoadAsync(string path, CancellationToken cancellationToken = default) => throw new NotImplementedException();
}
