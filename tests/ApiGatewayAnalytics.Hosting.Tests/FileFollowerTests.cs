using System.Text;
using ApiGatewayAnalytics.Hosting.Files;
using Microsoft.Extensions.Logging;

namespace ApiGatewayAnalytics.Hosting.Tests;

/// <summary>Files that grow, are renamed, truncated, compressed, and fail.</summary>
public sealed class FileFollowerTests
{
    [Fact]
    public void OnlyWholeLinesCount()
    {
        using var folder = new FollowedFolder();
        FileFollower follower = folder.Follow("access.log");
        string text = FollowedFolder.Logs(0, 20);
        follower.Pass();
        Assert.Equal(0, follower.State.Files);
        for (int i = 0; i < text.Length; i += 37)
        {
            folder.Append("access.log", text[i..Math.Min(i + 37, text.Length)]);
            follower.Pass();
            int whole = text[..Math.Min(i + 37, text.Length)].Count(letter => letter == '\n');
            Assert.Equal(whole, folder.Accepted);
            folder.Clock.Now += TimeSpan.FromMilliseconds(700);
        }

        folder.Check(text);
        Assert.Equal(0, follower.State.BytesBehind);
    }

    [Fact]
    public void ALastLineWithoutALineBreakCountsOnceItHasSettled()
    {
        using var folder = new FollowedFolder();
        FileFollower follower = folder.Follow();
        folder.Append("whole.json", FollowedFolder.Logs(0, 3) + FollowedFolder.Log(3));
        folder.Append("half.json", FollowedFolder.Logs(10, 3) + FollowedFolder.Log(13)[..50]);
        follower.Pass();
        Assert.Equal(6, folder.Accepted);
        folder.Clock.Now += TimeSpan.FromSeconds(5);
        follower.Pass();
        Assert.Equal(7, folder.Accepted);
        folder.Append("half.json", FollowedFolder.Log(13)[50..] + "\n");
        folder.Append("whole.json", "\n" + FollowedFolder.Log(4) + "\n");
        follower.Pass();
        folder.Clock.Now += TimeSpan.FromMinutes(5);
        follower.Pass();
        folder.Check(FollowedFolder.Logs(0, 5) + FollowedFolder.Logs(10, 4));
    }

    [Theory]
    [InlineData("access.log")]
    [InlineData("")]
    [InlineData("*.log*")]
    public void RenamingLosesAndRepeatsNothing(string pattern)
    {
        using var folder = new FollowedFolder();
        FileFollower follower = folder.Follow(pattern);
        int next = 0;
        for (int rotation = 0; rotation < 4; rotation++)
        {
            Write(5);
            follower.Pass();

            // Written behind the follower's back, renamed, and written to a bit longer under the new name.
            Write(3);
            for (int old = 3; old >= 0; old--)
            {
                string from = old == 0 ? "access.log" : $"access.log.{old}";
                if (File.Exists(folder.At(from)))
                    File.Move(folder.At(from), folder.At($"access.log.{old + 1}"));
            }

            folder.AppendLogs("access.log.1", next, 2);
            next += 2;
            if (rotation % 2 == 0)
                follower.Pass();
            Write(4);
            follower.Pass();
            folder.Clock.Now += TimeSpan.FromSeconds(3);
            follower.Pass();
        }

        folder.Check(FollowedFolder.Logs(0, next));

        void Write(int count)
        {
            folder.AppendLogs("access.log", next, count);
            next += count;
        }
    }

    [Theory]
    [InlineData("access.log")]
    [InlineData("")]
    public void CopyingAndTruncatingRepeatsNothing(string pattern)
    {
        using var folder = new FollowedFolder();
        FileFollower follower = folder.Follow(pattern);
        folder.AppendLogs("access.log", 0, 10);
        follower.Pass();
        File.Copy(folder.At("access.log"), folder.At("access.log.1"));
        follower.Pass();
        File.WriteAllText(folder.At("access.log"), "");
        follower.Pass();
        folder.AppendLogs("access.log", 10, 30);
        follower.Pass();
        folder.Clock.Now += TimeSpan.FromMinutes(10);
        follower.Pass();
        File.Copy(folder.At("access.log"), folder.At("access.log.2"));
        File.WriteAllText(folder.At("access.log"), FollowedFolder.Logs(40, 50));
        follower.Pass();
        follower.Pass();
        folder.Check(FollowedFolder.Logs(0, 90));
    }

    [Fact]
    public void NewFilesOfAFolderAreFound()
    {
        using var folder = new FollowedFolder();
        FileFollower follower = folder.Follow();
        follower.Pass();
        Directory.CreateDirectory(folder.At("a/b"));
        folder.AppendLogs("a/b/one.log", 0, 5);
        folder.AppendLogs("two.log", 5, 5);
        folder.AppendLogs(".hidden.log", 100, 5);
        follower.Pass();
        Assert.Equal(10, folder.Accepted);
        folder.AppendLogs("a/three.log", 10, 5);
        File.Delete(folder.At("two.log"));
        follower.Pass();
        Assert.Equal(2, follower.State.Files);
        folder.Check(FollowedFolder.Logs(0, 15));

        // A file twice, under another name, counts once.
        File.Copy(folder.At("a/b/one.log"), folder.At("copy.log"));
        follower.Pass();
        folder.Check(FollowedFolder.Logs(0, 15));
        Assert.Equal(2, folder.Engine.Ingestion.Sources.Count(source => source.Name.StartsWith(folder.At("a"), StringComparison.Ordinal)));
    }

    [Fact]
    public void CompressedFilesCountOnceComplete()
    {
        using var folder = new FollowedFolder();
        FileFollower follower = folder.Follow();
        folder.WriteGzip("all.gz", FollowedFolder.Logs(0, 2_000));
        byte[] bytes = File.ReadAllBytes(folder.At("all.gz"));
        File.WriteAllBytes(folder.At("all.gz"), bytes[..(bytes.Length / 2)]);
        follower.Pass();
        folder.Clock.Now += TimeSpan.FromSeconds(6);
        follower.Pass();
        Assert.Equal(0, folder.Accepted);
        File.WriteAllBytes(folder.At("all.gz"), bytes);
        follower.Pass();
        Assert.Equal(0, folder.Accepted);
        folder.Clock.Now += TimeSpan.FromSeconds(6);
        follower.Pass();
        folder.Check(FollowedFolder.Logs(0, 2_000));
    }

    [Fact]
    public void WhatIsCompressedAfterItWasReadCountsOnce()
    {
        using var folder = new FollowedFolder();
        FileFollower follower = folder.Follow();
        folder.AppendLogs("access.log", 0, 100);
        follower.Pass();
        folder.WriteGzip("access.log.2.gz", FollowedFolder.Logs(0, 100));
        File.Delete(folder.At("access.log"));
        folder.WriteGzip("other.gz", FollowedFolder.Logs(100, 100));
        follower.Pass();
        folder.Clock.Now += TimeSpan.FromSeconds(6);
        follower.Pass();
        File.WriteAllText(folder.At("other.log"), FollowedFolder.Logs(100, 100));
        follower.Pass();
        folder.Clock.Now += TimeSpan.FromMinutes(6);
        follower.Pass();
        folder.Check(FollowedFolder.Logs(0, 200));
    }

    [Fact]
    public void DocumentsAndBinaryFilesAreReadAsWholes()
    {
        using var folder = new FollowedFolder();
        FileFollower follower = folder.Follow();
        string[] lines = ["{", "  \"Records\": [", .. Enumerable.Range(0, 20).Select(i => $$"""
                { "eventVersion": "1.08", "userIdentity": {"type": "IAMUser"}, "eventTime": "2026-06-01T10:00:{{i:D2}}Z",
                  "eventSource": "apigateway.amazonaws.com",
                  "eventName": "UpdateStage", "awsRegion": "eu-west-1", "eventID": "a0000000-0000-4000-8000-0000000000{{i:D2}}" }{{(i < 19 ? "," : "")}}
            """), "] }"];
        foreach (string line in lines)
        {
            folder.Append("trail.json", line + "\n");
            follower.Pass();
            folder.Clock.Now += TimeSpan.FromSeconds(1);
        }

        Assert.Equal(0, folder.Accepted);
        File.Copy(Path.Combine(AppContext.BaseDirectory, "metrics-opentelemetry.bin"), folder.At("metrics.bin"));
        follower.Pass();
        Assert.Equal(0, folder.Accepted);
        folder.Clock.Now += TimeSpan.FromSeconds(5);
        follower.Pass();
        Assert.True(folder.Accepted > 20);
        Assert.Empty(folder.Engine.Ingestion.Rejected);
    }

    [Fact]
    public void WhatCannotBeReadIsTriedAgainLaterAndLater()
    {
        if (!OperatingSystem.IsLinux())
        {
            // Only there a file is at hand that can be opened by anybody and read by nobody.
            return;
        }

        using var folder = new FollowedFolder();
        var logger = new ListLogger();
        FileFollower follower = folder.Follow(logger: logger);
        File.CreateSymbolicLink(folder.At("broken.log"), "/proc/self/mem");
        folder.AppendLogs("open.log", 0, 5);
        for (int i = 0; i < 100; i++)
        {
            follower.Pass();
            folder.Clock.Now += TimeSpan.FromSeconds(1);
        }

        Assert.Equal(5, folder.Accepted);
        Assert.Equal([folder.At("broken.log")], (string[])[.. follower.State.Failing]);
        Assert.True(follower.Lag >= TimeSpan.FromSeconds(100));
        Assert.Equal($"{folder.At("broken.log")} cannot be read (IOException); it is tried again.", Assert.Single(logger.Lines));
        File.Delete(folder.At("broken.log"));
        folder.AppendLogs("broken.log", 5, 5);
        follower.Pass();
        Assert.Equal(5, folder.Accepted);
        folder.Clock.Now += TimeSpan.FromMinutes(1);
        follower.Pass();
        Assert.Empty(follower.State.Failing);
        folder.Check(FollowedFolder.Logs(0, 10));
    }

    [Fact]
    public void AFailureInTheMiddleRepeatsNothing()
    {
        using var folder = new FollowedFolder();
        FileFollower follower = folder.Follow();
        folder.AppendLogs("access.log", 0, 1_000);
        using (var cancel = new CancellationTokenSource())
        {
            cancel.Cancel();
            Assert.Throws<OperationCanceledException>(() => follower.Pass(cancel.Token));
        }

        Assert.Equal(0, folder.Accepted);
        follower.Pass();
        folder.Check(FollowedFolder.Logs(0, 1_000));
    }

    [Fact]
    public void LargeFilesAreReadInPieces()
    {
        using var folder = new FollowedFolder();
        FileFollower follower = folder.Follow();
        using (var file = new FileStream(folder.At("large.log"), FileMode.Create))
        {
            byte[] lines = Encoding.UTF8.GetBytes(FollowedFolder.Logs(0, 10_000));
            for (int i = 0; i < 20; i++)
                file.Write(lines);
        }

        Assert.True(new FileInfo(folder.At("large.log")).Length > 33 << 20);
        follower.Pass();
        Assert.Equal(200_000, folder.Accepted);
        Assert.Equal(0, follower.State.BytesBehind);
    }

    [Fact]
    public void FilesAreBounded()
    {
        using var folder = new FollowedFolder();
        FileFollower follower = folder.Follow(configure: options => options.MaxFiles = 3);
        for (int i = 0; i < 5; i++)
            folder.AppendLogs($"{i}.log", i * 10, 10);
        follower.Pass();
        Assert.True(follower.State.IsTooMany);
        Assert.Equal(30, folder.Accepted);
    }

    private sealed class ListLogger : ILogger
    {
        public List<string> Lines { get; } = [];

        public IDisposable? BeginScope<TState>(TState state)
            where TState : notnull => null;

        public bool IsEnabled(LogLevel logLevel) => true;

        public void Log<TState>(LogLevel logLevel, EventId eventId, TState state, Exception? exception, Func<TState, Exception?, string> formatter)
        {
            if (logLevel >= LogLevel.Warning)
                Lines.Add(formatter(state, exception));
        }
    }
}
