using ApiGatewayAnalytics.Cli.Running;
using ApiGatewayAnalytics.CloudWatchMetrics;

namespace ApiGatewayAnalytics.Cli.Input;

/// <summary>The queries of <c>aws cloudwatch get-metric-data</c> from a file.</summary>
internal static class MetricQueriesFile
{
    /// <exception cref="CliException">The file cannot be read, or holds no queries.</exception>
    public static MetricQueries Load(string path)
    {
        try
        {
            return MetricQueries.Parse(File.ReadAllBytes(path));
        }
        catch (FormatException error)
        {
            throw CliException.Usage($"{path}: {error.Message}");
        }
        catch (Exception error) when (FileErrors.IsFileError(error))
        {
            throw CliException.Usage($"{path}: --metric-queries cannot be read: {FileErrors.Describe(error)}");
        }
    }
}
