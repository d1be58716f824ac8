namespace ApiGatewayAnalytics.Cli.Running;

/// <summary>What the commands need of an engine. <see cref="Ingest"/> may run on several threads at once.</summary>
internal interface IAnalysis
{
    void Ingest(Stream source, IngestionSource description, CancellationToken cancellationToken);

    Task LoadAsync(string path, CancellationToken cancellationToken);

    Task SaveAsync(string path, CancellationToken cancellationToken);

    Findings Answer(PanelQuery query);
}
