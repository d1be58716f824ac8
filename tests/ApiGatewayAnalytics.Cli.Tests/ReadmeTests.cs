using ApiGatewayAnalytics.Cli.Running;
using ApiGatewayAnalytics.Cli.Tests.Support;

namespace ApiGatewayAnalytics.Cli.Tests;

/// <summary>The output that the README shows is what the tool prints.</summary>
public sealed class ReadmeTests
{
    [Fact]
    public void The_diagnosis_of_the_readme_is_that_of_the_tool()
    {
        string root = Root(new DirectoryInfo(AppContext.BaseDirectory));
        string[] lines = File.ReadAllLines(Path.Combine(root, "README.md"));
        int start = Array.IndexOf(lines, "$ apigw doctor docs/samples/rest-full.log");
        string[] shown = [.. lines[(start + 1)..].TakeWhile(line => line != "```")];
        using var tool = new Tool();

        Assert.Equal(ExitCode.Done, tool.Run("doctor", Path.Combine(root, "docs", "samples", "rest-full.log")));

        Assert.True(start > 0 && shown.Length > 10);
        string[] printed = tool.Output.Split('\n');
        int at = 0;
        foreach (string line in shown.Where(line => line != "..."))
        {
            at = Array.IndexOf(printed, line, at) + 1;
            Assert.True(at > 0, line);
        }
    }

    private static string Root(DirectoryInfo folder) =>
        File.Exists(Path.Combine(folder.FullName, "ApiGatewayAnalytics.sln")) ? folder.FullName : Root(folder.Parent!);
}
