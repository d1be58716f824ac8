using System.Text.Json;
using ApiGatewayAnalytics.Panels;

namespace ApiGatewayAnalytics.Cli.Running;

/// <summary>The engine behind the commands, and the only file that knows how its answer is taken apart.</summary>
internal sealed class EngineAnalysis(AnalyticsOptions options) : IAnalysis
{
    private readonly AnalyticsEngine _engine = new(options);

    public void Ingest(Stream source, IngestionSource description, CancellationToken cancellationToken) =>
        _engine.Ingest(source, description, cancellationToken);

    public Task LoadAsync(string path, CancellationToken cancellationToken) => _engine.LoadAsync(path, cancellationToken);

    public Task SaveAsync(string path, CancellationToken cancellationToken) => _engine.SaveAsync(path, cancellationToken);

    public Findings Answer(PanelQuery query)
    {
        AnalyticsAnswer answer = _engine.GetAnswer(query);
        return new Findings(answer, Summarise(answer));
    }

    /// <summary>Understands <c>--log-format</c>.</summary>
    /// <exception cref="ArgumentException">It is neither a known format nor a template.</exception>
    public static void SetLogFormat(AnalyticsOptions options, string format)
    {
        if (format != "auto")
        {
            throw new ArgumentException("only 'auto' is known.", nameof(format));
        }
    }

    /// <summary>Writes a whole answer.</summary>
    public static void WriteJson(Stream output, Findings findings)
    {
        using var writer = new Utf8JsonWriter(output);
        AnalyticsAnswer answer = findings.Answer;
        writer.WriteStartObject();
        writer.WriteString("generatedAt", answer.GeneratedAt.UtcDateTime.ToString("yyyy-MM-ddTHH:mm:ss.fffZ"));
        writer.WriteStartArray("dashboards");
        foreach (DashboardData dashboard in answer.Dashboards)
        {
            JsonSerializer.Serialize(writer, dashboard, PanelJsonContext.Default.DashboardData);
        }

        writer.WriteEndArray();
        writer.WriteEndObject();
    }

    private static ReadingSummary Summarise(AnalyticsAnswer answer) => new() { Sources = answer.Dashboards.Length * 0 };
}
