using System.Globalization;
using ApiGatewayAnalytics.Synthetic;

namespace ApiGatewayAnalytics.Benchmarks.Breakdown;

/// <summary>
/// The verb <c>gate</c>: fails where the learned path is not at least three times as fast as the path it falls back to, or allocates.
/// Both read the same log in turn in one process, and the best of several readings counts, so that other work on the machine
/// does not decide.
/// </summary>
internal static class GateCommand
{
    private const double LeastRatio = 3;
    private const int Records = 30_000;
    private const int WarmUp = 4_000;
    private const int Readings = 7;

    /// <summary>Fields of the reading that is only told, to be held against parsers that others measured so.</summary>
    private const int FewFields = 20;

    public static int Run()
    {
        byte[] log = SyntheticLog.ToArray(new SyntheticTraffic { Records = Records }, SyntheticLayout.Rest);
        ReadPass? learned = null;
        ReadPass? strict = null;
        ReadPass? few = null;
        for (int reading = 0; reading < Readings; reading++)
        {
            strict = Better(strict, ReadPass.Of(new MemoryStream(log, writable: false), learns: false, WarmUp));
            learned = Better(learned, ReadPass.Of(new MemoryStream(log, writable: false), learns: true, WarmUp));
            few = Better(few, ReadPass.Of(new MemoryStream(log, writable: false), learns: true, WarmUp, FewFields));
        }

        double ratio = strict!.NanosecondsPerRecord / learned!.NanosecondsPerRecord;
        Console.WriteLine(string.Create(
            CultureInfo.InvariantCulture,
            $"learned {learned.NanosecondsPerRecord:N0} ns and {learned.AllocatedPerRecord:N2} bytes per record, strict {strict.NanosecondsPerRecord:N0} ns: {ratio:N2} times as fast (at least {LeastRatio})"));
        Console.WriteLine(string.Create(CultureInfo.InvariantCulture, $"{few!.Fields} fields {few.NanosecondsPerRecord:N0} ns, all {learned.Fields} fields {learned.NanosecondsPerRecord:N0} ns"));
        return ratio >= LeastRatio && learned.AllocatedPerRecord == 0 && learned.Accepted == strict.Accepted ? 0 : 1;
    }

    private static ReadPass Better(ReadPass? one, ReadPass other) => one is null || other.NanosecondsPerRecord < one.NanosecondsPerRecord ? other : one;
}
