using System.Buffers.Binary;
using System.IO.MemoryMappedFiles;
using Microsoft.Win32.SafeHandles;

namespace ApiGatewayAnalytics.Enrichment.MaxMind;

/// <summary>
/// A file mapped into memory, read through copies of a few bytes: the handle checks every range and stays alive during each copy,
/// so neither a wrong offset nor disposal can reach memory that is not the file's. Thread-safe.
/// </summary>
internal sealed class MappedBytes : IDisposable
{
    private readonly MemoryMappedFile _file;
    private readonly MemoryMappedViewAccessor _accessor;
    private readonly SafeMemoryMappedViewHandle _view;

    private MappedBytes(MemoryMappedFile file, long length)
    {
        _file = file;
        _accessor = file.CreateViewAccessor(0, length, MemoryMappedFileAccess.Read);
        _view = _accessor.SafeMemoryMappedViewHandle;
        Length = length;
    }

    public long Length { get; }

    /// <summary>Maps a file; null where it is empty, which cannot be mapped.</summary>
    public static MappedBytes? Open(string path)
    {
        // Whoever replaces the file does so by renaming another one, which sharing for deletion permits on Windows.
        var stream = new FileStream(path, FileMode.Open, FileAccess.Read, FileShare.Read | FileShare.Delete, 1);
        MemoryMappedFile? file = null;
        try
        {
            long length = stream.CanSeek ? stream.Length : 0;
            if (length == 0)
            {
                stream.Dispose();
                return null;
            }

            file = MemoryMappedFile.CreateFromFile(stream, null, length, MemoryMappedFileAccess.Read, HandleInheritability.None, leaveOpen: false);
            return new MappedBytes(file, length);
        }
        catch
        {
            file?.Dispose();
            stream.Dispose();
            throw;
        }
    }

    /// <summary>Copies the bytes from <paramref name="offset"/> on.</summary>
    public void Read(long offset, Span<byte> bytes) => _view.ReadSpan((ulong)offset, bytes);

    /// <summary>The eight bytes from <paramref name="offset"/> on, the first one highest.</summary>
    public ulong ReadBigEndian(long offset)
    {
        ulong word = _view.Read<ulong>((ulong)offset);
        return BitConverter.IsLittleEndian ? BinaryPrimitives.ReverseEndianness(word) : word;
    }

    public void Dispose()
    {
        _accessor.Dispose();
        _file.Dispose();
    }
}
