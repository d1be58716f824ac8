using System.Buffers;

namespace ApiGatewayAnalytics.AspNetCore.Tests.Firehose;

/// <summary>A piece of a sequence, which bytes come in.</summary>
internal sealed class Segments : ReadOnlySequenceSegment<byte>
{
    private Segments(ReadOnlyMemory<byte> bytes, long index) => (Memory, RunningIndex) = (bytes, index);

    public static ReadOnlySequence<byte> Of(params ReadOnlySpan<ReadOnlyMemory<byte>> pieces)
    {
        var first = new Segments(pieces[0], 0);
        Segments last = first;
        foreach (ReadOnlyMemory<byte> piece in pieces[1..])
        {
            var next = new Segments(piece, last.RunningIndex + last.Memory.Length);
            last.Next = next;
            last = next;
        }

        return new ReadOnlySequence<byte>(first, 0, last, last.Memory.Length);
    }
}
