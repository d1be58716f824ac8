using System.Diagnostics;
using System.Text.Json;
using ApiGatewayAnalytics.Tests;

namespace ApiGatewayAnalytics.Pages.Tests.Support;

/// <summary><c>apigw demo</c> in a process of its own, as its users have it.</summary>
internal sealed class Demo : IAsyncDisposable
{
    private readonly Process _process;
    private readonly HttpClient _client = new();
    private readonly Lazy<Task<Uri>> _ready;

    private Demo(Process process)
    {
        _process = process;
        _ready = new(WaitAsync);
    }

    /// <summary>Starts it, without waiting for anything.</summary>
    public static Demo Start()
    {
        var start = new ProcessStartInfo("dotnet", [Tool(), "demo", "--urls", "http://127.0.0.1:0"]) { RedirectStandardOutput = true };
        return new Demo(Process.Start(start)!);
    }

    /// <summary>Where it is, once it has read all of the past.</summary>
    public Task<Uri> ReadyAsync() => _ready.Value;

    /// <summary>The JSON of something below its root.</summary>
    public async Task<JsonElement> JsonAsync(string question)
    {
        Uri address = await ReadyAsync();
        return await JsonAsync(address, question);
    }

    public async ValueTask DisposeAsync()
    {
        _process.Kill(entireProcessTree: true);
        await _process.WaitForExitAsync();
        _process.Dispose();
        _client.Dispose();
    }

    /// <summary>The tool where its own build puts it, compiled ahead of time.</summary>
    private static string Tool()
    {
        var framework = new DirectoryInfo(Path.TrimEndingDirectorySeparator(AppContext.BaseDirectory));
        return Path.Combine(RepositoryFolder.Root, "src", "ApiGatewayAnalytics.Cli", "bin", framework.Parent!.Name, framework.Name, "apigw.dll");
    }

    private async Task<Uri> WaitAsync()
    {
        string line = await _process.StandardOutput.ReadLineAsync()
            ?? throw new InvalidOperationException("apigw demo ended before it said where it is.");
        var address = new Uri(line.Split(' ').Single(word => word.StartsWith("http://", StringComparison.Ordinal)));

        // The past is read when hardly anything comes any more: what happens meanwhile is a few records a second.
        long known = 0;
        for (int calm = 0; calm < 2;)
        {
            await Task.Delay(TimeSpan.FromMilliseconds(500));
            long records = (await JsonAsync(address, "api/state")).GetProperty("records").GetInt64();
            calm = records > 0 && records - known < 50 ? calm + 1 : 0;
            known = records;
        }

        return address;
    }

    private async Task<JsonElement> JsonAsync(Uri address, string question) =>
        JsonDocument.Parse(await _client.GetByteArrayAsync(new Uri(address, question))).RootElement;
}
