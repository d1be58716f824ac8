using System.Text;
using ApiGatewayAnalytics.Cli.Commands;
using ApiGatewayAnalytics.Cli.Running;

namespace ApiGatewayAnalytics.Cli.Tests.Support;

/// <summary>Runs the whole tool in this process and keeps what it prints.</summary>
internal sealed class Tool : IDisposable
{
    private readonly MemoryStream _output = new();
    private readonly StringWriter _error = new();

    public AnalyticsOptions? Options { get; private set; }

    public FakeAnalysis Analysis { get; init; } = new(_ => PanelSamples.Findings());

    public string Input { get; init; } = "";

    public int Width { get; init; } = 100;

    public bool Color { get; init; }

    public bool ErrorIsTerminal { get; init; }

    public TrafficRequest? Generated { get; private set; }

    /// <summary>Where standard output goes; by default to <see cref="Output"/>.</summary>
    public Stream? Target { get; init; }

    public string Output => Encoding.UTF8.GetString(_output.ToArray());

    public string Error => _error.ToString();

    public string[] ErrorLines => Error.Split('\n', StringSplitOptions.RemoveEmptyEntries);

    public void Dispose()
    {
        _output.Dispose();
        _error.Dispose();
    }

    public int Run(params string[] arguments) => Run(CancellationToken.None, arguments);

    public int Run(CancellationToken cancellationToken, params string[] arguments) => Apigw.Run(
        arguments,
        new Surroundings
        {
            Input = () => new MemoryStream(Encoding.UTF8.GetBytes(Input)),
            Output = Target ?? _output,
            Error = _error,
            ErrorIsTerminal = ErrorIsTerminal,
            Width = Width,
            Color = Color,
            Analyse = options =>
            {
                Options = options;
                return Analysis;
            },
            Generate = (output, request, _) =>
            {
                Generated = request;
                output.Write("{}\n"u8);
            },
        },
        cancellationToken);
}
