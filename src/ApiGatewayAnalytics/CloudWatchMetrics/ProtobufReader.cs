using System.Buffers.Binary;

namespace ApiGatewayAnalytics.CloudWatchMetrics;

/// <summary>
/// Steps through the fields of one protobuf message, forward only, checking every length against what is there. Nested messages are
/// spans to step through in turn, so nothing recurses. See https://protobuf.dev/programming-guides/encoding/.
/// </summary>
internal ref struct ProtobufReader(ReadOnlySpan<byte> message)
{
    private readonly ReadOnlySpan<byte> _message = message;

    /// <summary>After the field read last.</summary>
    public int Position { get; set; }

    /// <summary>The number of the field read last.</summary>
    public int Field { get; private set; }

    /// <summary>Where the bytes of the field read last are; empty where it is a number.</summary>
    public int Start { get; private set; }

    public int Length { get; private set; }

    /// <summary>The number of the field read last: of eight or four bytes as it stands there, or decoded.</summary>
    public ulong Number { get; private set; }

    /// <summary>Whether the field read last is a text, bytes or a message.</summary>
    public bool IsBytes { get; private set; }

    /// <summary>Whether a field could not be read.</summary>
    public bool IsDamaged { get; private set; }

    public readonly ReadOnlySpan<byte> Bytes => _message.Slice(Start, Length);

    public readonly double Double => BitConverter.UInt64BitsToDouble(Number);

    /// <summary>Reads the next field. False at the end, or where what follows is not a field.</summary>
    public bool Read()
    {
        if (Position == _message.Length)
        {
            return false;
        }

        int at = Position;
        if (!TryReadNumber(_message, ref at, out ulong tag) || tag >> 3 is 0 or > int.MaxValue)
        {
            return Fail();
        }

        Field = (int)(tag >> 3);
        (Start, Length, Number) = (at, 0, 0);
        IsBytes = (tag & 7) == 2;
        switch (tag & 7)
        {
            case 0 when TryReadNumber(_message, ref at, out ulong number):
                Number = number;
                break;
            case 1 when _message.Length - at >= sizeof(ulong):
                Number = BinaryPrimitives.ReadUInt64LittleEndian(_message[at..]);
                at += sizeof(ulong);
                break;
            case 2 when TryReadNumber(_message, ref at, out ulong length) && length <= (ulong)(_message.Length - at):
                (Start, Length) = (at, (int)length);
                at += Length;
                break;
            case 5 when _message.Length - at >= sizeof(uint):
                Number = BinaryPrimitives.ReadUInt32LittleEndian(_message[at..]);
                at += sizeof(uint);
                break;
            default:
                return Fail();
        }

        Position = at;
        return true;
    }

    /// <summary>Reads a number of seven bits per byte.</summary>
    public static bool TryReadNumber(ReadOnlySpan<byte> bytes, ref int at, out ulong number)
    {
        number = 0;
        for (int shift = 0; shift < 64 && at < bytes.Length; shift += 7)
        {
            byte next = bytes[at++];
            number |= (ulong)(next & 0x7F) << shift;
            if (next < 0x80)
            {
                return true;
            }
        }

        return false;
    }

    private bool Fail()
    {
        IsDamaged = true;
        return false;
    }
}
