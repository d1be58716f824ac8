namespace ApiGatewayAnalytics.Cli.Running;

/// <summary>What sources are read into. May be fed on several threads at once.</summary>
internal interface ILogSink
{
    /// <summary>Reads a stream to its end.</summary>
    /// <param name="source">The stream.</param>
    /// <param name="path">The file that it is the content of; null for standard input.</param>
    /// <param name="cancellationToken">Stops reading; what was read so far counts.</param>
    void Ingest(Stream source, string? path, CancellationToken cancellationToken);
}
