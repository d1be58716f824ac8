using System.Buffers;

namespace ApiGatewayAnalytics.Synthetic;

/// <summary>Access logs of synthetic traffic, one record a line. Stateless and safe to use from several threads.</summary>
public static class SyntheticLog
{
    private const int ChunkBytes = 128 * 1024;

    /// <summary>Writes the records of <paramref name="traffic"/> and flushes nothing: the stream stays the caller's.</summary>
    /// <param name="output">Where to.</param>
    /// <param name="traffic">What traffic; the same traffic gives the same bytes on every platform.</param>
    /// <param name="layout">In which layout, which also decides the kind of the APIs.</param>
    /// <param name="cancellationToken">Ends the writing after a whole record.</param>
    /// <exception cref="OperationCanceledException">The token was cancelled; what was written ends with a whole record.</exception>
    public static void Write(Stream output, SyntheticTraffic traffic, SyntheticLayout layout, CancellationToken cancellationToken = default)
    {
        ArgumentNullException.ThrowIfNull(output);
        ArgumentNullException.ThrowIfNull(traffic);
        var writer = new SyntheticRequestWriter(layout);
        var chunk = new ArrayBufferWriter<byte>(ChunkBytes * 2);
        foreach (var request in traffic.Requests(layout))
        {
            writer.WriteLine(request, chunk);
            if (chunk.WrittenCount < ChunkBytes)
                continue;
            output.Write(chunk.WrittenSpan);
            chunk.ResetWrittenCount();
            cancellationToken.ThrowIfCancellationRequested();
        }

        output.Write(chunk.WrittenSpan);
    }

    /// <summary>The records of <paramref name="traffic"/> in one piece, for tests and small logs.</summary>
    /// <param name="traffic">What traffic.</param>
    /// <param name="layout">In which layout.</param>
    /// <returns>UTF-8, each record ended by a newline.</returns>
    public static byte[] ToArray(SyntheticTraffic traffic, SyntheticLayout layout)
    {
        using var output = new MemoryStream();
        Write(output, traffic, layout);
        return output.ToArray();
    }

    /// <summary>The template of a layout, in the syntax of a stage's access log settings.</summary>
    /// <param name="layout">The layout.</param>
    /// <returns>A single line with <c>$context.</c> variables.</returns>
    /// <exception cref="ArgumentOutOfRangeException">The layout is not one of the known ones.</exception>
    public static string Template(SyntheticLayout layout) => LayoutTemplates.Get(layout);
}
