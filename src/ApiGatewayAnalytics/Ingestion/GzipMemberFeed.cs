using System.Buffers;
using System.IO.Compression;

namespace ApiGatewayAnalytics.Ingestion;

/// <summary>
/// Gives compressed bytes to a <see cref="GZipStream"/> in pieces of which each that begins a member begins with it, so that
/// after damage in one member reading can resume at the next one and nothing is read twice. After the last byte comes one
/// member more, the sentinel: the framework ends silently in a cut member and where something else follows the last one, and
/// only a sentinel that comes out whole proves that everything before it did.
/// </summary>
internal sealed class GzipMemberFeed : ReadOnlyStream
{
    private const int BufferLength = 64 << 10;

    private static readonly byte[] s_sentinelMember = Compress(Sentinel);

    private readonly Stream? _rest;
    private byte[] _raw;
    private int _position;
    private int _end;

    public GzipMemberFeed(ReadOnlySpan<byte> first, Stream? rest)
    {
        _rest = rest;
        _raw = ArrayPool<byte>.Shared.Rent(rest is null ? first.Length : Math.Max(first.Length, BufferLength));
        first.CopyTo(_raw);
        _end = first.Length;
        IsEnded = rest is null;
    }

    /// <summary>The first bytes of every gzip member.</summary>
    public static ReadOnlySpan<byte> Magic => [0x1F, 0x8B, 0x08];

    /// <summary>What the sentinel decompresses to.</summary>
    public static ReadOnlySpan<byte> Sentinel => "\u0001end of input\u0001"u8;

    public bool IsSentinelGiven { get; private set; }

    /// <summary>Whether nothing is left to <see cref="Fill"/> from.</summary>
    public bool IsEnded { get; private set; }

    /// <summary>Whether the piece given last may end in the zeros that some writers pad with.</summary>
    public bool EndsInZero { get; private set; }

    public override int Read(Span<byte> buffer)
    {
        while (true)
        {
            if (TryTake(buffer, out int taken))
                return taken;
            Fill();
        }
    }

    public override async ValueTask<int> ReadAsync(Memory<byte> buffer, CancellationToken cancellationToken = default)
    {
        while (true)
        {
            if (TryTake(buffer.Span, out int taken))
                return taken;
            await FillAsync(cancellationToken).ConfigureAwait(false);
        }
    }

    public void Fill() => Filled(_rest!.Read(Free().Span));

    public async ValueTask FillAsync(CancellationToken cancellationToken) =>
        Filled(await _rest!.ReadAsync(Free(), cancellationToken).ConfigureAwait(false));

    /// <summary>
    /// Moves to the start of the next member. False where none is among the buffered bytes, which are gone then but for what
    /// may be the beginning of one.
    /// </summary>
    public bool TryFindMember(out bool skippedData)
    {
        ReadOnlySpan<byte> buffered = _raw.AsSpan(_position, _end - _position);
        int at = buffered.IndexOf(Magic);
        int skipped = at >= 0 ? at : IsEnded ? buffered.Length : Math.Max(0, buffered.Length - Magic.Length + 1);
        skippedData = buffered[..skipped].ContainsAnyExcept((byte)0);
        _position += skipped;
        return at >= 0;
    }

    protected override void Dispose(bool disposing)
    {
        if (disposing)
        {
            ArrayPool<byte>.Shared.Return(Interlocked.Exchange(ref _raw, []));
            _position = _end = 0;
        }

        base.Dispose(disposing);
    }

    private static byte[] Compress(ReadOnlySpan<byte> data)
    {
        using var compressed = new MemoryStream();
        using (var gzip = new GZipStream(compressed, CompressionLevel.NoCompression))
            gzip.Write(data);
        return compressed.ToArray();
    }

    private bool TryTake(Span<byte> buffer, out int taken)
    {
        int available = _end - _position;
        if (available < Magic.Length && !IsEnded)
        {
            taken = 0;
            return false;
        }

        if (available == 0)
        {
            taken = IsSentinelGiven ? 0 : s_sentinelMember.Length;
            s_sentinelMember.AsSpan(0, taken).CopyTo(buffer);
            IsSentinelGiven = true;
            return true;
        }

        // What may be the beginning of a member waits until that is known.
        int whole = IsEnded ? available : available - Magic.Length + 1;
        ReadOnlySpan<byte> buffered = _raw.AsSpan(_position, Math.Min(available, buffer.Length + Magic.Length - 1));
        int next = buffered[1..].IndexOf(Magic);
        taken = Math.Min(next >= 0 ? next + 1 : whole, buffer.Length);
        buffered[..taken].CopyTo(buffer);
        EndsInZero = buffered[taken - 1] == 0;
        _position += taken;
        return true;
    }

    private Memory<byte> Free()
    {
        int left = _end - _position;
        _raw.AsSpan(_position, left).CopyTo(_raw);
        _position = 0;
        _end = left;
        return _raw.AsMemory(left);
    }

    private void Filled(int read)
    {
        _end += read;
        IsEnded = read == 0;
    }
}
