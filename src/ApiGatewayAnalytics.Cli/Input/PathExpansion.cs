using System.IO.Enumeration;

namespace ApiGatewayAnalytics.Cli.Input;

/// <summary>
/// Turns what the user names into files: a file as it is, a folder with everything below it, a pattern (<c>*</c>, <c>?</c>, and <c>**</c> for
/// any folders), <c>-</c> for standard input. Files come in ordinal order and once, however often and by whichever link they are named.
/// Hidden files and folders are taken only when named; linked folders are not followed, since they can form circles.
/// </summary>
internal sealed class PathExpansion(Action<string> complain)
{
    private static readonly EnumerationOptions s_here = new()
    {
        IgnoreInaccessible = false,
        AttributesToSkip = FileAttributes.Hidden | FileAttributes.System,
        ReturnSpecialDirectories = false,
    };

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
                AddOrComplain(path, Below(path), "the folder holds no files that are not hidden; name another");
            }
            else if (File.Exists(path) || path.AsSpan().IndexOfAny('*', '?') < 0)
            {
                Add(path);
            }
            else
            {
                AddOrComplain(path, Matches(path), "no file matches; check the pattern");
            }
        }

        return _sources;
    }

    private void AddOrComplain(string path, IEnumerable<string> files, string otherwise)
    {
        bool any = false;
        foreach (string file in files.Order(StringComparer.Ordinal))
        {
            any = true;
            Add(file);
        }

        if (!any)
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

    private IEnumerable<string> Below(string folder) =>
        Entries(folder, files: true).Concat(Entries(folder, files: false).SelectMany(Below));

    private IEnumerable<string> Matches(string pattern)
    {
        string root = Path.GetPathRoot(pattern) ?? "";
        string[] segments = pattern[root.Length..].Split(
            [Path.DirectorySeparatorChar, Path.AltDirectorySeparatorChar], StringSplitOptions.RemoveEmptyEntries);
        return Matches(root, segments).Distinct(StringComparer.Ordinal);
    }

    private IEnumerable<string> Matches(string folder, ReadOnlyMemory<string> segments)
    {
        string segment = segments.Span[0];
        ReadOnlyMemory<string> rest = segments[1..];
        if (segment == "**")
        {
            // Two in a row mean what one means, and would take exponential time.
            while (!rest.IsEmpty && rest.Span[0] == "**")
            {
                rest = rest[1..];
            }

            return rest.IsEmpty
                ? Below(folder)
                : Matches(folder, rest).Concat(Entries(folder, files: false).SelectMany(child => Matches(child, segments)));
        }

        if (!rest.IsEmpty)
        {
            return (IsPattern(segment) ? Entries(folder, files: false, segment) : [Path.Combine(folder, segment)])
                .Where(Directory.Exists).SelectMany(child => Matches(child, rest));
        }

        return IsPattern(segment)
            ? Entries(folder, files: true, segment)
            : File.Exists(Path.Combine(folder, segment)) ? [Path.Combine(folder, segment)] : [];
    }

    private static bool IsPattern(string segment) => segment.AsSpan().IndexOfAny('*', '?') >= 0;

    private List<string> Entries(string folder, bool files, string pattern = "*")
    {
        try
        {
            var entries = new FileSystemEnumerable<string>(
                folder.Length == 0 ? "." : folder, (ref FileSystemEntry entry) => entry.FileName.ToString(), s_here)
            {
                ShouldIncludePredicate = (ref FileSystemEntry entry) => files != entry.IsDirectory
                    && (files || (entry.Attributes & FileAttributes.ReparsePoint) == 0)
                    && FileSystemName.MatchesSimpleExpression(pattern, entry.FileName, ignoreCase: OperatingSystem.IsWindows()),
            };
            return [.. entries.Select(name => Path.Combine(folder, name))];
        }
        catch (Exception error) when (FileErrors.IsFileError(error))
        {
            complain($"{folder}: {FileErrors.Describe(error)}");
            return [];
        }
    }
}
