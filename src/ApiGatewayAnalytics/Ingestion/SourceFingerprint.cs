using System.Buffers;
using System.Security.Cryptography;

namespace ApiGatewayAnalytics.Ingestion;

/// <summary>
/// What a file is recognised by under another name: its length and the SHA-256 of its first and last 64 KiB. Files that differ
/// only between those count as one, which logs do not: their ends carry identifiers and times.
/// </summary>
/// <param name="Length">Bytes.</param>
/// <param name="Hash">The first 128 bits of the hash.</param>
internal readonly record struct SourceFingerprint(long Length, UInt128 Hash)
{
    private const int EdgeLength = 64 << 10;

    /// <summary>Reads the edges of a stream that can seek, and puts it back where it was.</summary>
    public static SourceFingerprint Of(Stream stream)
    {
        long position = stream.Position;
        long length = stream.Length;
        byte[] edges = ArrayPool<byte>.Shared.Rent(2 * EdgeLength);
        stream.Position = 0;
        int read = stream.ReadAtLeast(edges.AsSpan(0, EdgeLength), EdgeLength, throwOnEndOfStream: false);
        if (length > read)
        {
            stream.Position = Math.Max(read, length - EdgeLength);
            read += stream.ReadAtLeast(edges.AsSpan(read, EdgeLength), EdgeLength, throwOnEndOfStream: false);
        }

        stream.Position = position;
        Span<byte> hash = stackalloc byte[SHA256.HashSizeInBytes];
        SHA256.HashData(edges.AsSpan(0, read), hash);
        ArrayPool<byte>.Shared.Return(edges);
        return new SourceFingerprint(length, System.Buffers.Binary.BinaryPrimitives.ReadUInt128LittleEndian(hash));
    }
}
