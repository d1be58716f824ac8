using ApiGatewayAnalytics.Ingestion;
using Microsoft.Win32.SafeHandles;

namespace ApiGatewayAnalytics.Hosting.Files;

/// <summary>A part of a file, read forward. The file stays its owner's.</summary>
internal sealed class FileRange(SafeFileHandle file, long start, long end) : ReadOnlyStream
{
    private long _position = start;

    public override int Read(Span<byte> buffer)
    {
        int read = RandomAccess.Read(file, buffer[..(int)Math.Min(buffer.Length, end - _position)], _position);
        _position += read;
        return read;
    }
}
