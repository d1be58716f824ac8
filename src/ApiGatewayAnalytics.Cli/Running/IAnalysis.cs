namespace ApiGatewayAnalytics.Cli.Running;

/// <summary>What the commands need of an engine. <see cref="ILogSink.Ingest"/> may run on several threads at once.</summary>
internal interface IAnalysis : ILogSink
{
    Task LoadAsync(string path, CancellationToken cancellationToken);

    Task SaveAsync(string path, CancellationToken cancellationToken);

    Findings Answer(PanelQuery query);
}
