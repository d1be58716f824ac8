namespace ApiGatewayAnalytics.Tests.Readme;

/// <summary>Files of the repository that the tests were built from.</summary>
internal static class RepositoryFiles
{
    private static readonly string s_root = FindRoot();

    public static string PathOf(string path) => Path.Combine([s_root, .. path.Split('/')]);

    public static string[] ReadLines(string path) => File.ReadAllLines(PathOf(path));

    private static string FindRoot()
    {
        DirectoryInfo? folder = new(AppContext.BaseDirectory);
        while (folder is not null && !File.Exists(Path.Combine(folder.FullName, "ApiGatewayAnalytics.sln")))
        {
            folder = folder.Parent;
        }

        return folder?.FullName ?? throw new DirectoryNotFoundException("The tests do not run within the repository.");
    }
}
