using ApiGatewayAnalytics.Cli.Input;
using ApiGatewayAnalytics.Cli.Running;

namespace ApiGatewayAnalytics.Cli.Commands;

/// <summary>The file of <c>--output</c>.</summary>
internal static class OutputFile
{
    /// <exception cref="CliException">It cannot be written.</exception>
    public static void Write(string path, Action<Stream> write)
    {
        try
        {
            using FileStream file = File.Create(path);
            write(file);
        }
        catch (Exception error) when (FileErrors.IsFileError(error))
        {
            throw CliException.Failed($"{path}: --output cannot be written: {FileErrors.Describe(error)}");
        }
    }
}
