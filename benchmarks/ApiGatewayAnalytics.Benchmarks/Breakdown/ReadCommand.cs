using System.Globalization;

namespace ApiGatewayAnalytics.Benchmarks.Breakdown;

/// <summary>The verb <c>read</c>: reads a log several times, and counts nothing.</summary>
internal static class ReadCommand
{
    public static int Run(string[] args)
    {
        int runs = 3;
        if (args.Length is not (1 or 2) || !File.Exists(args[0]) || (args.Length == 2 && !int.TryParse(args[1], CultureInfo.InvariantCulture, out runs)))
        {
            Console.Error.WriteLine("Usage: read FILE [RUNS]");
            return 2;
        }

        for (int run = 0; run < runs; run++)
        {
            using var log = new FileStream(args[0], FileMode.Open, FileAccess.Read, FileShare.Read, 1, FileOptions.SequentialScan);
            ReadPass pass = ReadPass.Of(log);
            Console.WriteLine(string.Create(
                CultureInfo.InvariantCulture,
                $"{pass.Accepted:N0} of {pass.Records:N0} records, {ReadPass.Fields} fields, {pass.NanosecondsPerRecord:N1} ns and {pass.AllocatedPerRecord:N2} bytes allocated per record, {pass.Bytes / pass.Records * 1e3 / pass.NanosecondsPerRecord:N0} MB/s"));
        }

        return 0;
    }
}
