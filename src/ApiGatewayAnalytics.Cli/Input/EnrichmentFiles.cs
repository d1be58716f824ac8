using ApiGatewayAnalytics.Cli.Running;
using ApiGatewayAnalytics.Enrichment;

namespace ApiGatewayAnalytics.Cli.Input;

/// <summary>Opens the files that addresses and names of APIs are looked up in; they stay open as long as the tool runs.</summary>
internal static class EnrichmentFiles
{
    /// <summary>Where addresses are; null without files.</summary>
    /// <exception cref="CliException">A file cannot be read, or is no database.</exception>
    public static IGeoLocator? OpenLocations(string[] paths)
    {
        IGeoLocator[] databases = [.. paths.Select(path => Open("--geo", path, () => GeoDatabase.Open(path)))];
        return databases.Length > 1 ? new CombinedGeoLocator(databases) : databases.FirstOrDefault();
    }

    /// <summary>Which addresses are threats; null without files.</summary>
    /// <exception cref="CliException">A file cannot be read.</exception>
    public static IThreatList? LoadThreats(string[] paths) => paths.Length == 0
        ? null
        : Open("--threats", string.Join(", ", paths), () => ThreatList.Load(paths.Select(path => new ThreatSource(path))));

    /// <summary>What APIs are called.</summary>
    /// <exception cref="CliException">The file cannot be read, or an entry of it names no API.</exception>
    public static IApiNameResolver LoadNames(string path)
    {
        ApiNames names = Open("--api-names", path, () => ApiNames.Load(path));
        return names.Malformed == 0
            ? names
            : throw CliException.Usage(
                $"{path}: --api-names: {names.Malformed} entries name no API; write {{\"id\": \"name\"}} or [{{\"apiId\": \"id\", \"name\": \"name\"}}]");
    }

    private static T Open<T>(string option, string path, Func<T> open)
    {
        try
        {
            return open();
        }
        catch (InvalidDataException error)
        {
            throw CliException.Usage($"{option}: {error.Message}");
        }
        catch (Exception error) when (error is IOException or UnauthorizedAccessException or ArgumentException)
        {
            throw CliException.Usage($"{path}: {option} cannot be read: {FileErrors.Describe(error)}");
        }
    }
}
