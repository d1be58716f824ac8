namespace ApiGatewayAnalytics.Cli.Running;

/// <summary>What the commands need of an engine. <see cref="Ingest"/> may run on several threads at once.</summary>
internal interface IAnalysis
{
    /// <summary>Reads a stream to its end.</summary>
    /// <param name="source">The stream.</param>
    /// <param name="path">The file that it is the content of; null for standard input.</param>
    /// <param name="cancellationToken">Stops reading; what was read so far counts.</param>
    void Ingest(Stream source, string? path, CancellationToken cancellationToken);

    Task LoadAsync(string path, CancellationToken cancellationToken);

    Task SaveAsync(string path, CancellationToken cancellationToken);

    Findings Answer(PanelQuery query);
}
