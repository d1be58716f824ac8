namespace ApiGatewayAnalytics.Cli.Input;

/// <summary>Something to read: a file, or standard input where <paramref name="Path"/> is null.</summary>
/// <param name="Path">The path as the user would write it.</param>
/// <param name="Length">The size in bytes; 0 where it is not known.</param>
internal sealed record LogSource(string? Path, long Length)
{
    public string Name => Path ?? "-";
}
