using ApiGatewayAnalytics.Hosting.Files;

namespace ApiGatewayAnalytics.Cli.Input;

/// <summary>
/// Turns what the user names into files: what <see cref="FilePattern"/> finds behind a path, and <c>-</c> for standard input. Files come in
/// ordinal order and once, however often and by whichever link they are named.
/// </summary>
internal sealed class PathExpansion(Action<string> complain)
{
    private readonly HashSet<string> _seen = new(StringComparer.Ordinal);
    private readonly List<LogSource> _sources = [];

    /// <summary>The sources behind <paramref name="paths"/>. A path with nothing behind it is complained about and left out.</summary>
    public IReadOnlyList<LogSource> Expand(IEnumerable<string> paths)
    {
        foreach (string path in paths)
        {
            if (path == "-")
            {
                if (_seen.Add("-"))
                {
                    _sources.Add(new LogSource(null, 0));
                }
            }
            else if (Directory.Exists(path))
            {
                AddOrComplain(path, "the folder holds no files that are not hidden; name another");
            }
            else if (File.Exists(path) || !FilePattern.IsPattern(path))
            {
                Add(path);
            }
            else
            {
                AddOrComplain(path, "no file matches; check the pattern");
            }
        }

        return _sources;
    }

    private void AddOrComplain(string path, string otherwise)
    {
        IReadOnlyList<string> files = new FilePattern(path).Expand((folder, error) => complain($"{folder}: {FileErrors.Describe(error)}"));
        foreach (string file in files)
        {
            Add(file);
        }

        if (files.Count == 0)
        {
            complain($"{path}: {otherwise}");
        }
    }

    private void Add(string path)
    {
        try
        {
            var file = new FileInfo(path);
            string target = file.ResolveLinkTarget(returnFinalTarget: true)?.FullName ?? file.FullName;
            if (_seen.Add(target))
            {
                _sources.Add(new LogSource(path, file.Exists ? new FileInfo(target).Length : 0));
            }
        }
        catch (Exception error) when (FileErrors.IsFileError(error))
        {
            complain($"{path}: {FileErrors.Describe(error)}");
        }
    }
}
