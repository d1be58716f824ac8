using System.Diagnostics;

namespace ApiGatewayAnalytics.Cli.Running;

/// <summary>Whatever shows pages on this machine.</summary>
internal static class Browser
{
    /// <exception cref="System.ComponentModel.Win32Exception">There is none.</exception>
    public static void Open(string url) => Process.Start(new ProcessStartInfo(url) { UseShellExecute = true })?.Dispose();
}
