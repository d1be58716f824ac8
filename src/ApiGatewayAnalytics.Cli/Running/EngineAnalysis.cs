using System.Collections.Immutable;
using System.Text.Json;
using ApiGatewayAnalytics.Ingestion;

namespace ApiGatewayAnalytics.Cli.Running;

/// <summary>The engine behind the commands, and the only file that knows how its answer is taken apart.</summary>
internal sealed class EngineAnalysis(AnalyticsEngine engine) : IAnalysis
{
    private readonly AnalyticsEngine _engine = engine;

    public EngineAnalysis(AnalyticsOptions options)
        : this(new AnalyticsEngine(options))
    {
    }

    public void Ingest(Stream source, string? path, CancellationToken cancellationToken)
    {
        if (path is null)
        {
            _engine.Ingest(source, new IngestionSource("-"), cancellationToken);
        }
        else
        {
            _engine.IngestFile(source, path, cancellationToken);
        }
    }

    public Task LoadAsync(string path, CancellationToken cancellationToken) => _engine.LoadAsync(path, cancellationToken);

    public Task SaveAsync(string path, CancellationToken cancellationToken) => _engine.SaveAsync(path, cancellationToken);

    public Findings Answer(PanelQuery query)
    {
        AnalyticsAnswer answer = _engine.GetAnswer(query);
        return new Findings(answer, Summarise(answer.Ingestion));
    }

    /// <summary>Writes a whole answer.</summary>
    public static void WriteJson(Stream output, Findings findings) =>
        JsonSerializer.Serialize(output, findings.Answer, AnalyticsJsonContext.Default.AnalyticsAnswer);

    private static ReadingSummary Summarise(IngestionReport report) => new()
    {
        Records = report.Records,
        Accepted = report.Accepted,
        Duplicates = report.Duplicates,
        Bytes = report.Bytes,
        Sources = report.Sources.Length,
        Repaired = Tallies(report.Repaired),
        Skipped = Tallies(report.Skipped),
        Rejected =
        [
            .. report.Rejected.Select(reason => new Tally(
                reason.Key, reason.Value, report.RejectedAt.GetValueOrDefault(reason.Key) is [var first, ..] ? Spell(first) : null)),
        ],
        FieldErrors = Tallies(report.FieldErrors),
    };

    private static ImmutableArray<Tally> Tallies(IReadOnlyDictionary<string, long> counts) =>
        [.. counts.Select(count => new Tally(count.Key, count.Value))];

    private static string Spell(RejectedPosition position) =>
        $"{position.Source}, line {position.Line}, byte {position.ByteOffset}";
}
