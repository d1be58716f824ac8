using System.Text;
using System.Text.Json;
using ApiGatewayAnalytics.Cli.Commands;
using ApiGatewayAnalytics.Cli.Running;

namespace ApiGatewayAnalytics.Cli.Tests.Support;

/// <summary>A command that serves, in this process, until it is stopped as by Ctrl+C.</summary>
internal sealed class RunningServer : IAsyncDisposable
{
    private readonly CancellationTokenSource _stop = new();
    private readonly StringWriter _error = new();
    private readonly Task<int> _run;
    private readonly FirstLine _output = new();

    public RunningServer(params string[] arguments)
    {
        var surroundings = new Surroundings
        {
            Input = () => Stream.Null,
            Output = _output,
            Error = _error,
            OpenPage = url => Opened = url,
        };
        _run = Task.Run(() => Apigw.Run([.. arguments, "--urls", "http://127.0.0.1:0"], surroundings, _stop.Token));
    }

    public string? Opened { get; private set; }

    public string Error => _error.ToString();

    public HttpClient Client { get; } = new();

    /// <summary>Waits until it says where it is.</summary>
    public async Task<Uri> AddressAsync()
    {
        Task first = await Task.WhenAny(_output.Line, _run);
        Assert.True(first == _output.Line, Error);
        string line = await _output.Line;
        var address = new Uri(line.Split(' ').Single(word => word.StartsWith("http://", StringComparison.Ordinal)));
        Client.BaseAddress ??= address;
        return address;
    }

    public async Task<JsonElement> JsonAsync(string question) =>
        JsonDocument.Parse(await Client.GetByteArrayAsync(question)).RootElement;

    /// <summary>Asks until what is answered is what is waited for.</summary>
    public async Task<JsonElement> WaitForAsync(string question, Func<JsonElement, bool> isThere)
    {
        while (true)
        {
            JsonElement answer = await JsonAsync(question);
            if (isThere(answer))
            {
                return answer;
            }

            Assert.False(_run.IsCompleted, Error);
            await Task.Delay(50);
        }
    }

    public Task<int> Finished() => _run;

    public async Task<int> StopAsync()
    {
        await _stop.CancelAsync();
        return await _run;
    }

    public async ValueTask DisposeAsync()
    {
        await StopAsync();
        Client.Dispose();
        _stop.Dispose();
        await _error.DisposeAsync();
        await _output.DisposeAsync();
    }

    /// <summary>Standard output, of which the first line is waited for.</summary>
    private sealed class FirstLine : MemoryStream
    {
        private readonly TaskCompletionSource<string> _line = new(TaskCreationOptions.RunContinuationsAsynchronously);

        public Task<string> Line => _line.Task;

        public override void Flush()
        {
            string text = Encoding.UTF8.GetString(ToArray());
            if (text.IndexOf('\n', StringComparison.Ordinal) is >= 0 and var end)
            {
                _line.TrySetResult(text[..end]);
            }
        }
    }
}
