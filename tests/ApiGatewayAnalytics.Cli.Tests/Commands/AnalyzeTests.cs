using ApiGatewayAnalytics.Cli.Running;
using ApiGatewayAnalytics.Cli.Tests.Support;

namespace ApiGatewayAnalytics.Cli.Tests.Commands;

public sealed class AnalyzeTests : IDisposable
{
    private readonly TemporaryFolder _folder = new();

    public void Dispose() => _folder.Dispose();

    [Fact]
    public void Every_file_and_standard_input_are_read_once()
    {
        _folder.Add("a.log", "A");
        _folder.Add("deep/b.log", "B");
        using var tool = new Tool { Input = "C" };

        int code = tool.Run("analyze", _folder.Path, _folder.In("a.log"), "-", "-", "--threads", "3");

        Assert.Equal(ExitCode.Done, code);
        Assert.Equal(["A", "B", "C"], tool.Analysis.Read.Values.Order());
        Assert.Contains("-", tool.Analysis.Read.Keys);
        Assert.Equal("", tool.Error);
        Assert.StartsWith("1,010 records from 2 sources", tool.Output, StringComparison.Ordinal);
    }

    [Fact]
    public void Options_reach_the_engine()
    {
        string file = _folder.Add("a.log");
        string names = _folder.Add("names.json", """[{"apiId": "abc", "name": "orders"}]""");
        using var tool = new Tool();

        int code = tool.Run(
            "analyze", file, "--from", "2026-01-15", "--to", "2026-01-15T06:30+01:00", "--filter", "STATUS=5*", "--filter", "apiName=or*",
            "--dashboard", "access-logs-errors", "--panel", "recent-errors", "--api-names", names, "--account", "123456789012",
            "--region", "eu-west-1");

        Assert.Equal(ExitCode.Done, code);
        AnalyticsOptions options = tool.Options!;
        Assert.Equal(EngineMode.Files, options.Mode);
        Assert.Equal(new DateTimeOffset(2026, 1, 15, 0, 0, 0, TimeSpan.Zero), options.From);
        Assert.Equal(new DateTimeOffset(2026, 1, 15, 5, 30, 0, TimeSpan.Zero), options.To);
        Assert.Equal("5*", options.RecordFilters["status"]);
        Assert.Equal("or*", options.RecordFilters["apiName"]);
        Assert.Equal("orders", options.ApiNameResolver!.Find("abc")!.Name);
        Assert.Equal(("123456789012", "eu-west-1"), (options.Reader.Account, options.Reader.Region));
        Assert.Equal(["access-logs-errors"], tool.Analysis.Query!.Dashboards.ToArray());
        Assert.Equal(["access-logs-errors/recent-errors"], tool.Analysis.Query.Panels.ToArray());
    }

    [Fact]
    public void Last_counts_back_from_the_newest_record_of_files()
    {
        using var tool = new Tool();

        tool.Run("analyze", _folder.Add("a.log"), "--last", "90m");

        DateTimeOffset newest = tool.Analysis.Answer(PanelQuery.Default).Answer.Range.To;
        Assert.Equal(newest - TimeSpan.FromMinutes(90), tool.Options!.From);
    }

    [Fact]
    public void Last_of_standard_input_is_a_question()
    {
        using var tool = new Tool();

        tool.Run("analyze", "-", "--last", "90m");

        Assert.Equal(TimeSpan.FromMinutes(90), tool.Analysis.Query!.Last);
        Assert.Null(tool.Options!.From);
    }

    [Fact]
    public void An_unreadable_file_is_one_line_and_the_others_are_read()
    {
        using var tool = new Tool();

        int code = tool.Run("analyze", _folder.In("missing.log"), _folder.Add("a.log"));

        Assert.Equal(ExitCode.Done, code);
        Assert.Contains("missing.log: no such file", Assert.Single(tool.ErrorLines), StringComparison.Ordinal);
        Assert.Single(tool.Analysis.Read);
    }

    [Fact]
    public void Nothing_readable_is_a_three()
    {
        using var tool = new Tool();

        int code = tool.Run("analyze", _folder.In("missing.log"), _folder.In("*.gz"), _folder.Path);

        Assert.Equal(ExitCode.NothingReadable, code);
        Assert.Equal(3, tool.ErrorLines.Length);
        Assert.Equal("", tool.Output);
    }

    [Fact]
    public void Strict_is_a_four_that_names_the_first_position()
    {
        using var tool = new Tool();

        int code = tool.Run("analyze", _folder.Add("a.log"), "--strict");

        Assert.Equal(ExitCode.Rejected, code);
        Assert.Equal("apigw: 10 rejected, first at a.log, line 3, byte 120; --strict allows none", Assert.Single(tool.ErrorLines));
        Assert.NotEqual("", tool.Output);
    }

    [Fact]
    public void Strict_is_content_when_nothing_was_rejected()
    {
        using var tool = new Tool { Analysis = new(_ => PanelSamples.Findings() with { Reading = new ReadingSummary { Accepted = 1 } }) };

        Assert.Equal(ExitCode.Done, tool.Run("analyze", _folder.Add("a.log"), "--strict"));
    }

    [Fact]
    public void Save_keeps_the_state()
    {
        using var tool = new Tool();

        Assert.Equal(ExitCode.Done, tool.Run("analyze", _folder.Add("a.log"), "--save", _folder.In("a.state")));
        Assert.Equal(_folder.In("a.state"), tool.Analysis.Saved);
    }

    [Theory]
    [InlineData("--save")]
    [InlineData("--output")]
    public void What_cannot_be_written_is_a_one(string option)
    {
        using var tool = new Tool();

        int code = tool.Run("analyze", _folder.Add("a.log"), option, _folder.In("no/such/folder/file"));

        Assert.Equal(ExitCode.Failed, code);
        Assert.Contains($"file: {option} cannot be written", Assert.Single(tool.ErrorLines), StringComparison.Ordinal);
    }

    [Fact]
    public void Output_goes_to_the_file_and_nowhere_else()
    {
        using var tool = new Tool { Color = true };

        Assert.Equal(ExitCode.Done, tool.Run("analyze", _folder.Add("a.log"), "--format", "json", "--output", _folder.In("out.json")));
        Assert.Equal("", tool.Output);
        Assert.StartsWith("{\"generatedAt\":", File.ReadAllText(_folder.In("out.json")), StringComparison.Ordinal);
    }

    [Fact]
    public void An_interrupt_prints_what_was_read_and_saves_nothing()
    {
        using var interrupt = new CancellationTokenSource();
        string first = _folder.Add("a.log", "longer than the other, so it is first");
        string second = _folder.Add("b.log");
        using var tool = new Tool { Analysis = new(_ => PanelSamples.Findings()) { OnIngest = name => Interrupt(name, second, interrupt) } };

        int code = tool.Run(interrupt.Token, "analyze", first, second, "--threads", "1", "--save", _folder.In("a.state"));

        Assert.Equal(ExitCode.Interrupted, code);
        Assert.Equal([first], tool.Analysis.Read.Keys);
        Assert.NotEqual("", tool.Output);
        Assert.Null(tool.Analysis.Saved);
        Assert.Contains("was not written", Assert.Single(tool.ErrorLines), StringComparison.Ordinal);
    }

    [Fact]
    public void A_reader_that_has_seen_enough_is_no_error()
    {
        using var tool = new Tool { Target = new StandardOutput(new ClosedPipe()) };

        Assert.Equal(ExitCode.Done, tool.Run("analyze", _folder.Add("a.log")));
        Assert.Equal("", tool.Error);
    }

    [Fact]
    public void A_full_disk_is_an_error()
    {
        using var tool = new Tool { Target = new StandardOutput(new FullDisk()) };

        Assert.Equal(ExitCode.Failed, tool.Run("analyze", _folder.Add("a.log")));
        Assert.Equal("apigw: standard output: no space left", Assert.Single(tool.ErrorLines));
    }

    [Fact]
    public void A_mistake_of_ours_is_one_line_too()
    {
        using var tool = new Tool
        {
            Analysis = new(_ => PanelSamples.Findings()) { OnIngest = _ => throw new InvalidOperationException("broken") },
        };

        Assert.Equal(ExitCode.Failed, tool.Run("analyze", _folder.Add("a.log"), _folder.Add("b.log")));
        Assert.Contains("InvalidOperationException", Assert.Single(tool.ErrorLines), StringComparison.Ordinal);
        Assert.Equal("", tool.Output);
    }

    [Fact]
    public void Colours_are_for_terminals()
    {
        using var plain = new Tool();
        using var terminal = new Tool { Color = true };
        string file = _folder.Add("a.log");

        plain.Run("analyze", file);
        terminal.Run("analyze", file);

        Assert.DoesNotContain('\u001b', plain.Output);
        Assert.Contains('\u001b', terminal.Output);
    }

    [Fact]
    public void Reports_are_merged_from_all_files_or_not_at_all()
    {
        string good = _folder.Add("a.state", "state");
        string bad = _folder.Add("b.state", "garbage");
        using var one = new Tool();
        using var two = new Tool();
        using var none = new Tool();

        Assert.Equal(ExitCode.Done, one.Run("report", good));
        Assert.Equal(ExitCode.Failed, two.Run("report", good, bad));
        Assert.Equal(ExitCode.NothingReadable, none.Run("report", bad));
        Assert.NotEqual("", one.Output);
        Assert.Equal("", two.Output);
        Assert.Contains("b.state: not a state", Assert.Single(two.ErrorLines), StringComparison.Ordinal);
    }

    private static void Interrupt(string name, string at, CancellationTokenSource interrupt)
    {
        if (name == at)
        {
            interrupt.Cancel();
        }
    }

    private sealed class ClosedPipe : MemoryStream
    {
        private const int Epipe = 32;

        public override void Write(ReadOnlySpan<byte> buffer) => throw new IOException("Broken pipe", Epipe);
    }

    private sealed class FullDisk : MemoryStream
    {
        public override void Write(ReadOnlySpan<byte> buffer) => throw new IOException("no space left");
    }
}
