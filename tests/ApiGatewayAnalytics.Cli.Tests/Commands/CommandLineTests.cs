using ApiGatewayAnalytics.Cli.Running;
using ApiGatewayAnalytics.Cli.Tests.Support;

namespace ApiGatewayAnalytics.Cli.Tests.Commands;

public sealed class CommandLineTests
{
    [Theory]
    [InlineData("")]
    [InlineData("bogus")]
    [InlineData("analyze")]
    [InlineData("analyze x --bogus")]
    [InlineData("analyze x --format xml")]
    [InlineData("analyze x --last soon")]
    [InlineData("analyze x --last")]
    [InlineData("analyze x --from yesterday")]
    [InlineData("analyze x --from 2026-01-02 --to 2026-01-01")]
    [InlineData("analyze x --from 2026-01-02 --last 1h")]
    [InlineData("analyze x --threads 0")]
    [InlineData("analyze x --filter stage")]
    [InlineData("analyze x --filter colour=red")]
    [InlineData("analyze x --filter stage=a --filter Stage=b")]
    [InlineData("analyze x --dashboard access-logs")]
    [InlineData("analyze x --panel total-reqests")]
    [InlineData("analyze x --dashboard access-logs-errors --panel total-requests")]
    [InlineData("analyze x --api-names no-such-file.json")]
    [InlineData("analyze x --log-format \u001b[2Jnonsense")]
    [InlineData("report")]
    [InlineData("doctor")]
    [InlineData("doctor --strict")]
    [InlineData("doctor x --kind soap")]
    [InlineData("doctor x --format csv")]
    [InlineData("doctor x --dashboard access-logs")]
    [InlineData("doctor x --log-format nonsense")]
    [InlineData("panels --format csv")]
    [InlineData("generate")]
    [InlineData("generate --records many")]
    [InlineData("generate --records 1 --layout yaml")]
    public void Wrong_usage_is_one_line_and_a_two(string arguments)
    {
        using var tool = new Tool();

        int code = tool.Run(arguments.Split(' ', StringSplitOptions.RemoveEmptyEntries));

        Assert.Equal(ExitCode.Usage, code);
        Assert.Equal("", tool.Output);
        Assert.StartsWith("apigw: ", Assert.Single(tool.ErrorLines), StringComparison.Ordinal);
        Assert.DoesNotContain('\u001b', tool.Error);
    }

    [Fact]
    public void An_unknown_panel_is_answered_with_the_closest()
    {
        using var tool = new Tool();

        tool.Run("analyze", "x", "--panel", "total-reqests");

        Assert.Contains("did you mean access-logs-overview/total-requests", tool.Error, StringComparison.Ordinal);
    }

    [Theory]
    [InlineData("analyze --help", "apigw analyze logs/ --last 24h")]
    [InlineData("report --help", "apigw report monday.state tuesday.state")]
    [InlineData("doctor --help", "apigw doctor --kind http")]
    [InlineData("panels -h", "apigw panels --format json")]
    [InlineData("generate --help", "| apigw analyze -")]
    [InlineData("--help", "Exit codes: 0 done")]
    public void Help_has_examples(string arguments, string expected)
    {
        using var tool = new Tool();

        Assert.Equal(ExitCode.Done, tool.Run(arguments.Split(' ')));
        Assert.Contains(expected, tool.Output, StringComparison.Ordinal);
        Assert.Equal("", tool.Error);
    }

    [Fact]
    public void Version_is_a_version()
    {
        using var tool = new Tool();

        Assert.Equal(ExitCode.Done, tool.Run("--version"));
        Assert.Matches(@"^\d+\.\d+\.\d+\S*\n$", tool.Output.ReplaceLineEndings("\n"));
        Assert.DoesNotContain('+', tool.Output);
    }

    [Fact]
    public void Generate_passes_on_what_was_asked_for()
    {
        using var tool = new Tool();

        int code = tool.Run("generate", "--records", "5", "--seed", "7", "--layout", "clf", "--apis", "3", "--paths", "10000", "--days", "2");

        Assert.Equal(ExitCode.Done, code);
        Assert.Equal(new TrafficRequest(5, 7, "clf", 3, 10_000, 2), tool.Generated);
        Assert.Equal("{}\n", tool.Output);
    }
}
