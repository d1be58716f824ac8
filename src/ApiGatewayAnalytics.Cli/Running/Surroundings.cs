using ApiGatewayAnalytics.Cli.Rendering.Text;

namespace ApiGatewayAnalytics.Cli.Running;

/// <summary>
/// Everything outside the process that a command touches, so that tests can stand in for it: the standard streams, what kind of
/// terminal they lead to, and the engine.
/// </summary>
internal sealed record Surroundings
{
    /// <summary>The width of plain text where no terminal says otherwise.</summary>
    public const int PlainWidth = 100;

    /// <summary>Standard input, opened when it is first needed.</summary>
    public required Func<Stream> Input { get; init; }

    /// <summary>Standard output: bytes, since answers are UTF-8 without a byte order mark whatever the locale.</summary>
    public required Stream Output { get; init; }

    /// <summary>Standard error, a line at a time.</summary>
    public required TextWriter Error { get; init; }

    /// <summary>Whether somebody watches standard error while the run lasts.</summary>
    public bool ErrorIsTerminal { get; init; }

    /// <summary>Whether standard output understands colours.</summary>
    public bool Color { get; init; }

    /// <summary>The columns of standard output.</summary>
    public int Width { get; init; } = PlainWidth;

    /// <summary>The number of files that are read at a time unless the user says otherwise.</summary>
    public int Processors { get; init; } = Environment.ProcessorCount;

    /// <summary>Makes what reads and answers.</summary>
    public Func<AnalyticsOptions, IAnalysis> Analyse { get; init; } = options => new EngineAnalysis(options);

    /// <summary>Writes made-up traffic.</summary>
    public Action<Stream, TrafficRequest, CancellationToken> Generate { get; init; } = Traffic.Write;

    /// <summary>Shows a page to the user; throws where there is nothing to show it with.</summary>
    public Action<string> OpenPage { get; init; } = Browser.Open;

    /// <summary>Writes one line, with whatever a file name may hold made harmless.</summary>
    public void Complain(string message)
    {
        lock (Error)
        {
            Error.WriteLine("apigw: " + SafeText.Clean(message));
        }
    }
}
