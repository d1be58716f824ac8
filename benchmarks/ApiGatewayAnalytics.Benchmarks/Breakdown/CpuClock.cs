using System.Diagnostics;
using System.Runtime.InteropServices;

namespace ApiGatewayAnalytics.Benchmarks.Breakdown;

/// <summary>
/// The processor time of the current thread, which other processes on the machine do not lengthen as they lengthen the time on
/// the wall. Elsewhere than on Linux it is the time on the wall.
/// </summary>
internal static class CpuClock
{
    private const int ThreadCpuTime = 3;

    public static string Name => OperatingSystem.IsLinux() ? "thread CPU time" : "wall time";

    public static long Nanoseconds()
    {
        if (OperatingSystem.IsLinux() && ClockGetTime(ThreadCpuTime, out TimeSpec time) == 0)
        {
            return (time.Seconds * 1_000_000_000) + time.Nanoseconds;
        }

        return (long)(Stopwatch.GetTimestamp() * (1e9 / Stopwatch.Frequency));
    }

    [DllImport("libc", EntryPoint = "clock_gettime")]
    [DefaultDllImportSearchPaths(DllImportSearchPath.SafeDirectories)]
    private static extern int ClockGetTime(int clock, out TimeSpec time);

    [StructLayout(LayoutKind.Sequential)]
    private readonly struct TimeSpec
    {
        public readonly nint Seconds;
        public readonly nint Nanoseconds;
    }
}
