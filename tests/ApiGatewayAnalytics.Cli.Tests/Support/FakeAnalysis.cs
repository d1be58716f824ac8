using ApiGatewayAnalytics.Cli.Running;

namespace ApiGatewayAnalytics.Cli.Tests.Support;

/// <summary>Keeps what it is fed and answers what it is told to.</summary>
internal sealed class FakeAnalysis(Func<FakeAnalysis, Findings> answer) : IAnalysis
{
    private readonly Lock _lock = new();

    public SortedDictionary<string, string> Read { get; } = new(StringComparer.Ordinal);

    public List<string> Loaded { get; } = [];

    public string? Saved { get; private set; }

    public PanelQuery? Query { get; private set; }

    public Action<string> OnIngest { get; init; } = _ => { };

    public void Ingest(Stream source, string? path, CancellationToken cancellationToken)
    {
        string name = path ?? "-";
        OnIngest(name);
        cancellationToken.ThrowIfCancellationRequested();
        string text = new StreamReader(source).ReadToEnd();
        lock (_lock)
        {
            Read.Add(name, text);
        }
    }

    public Task LoadAsync(string path, CancellationToken cancellationToken)
    {
        string text = File.ReadAllText(path);
        Loaded.Add(text.StartsWith("state", StringComparison.Ordinal) ? path : throw new InvalidDataException("no state"));
        return Task.CompletedTask;
    }

    public Task SaveAsync(string path, CancellationToken cancellationToken)
    {
        File.WriteAllText(path, "state");
        Saved = path;
        return Task.CompletedTask;
    }

    public Findings Answer(PanelQuery query)
    {
        Query = query;
        return answer(this);
    }
}
