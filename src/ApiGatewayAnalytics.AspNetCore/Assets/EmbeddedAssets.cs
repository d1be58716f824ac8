using System.Collections.Frozen;
using System.Reflection;

namespace ApiGatewayAnalytics.AspNetCore;

/// <summary>
/// The built pages, which are resources of an assembly named <c>pages/</c> and their path: <c>index.html</c>, files beside it, and
/// <c>assets/</c>, whose names hold a hash of their content. Immutable.
/// </summary>
internal sealed class EmbeddedAssets
{
    private const string Folder = "pages/";
    private const string HashedFolder = "assets/";

    /// <summary>What the build leaves for others than browsers: the page that reports are made of.</summary>
    private const string ReportTemplate = "report.html";

    private readonly FrozenDictionary<string, Asset> _assets;

    public EmbeddedAssets(Assembly assembly) => _assets = assembly.GetManifestResourceNames()
        .Where(name => name.StartsWith(Folder, StringComparison.Ordinal) && !name.EndsWith(".br", StringComparison.Ordinal) && !name.EndsWith(".gz", StringComparison.Ordinal))
        .Select(name => name[Folder.Length..])
        .Where(path => path != ReportTemplate)
        .ToFrozenDictionary(
            path => path,
            path => Asset.Of(assembly, Folder + path, path.StartsWith(HashedFolder, StringComparison.Ordinal))!,
            StringComparer.Ordinal);

    /// <summary>Those of this library.</summary>
    public static EmbeddedAssets OfThisAssembly { get; } = new(typeof(EmbeddedAssets).Assembly);

    /// <summary>The page itself; null where the pages were not built.</summary>
    public Asset? Index => Find("index.html");

    /// <summary>Files beside the page, by name.</summary>
    public IEnumerable<string> RootFiles => _assets.Keys.Where(path => path != "index.html" && !path.Contains('/', StringComparison.Ordinal));

    /// <summary>A file by its path; null where there is none.</summary>
    public Asset? Find(string path) => _assets.GetValueOrDefault(path);

    /// <summary>A file whose name holds a hash; null where there is none.</summary>
    public Asset? FindHashed(string? name) => _assets.GetValueOrDefault(HashedFolder + name);
}
