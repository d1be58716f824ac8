using System.CommandLine;
using ApiGatewayAnalytics.AccessLogs;
using ApiGatewayAnalytics.Cli.Running;

namespace ApiGatewayAnalytics.Cli.Commands;

/// <summary>The option that says how records are written.</summary>
internal static class LogFormats
{
    public static Option<string?> Option() => OptionParsers.Text(
        "--log-format", "FORMAT", "auto, json, clf, csv, xml, or the format string of the stage's access log settings. [default: auto]");

    /// <exception cref="CliException">The text is neither a format nor a usable template.</exception>
    public static AccessLogFormat Parse(string? text)
    {
        try
        {
            return text is null ? AccessLogFormat.Auto : AccessLogFormat.Parse(text);
        }
        catch (ArgumentException error)
        {
            // Without the parameter's name, which the exception appends.
            throw CliException.Usage($"--log-format: {error.Message.Split(" (Parameter", 2)[0]}");
        }
    }
}
