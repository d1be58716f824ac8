namespace ApiGatewayAnalytics.Cli.Input;

/// <summary>What went wrong with a file, in a few words: the runtime's own messages repeat the path and run over lines.</summary>
internal static class FileErrors
{
    public static bool IsFileError(Exception error) =>
        error is IOException or UnauthorizedAccessException or NotSupportedException or System.Security.SecurityException;

    public static string Describe(Exception error) => error switch
    {
        FileNotFoundException or DirectoryNotFoundException => "no such file; check the path",
        UnauthorizedAccessException or System.Security.SecurityException => "permission denied; check its rights",
        PathTooLongException => "the path is too long",
        InvalidDataException => "the content is damaged",
        // The runtime appends the path to what the system says.
        _ => error.Message.Split(" : '", 2)[0].ReplaceLineEndings(" ").TrimEnd('.'),
    };
}
