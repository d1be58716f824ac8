using System.Buffers;
using System.IO.Compression;
using System.IO.Pipelines;
using CommunityToolkit.HighPerformance;
using Microsoft.AspNetCore.Http;

namespace ApiGatewayAnalytics.AspNetCore;

/// <summary>
/// Takes the bytes of an answer and hands them to the response, compressed at the fastest level where the client accepts it and they are
/// worth it. A first block is held back, since only its being full or last tells how large the answer is. Nothing is sent before the answer is
/// complete, so a slow client holds up nobody. Not thread-safe.
/// </summary>
internal sealed class AnswerBody(HttpResponse response, ContentCoding accepted) : IBufferWriter<byte>, IDisposable
{
    /// <summary>Smaller answers fit into one packet anyway.</summary>
    private const int LeastCompressed = 1200;
    private const int BlockLength = 32 * 1024;

    /// <summary>Of the size that Brotli wants for level 1; larger ones only take longer to be set up.</summary>
    private const int BrotliWindowBits = 18;

    private readonly PipeWriter _output = response.BodyWriter;
    private byte[] _block = ArrayPool<byte>.Shared.Rent(BlockLength);
    private int _filled;
    private bool _isDecided;
    private BrotliEncoder? _brotli;
    private GZipStream? _gzip;

    public void Advance(int count)
    {
        ArgumentOutOfRangeException.ThrowIfNegative(count);
        ArgumentOutOfRangeException.ThrowIfGreaterThan(count, _block.Length - _filled);
        _filled += count;
    }

    public Memory<byte> GetMemory(int sizeHint = 0)
    {
        int needed = Math.Max(sizeHint, 1);
        if (_block.Length - _filled < needed)
        {
            Pass(isLast: false);
            if (_block.Length < needed)
            {
                ArrayPool<byte>.Shared.Return(_block);
                _block = ArrayPool<byte>.Shared.Rent(needed);
            }
        }

        return _block.AsMemory(_filled);
    }

    public Span<byte> GetSpan(int sizeHint = 0) => GetMemory(sizeHint).Span;

    /// <summary>Takes what was written for the whole answer. It is not sent yet.</summary>
    public void Complete() => Pass(isLast: true);

    public void Dispose()
    {
        _brotli?.Dispose();
        _gzip?.Dispose();
        ArrayPool<byte>.Shared.Return(_block);
        _block = [];
    }

    private void Pass(bool isLast)
    {
        if (!_isDecided)
        {
            Decide(isLast);
        }

        ReadOnlySpan<byte> bytes = _block.AsSpan(0, _filled);
        if (_brotli is { } encoder)
        {
            Compress(ref encoder, bytes, isLast);
            _brotli = encoder;
        }
        else if (_gzip is not null)
        {
            _gzip.Write(bytes);
            if (isLast)
            {
                _gzip.Dispose();
            }
        }
        else
        {
            _output.Write(bytes);
        }

        _filled = 0;
    }

    private void Decide(bool isWhole)
    {
        _isDecided = true;
        ContentCoding coding = isWhole && _filled < LeastCompressed ? ContentCoding.Identity : accepted;
        ContentCodings.Announce(response, coding);
        if (coding == ContentCoding.Brotli)
        {
            _brotli = new BrotliEncoder(quality: 1, BrotliWindowBits);
        }
        else if (coding == ContentCoding.Gzip)
        {
            _gzip = new GZipStream(IBufferWriterExtensions.AsStream(_output), CompressionLevel.Fastest);
        }
        else if (isWhole)
        {
            response.ContentLength = _filled;
        }
    }

    private void Compress(ref BrotliEncoder encoder, ReadOnlySpan<byte> bytes, bool isLast)
    {
        OperationStatus status;
        do
        {
            status = encoder.Compress(bytes, _output.GetSpan(4096), out int consumed, out int written, isLast);
            _output.Advance(written);
            bytes = bytes[consumed..];
        }
        while (status == OperationStatus.DestinationTooSmall || bytes.Length > 0);
    }
}
