using System.Globalization;
using System.IO.Compression;

namespace ApiGatewayAnalytics.Benchmarks.Comparison;

/// <summary>The verb <c>gunzip</c>: decompresses a file into a buffer and forgets it, which no reader of it can be faster than.</summary>
internal static class GunzipCommand
{
    private const int BufferSize = 512 * 1024;

    public static int Run(string[] args)
    {
        if (args is not [var path] || !File.Exists(path))
        {
            Console.Error.WriteLine("Usage: gunzip FILE");
            return 2;
        }

        using var file = new FileStream(path, FileMode.Open, FileAccess.Read, FileShare.Read, 0, FileOptions.SequentialScan);
        using var content = new GZipStream(file, CompressionMode.Decompress);
        byte[] buffer = new byte[BufferSize];
        long bytes = 0;
        while (content.Read(buffer) is var read and > 0)
        {
            bytes += read;
        }

        Console.WriteLine(string.Create(CultureInfo.InvariantCulture, $$"""{"bytes": {{bytes}}}"""));
        return 0;
    }
}
