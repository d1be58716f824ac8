using System.Buffers;
using Microsoft.Win32.SafeHandles;

namespace ApiGatewayAnalytics.Hosting.Files;

/// <summary>Where lines end in a file. Stateless.</summary>
internal static class FileLines
{
    private const int BlockLength = 64 << 10;

    /// <summary>The offset behind the last line break of a part of a file, -1 where there is none.</summary>
    public static long LastEnd(SafeFileHandle file, long start, long end)
    {
        byte[] block = ArrayPool<byte>.Shared.Rent(BlockLength);
        try
        {
            while (end > start)
            {
                long from = Math.Max(start, end - BlockLength);
                int read = RandomAccess.Read(file, block.AsSpan(0, (int)(end - from)), from);
                int at = block.AsSpan(0, read).LastIndexOf((byte)'\n');
                if (at >= 0)
                {
                    return from + at + 1;
                }

                end = from;
            }

            return -1;
        }
        finally
        {
            ArrayPool<byte>.Shared.Return(block);
        }
    }

    /// <summary>Whether a file ends like a whole record of JSON or XML.</summary>
    public static bool EndsLikeARecord(SafeFileHandle file, long length)
    {
        Span<byte> last = stackalloc byte[16];
        int read = RandomAccess.Read(file, last, Math.Max(0, length - last.Length));
        return last[..read].TrimEnd(" \t\r\0"u8) is [.., (byte)'}' or (byte)'>' or (byte)']'];
    }
}
