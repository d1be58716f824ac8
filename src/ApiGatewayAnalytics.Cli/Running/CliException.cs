namespace ApiGatewayAnalytics.Cli.Running;

/// <summary>Ends the run with one line on standard error. The message names the file or option and says what to do.</summary>
internal sealed class CliException(int exitCode, string message) : Exception(message)
{
    public int ExitCode { get; } = exitCode;

    public static CliException Usage(string message) => new(Running.ExitCode.Usage, message);

    public static CliException Failed(string message) => new(Running.ExitCode.Failed, message);
}
