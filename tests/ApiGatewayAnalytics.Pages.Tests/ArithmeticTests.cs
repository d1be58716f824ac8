using System.Diagnostics;
using ApiGatewayAnalytics.Tests;

namespace ApiGatewayAnalytics.Pages.Tests;

/// <summary>What the pages compute, tested where it is written: in their own language, with what they are built with.</summary>
public sealed class ArithmeticTests
{
    [Fact]
    public async Task The_pages_own_tests_pass()
    {
        var start = new ProcessStartInfo(OperatingSystem.IsWindows() ? "npm.cmd" : "npm", ["test", "--silent"])
        {
            WorkingDirectory = Path.Combine(RepositoryFolder.Root, "src", "ApiGatewayAnalytics.AspNetCore", "Pages"),
            RedirectStandardOutput = true,
            RedirectStandardError = true,
        };
        using Process process = Process.Start(start)!;
        Task<string> error = process.StandardError.ReadToEndAsync();
        string output = await process.StandardOutput.ReadToEndAsync();
        await process.WaitForExitAsync();

        Assert.True(process.ExitCode == 0, output + await error);
    }
}
