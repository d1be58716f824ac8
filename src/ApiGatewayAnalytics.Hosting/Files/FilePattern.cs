using System.IO.Enumeration;

namespace ApiGatewayAnalytics.Hosting.Files;

/// <summary>
/// The files behind a path: a file, a folder with everything below it, or a pattern with <c>*</c>, <c>?</c> and <c>**</c> for any folders.
/// Hidden files and linked folders are left out, unless they are named. Immutable.
/// </summary>
/// <param name="path">The path.</param>
internal sealed class FilePattern(string path)
{
    private static readonly EnumerationOptions s_here = new()
    {
        IgnoreInaccessible = false,
        AttributesToSkip = FileAttributes.Hidden | FileAttributes.System,
        ReturnSpecialDirectories = false,
    };

    /// <summary>The files that are there now, in ordinal order.</summary>
    /// <param name="failed">Told of a folder that cannot be read, and why.</param>
    public IReadOnlyList<string> Expand(Action<string, Exception> failed)
    {
        if (File.Exists(path))
        {
            return [Path.GetFullPath(path)];
        }

        string full = Path.GetFullPath(path);
        string root = Path.GetPathRoot(full) ?? "";
        string[] segments = full[root.Length..].Split(
            [Path.DirectorySeparatorChar, Path.AltDirectorySeparatorChar], StringSplitOptions.RemoveEmptyEntries);
        var files = new SortedSet<string>(StringComparer.Ordinal);
        Add(root, Directory.Exists(path) ? [.. segments, "**"] : segments, files, failed);
        return [.. files];
    }

    private static void Add(string folder, ReadOnlySpan<string> segments, SortedSet<string> files, Action<string, Exception> failed)
    {
        if (segments.IsEmpty)
        {
            return;
        }

        string segment = segments[0];
        ReadOnlySpan<string> rest = segments[1..];
        if (segment == "**")
        {
            // Two in a row mean what one means, and would take exponential time.
            while (!rest.IsEmpty && rest[0] == "**")
            {
                rest = rest[1..];
            }

            Add(folder, rest.IsEmpty ? ["*"] : rest, files, failed);
            foreach (string child in Entries(folder, "*", isFolder: true, failed))
            {
                Add(child, ["**", .. rest], files, failed);
            }
        }
        else if (rest.IsEmpty)
        {
            files.UnionWith(IsPattern(segment) ? Entries(folder, segment, isFolder: false, failed)
                : File.Exists(Path.Combine(folder, segment)) ? [Path.Combine(folder, segment)] : []);
        }
        else
        {
            foreach (string child in IsPattern(segment) ? Entries(folder, segment, isFolder: true, failed) : [Path.Combine(folder, segment)])
            {
                Add(child, rest, files, failed);
            }
        }
    }

    private static bool IsPattern(string segment) => segment.AsSpan().IndexOfAny('*', '?') >= 0;

    private static List<string> Entries(string folder, string pattern, bool isFolder, Action<string, Exception> failed)
    {
        try
        {
            if (!Directory.Exists(folder))
            {
                return [];
            }

            return
            [
                .. new FileSystemEnumerable<string>(folder, (ref FileSystemEntry entry) => entry.ToFullPath(), s_here)
                {
                    ShouldIncludePredicate = (ref FileSystemEntry entry) => isFolder == entry.IsDirectory
                        && (!isFolder || (entry.Attributes & FileAttributes.ReparsePoint) == 0)
                        && FileSystemName.MatchesSimpleExpression(pattern, entry.FileName, ignoreCase: OperatingSystem.IsWindows()),
                },
            ];
        }
        catch (Exception error) when (error is IOException or UnauthorizedAccessException)
        {
            failed(folder, error);
            return [];
        }
    }
}
