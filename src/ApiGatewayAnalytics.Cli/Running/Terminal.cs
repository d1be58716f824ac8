using System.Globalization;

namespace ApiGatewayAnalytics.Cli.Running;

/// <summary>The real surroundings: what the standard streams of this process lead to.</summary>
internal static class Terminal
{
    private const int Narrowest = 40;
    private const int Widest = 400;

    public static Surroundings Surroundings()
    {
        bool terminal = !Console.IsOutputRedirected;
        return new Surroundings
        {
            Input = Console.OpenStandardInput,
            Output = StandardOutput.Open(),
            Error = Console.Error,
            ErrorIsTerminal = !Console.IsErrorRedirected && !IsDumb,
            Color = terminal && !IsDumb && string.IsNullOrEmpty(Environment.GetEnvironmentVariable("NO_COLOR")),
            Width = Math.Clamp(terminal ? WindowWidth() : Columns() ?? Running.Surroundings.PlainWidth, Narrowest, Widest),
        };
    }

    private static bool IsDumb => Environment.GetEnvironmentVariable("TERM") == "dumb";

    /// <summary>A user who pipes text on, to a pager for example, can still say how wide it may be.</summary>
    private static int? Columns() =>
        int.TryParse(Environment.GetEnvironmentVariable("COLUMNS"), NumberStyles.None, CultureInfo.InvariantCulture, out int columns)
            ? columns
            : null;

    private static int WindowWidth()
    {
        try
        {
            // Zero where the terminal does not know, as in some containers.
            return Console.WindowWidth is > 0 and int width ? width : Columns() ?? Running.Surroundings.PlainWidth;
        }
        catch (IOException)
        {
            return Running.Surroundings.PlainWidth;
        }
    }
}
