using ApiGatewayAnalytics.Cli.Input;

namespace ApiGatewayAnalytics.Cli.Running;

/// <summary>
/// Finds the end of the newest record's minute by reading everything once without counting anything, so that the second time only
/// the records that <c>--last</c> asks for are counted, to the minute.
/// </summary>
internal static class NewestRecord
{
    public static DateTimeOffset Find(
        AnalyticsOptions options, IReadOnlyList<LogSource> sources, int threads, Surroundings surroundings, CancellationToken cancellationToken)
    {
        options.Dashboards.Clear();
        options.Monitors.Clear();
        IAnalysis analysis = surroundings.Analyse(options);

        // What cannot be read is complained about the second time.
        var reader = new SourceReader(analysis, surroundings with { Error = TextWriter.Null });
        reader.ReadAll(sources, threads, cancellationToken);
        return analysis.Answer(PanelQuery.Default).Answer.Range.To;
    }
}
