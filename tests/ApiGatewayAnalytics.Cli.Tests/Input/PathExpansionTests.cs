using ApiGatewayAnalytics.Cli.Input;
using ApiGatewayAnalytics.Cli.Tests.Support;

namespace ApiGatewayAnalytics.Cli.Tests.Input;

public sealed class PathExpansionTests : IDisposable
{
    private readonly TemporaryFolder _folder = new();
    private readonly List<string> _complaints = [];

    public PathExpansionTests()
    {
        string[] files = ["a.log", "b.gz", "sub/c.log", "sub/deeper/d.log", "sub/deeper/e.txt", ".hidden.log", ".git/f.log", "odd[1].log"];
        foreach (string file in files)
        {
            _folder.Add(file, file);
        }
    }

    public void Dispose() => _folder.Dispose();

    [Theory]
    [InlineData("", "a.log b.gz odd[1].log sub/c.log sub/deeper/d.log sub/deeper/e.txt")]
    [InlineData("sub", "sub/c.log sub/deeper/d.log sub/deeper/e.txt")]
    [InlineData("*.log", "a.log odd[1].log")]
    [InlineData("?.*", "a.log b.gz")]
    [InlineData("odd[1].log", "odd[1].log")]
    [InlineData("**/*.log", "a.log odd[1].log sub/c.log sub/deeper/d.log")]
    [InlineData("**/**/**/d.*", "sub/deeper/d.log")]
    [InlineData("**", "a.log b.gz odd[1].log sub/c.log sub/deeper/d.log sub/deeper/e.txt")]
    [InlineData("s*/*", "sub/c.log")]
    [InlineData("*/deeper/*.txt", "sub/deeper/e.txt")]
    [InlineData("sub/**/e.txt", "sub/deeper/e.txt")]
    [InlineData(".hidden.log", ".hidden.log")]
    public void Paths_become_files(string path, string expected)
    {
        Assert.Equal(expected.Split(' '), Expand(_folder.In(path)));
        Assert.Empty(_complaints);
    }

    [Fact]
    public void A_relative_pattern_starts_at_the_current_folder() =>
        Assert.Contains(
            new PathExpansion(_complaints.Add).Expand(["*.dll"]),
            source => source.Path == "ApiGatewayAnalytics.Cli.Tests.dll" || source.Path!.EndsWith(".dll", StringComparison.Ordinal));

    [Fact]
    public void A_file_is_taken_once_under_any_name()
    {
        if (!OperatingSystem.IsWindows())
        {
            File.CreateSymbolicLink(_folder.In("link.log"), _folder.In("a.log"));
        }

        Assert.Equal(["a.log"], Expand(_folder.In("a.log"), _folder.In("sub/../a.log"), _folder.In("?.log"), _folder.In("lin?.log")));
    }

    [Fact]
    public void Linked_folders_do_not_lead_in_circles()
    {
        if (OperatingSystem.IsWindows())
        {
            return;
        }

        Directory.CreateSymbolicLink(_folder.In("sub/loop"), _folder.Path);

        Assert.Equal(["sub/c.log", "sub/deeper/d.log", "sub/deeper/e.txt"], Expand(_folder.In("sub")));
        Assert.Equal(["sub/c.log", "sub/deeper/d.log"], Expand(_folder.In("sub/**/*.log")));
    }

    [Theory]
    [InlineData("none*", "none*: no file matches; check the pattern")]
    [InlineData("empty", "empty: the folder holds no files that are not hidden; name another")]
    public void Nothing_there_is_complained_about(string path, string expected)
    {
        Directory.CreateDirectory(_folder.In("empty"));

        Assert.Empty(Expand(_folder.In(path)));
        Assert.Equal(_folder.In(expected), Assert.Single(_complaints));
    }

    [Fact]
    public void Sizes_are_known() => Assert.Equal(5, new PathExpansion(_complaints.Add).Expand([_folder.In("a.log")])[0].Length);

    private string[] Expand(params string[] paths) =>
    [
        .. new PathExpansion(_complaints.Add).Expand(paths)
            .Select(source => Path.GetRelativePath(_folder.Path, source.Path!).Replace('\\', '/')),
    ];
}
