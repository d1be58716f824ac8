namespace ApiGatewayAnalytics.Tests;

/// <summary>The files of the repository, for what is generated from the code and committed.</summary>
internal static class RepositoryFolder
{
    public static string Root { get; } = Find(new DirectoryInfo(AppContext.BaseDirectory));

    /// <summary>Compares a committed file with what it should hold, or writes it where the environment variable is 1.</summary>
    public static void AssertCommitted(string path, string content, string variable)
    {
        string file = Path.Combine(Root, path);
        if (Environment.GetEnvironmentVariable(variable) == "1")
        {
            Directory.CreateDirectory(Path.GetDirectoryName(file)!);
            File.WriteAllText(file, content);
            return;
        }

        string[] actual = content.Split('\n');
        string[] committed = File.Exists(file) ? File.ReadAllText(file).ReplaceLineEndings("\n").Split('\n') : [];
        string[] changes = [.. committed.Except(actual).Select(line => "- " + line), .. actual.Except(committed).Select(line => "+ " + line)];
        Assert.True(
            committed.SequenceEqual(actual),
            $"{path} is not what the code says. If that is intended, run this test with {variable}=1 and review the file.\n{string.Join('\n', changes)}");
    }

    private static string Find(DirectoryInfo? folder) =>
        folder is null ? throw new DirectoryNotFoundException("The tests do not run within the repository.")
        : File.Exists(Path.Combine(folder.FullName, "ApiGatewayAnalytics.sln")) ? folder.FullName
        : Find(folder.Parent);
}
