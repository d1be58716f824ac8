using System.IO.Enumeration;

namespace ApiGatewayAnalytics.Hosting.Files;

/// <summary>
/// The files behind a path: a file, a folder with everything below it, or a pattern with <c>*</c>, <c>?</c> and <c>**</c> for any folders.
/// Hidden files are left out, and linked folders, since they can form circles, unless they are named. Immutable.
/// </summary>
/// <param name="path">The path; where it is relative, so are the files.</param>
internal sealed class FilePattern(string path)
{
    private static readonly EnumerationOptions s_here = new()
    {
        IgnoreInaccessible = false,
        AttributesToSkip = FileAttributes.Hidden | FileAttributes.System,
        ReturnSpecialDirectories = false,
    };

    /// <summary>Whether a path stands for others than itself.</summary>
    public static bool IsPattern(string path) => path.AsSpan().IndexOfAny('*', '?') >= 0;

    /// <summary>The files that are there now, in ordinal order.</summary>
    /// <param name="failed">Told of a folder that cannot be read, and why.</param>
    public IReadOnlyList<string> Expand(Action<string, Exception> failed)
    {
        if (File.Exists(path))
        {
            return [path];
        }

        var files = new SortedSet<string>(StringComparer.Ordinal);
        if (Directory.Exists(path))
        {
            Add(path, ["**"], files, failed);
        }
        else
        {
            string root = Path.GetPathRoot(path) ?? "";
            string[] segments = path[root.Length..].Split(
                [Path.DirectorySeparatorChar, Path.AltDirectorySeparatorChar], StringSplitOptions.RemoveEmptyEntries);
            Add(root, segments, files, failed);
        }

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

    private static List<string> Entries(string folder, string pattern, bool isFolder, Action<string, Exception> failed)
    {
        string here = folder.Length == 0 ? "." : folder;
        try
        {
            if (!Directory.Exists(here))
            {
                return [];
            }

            return
            [
                .. new FileSystemEnumerable<string>(here, (ref FileSystemEntry entry) => Path.Join(folder, entry.FileName), s_here)
                {
                    ShouldIncludePredicate = (ref FileSystemEntry entry) => isFolder == entry.IsDirectory
                        && (!isFolder || (entry.Attributes & FileAttributes.ReparsePoint) == 0)
                        && FileSystemName.MatchesSimpleExpression(pattern, entry.FileName, ignoreCase: OperatingSystem.IsWindows()),
                },
            ];
        }
        catch (Exception error) when (error is IOException or UnauthorizedAccessException)
        {
            failed(here, error);
            return [];
        }
    }
}
