using System.Globalization;

namespace ApiGatewayAnalytics.Benchmarks.Breakdown;

/// <summary>The verb <c>read</c>: reads a log, or CloudTrail events, several times, and counts nothing.</summary>
internal static class ReadCommand
{
    public static int Run(string[] args)
    {
        int runs = 3;
        bool isTrail = args is ["--trail", ..];
        args = isTrail ? args[1..] : args;
        if (args.Length is not (1 or 2) || !File.Exists(args[0]) || (args.Length == 2 && !int.TryParse(args[1], CultureInfo.InvariantCulture, out runs)))
        {
            Console.Error.WriteLine("Usage: read [--trail] FILE [RUNS]");
            return 2;
        }

        for (int run = 0; run < runs; run++)
        {
            using var log = new FileStream(args[0], FileMode.Open, FileAccess.Read, FileShare.Read, 1, FileOptions.SequentialScan);
            ReadPass pass = isTrail ? ReadPass.OfTrail(log) : ReadPass.Of(log);
            Console.WriteLine(string.Create(
                CultureInfo.InvariantCulture,
                $"{pass.Accepted:N0} of {pass.Records:N0} records, {pass.Fields} fields, {pass.NanosecondsPerRecord:N1} ns and {pass.AllocatedPerRecord:N2} bytes allocated per record, {pass.Bytes / pass.Records * 1e3 / pass.NanosecondsPerRecord:N0} MB/s"));
        }

        return 0;
    }
}
