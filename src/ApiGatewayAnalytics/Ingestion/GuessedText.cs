using System.Runtime.CompilerServices;
using System.Runtime.Intrinsics;

namespace ApiGatewayAnalytics.Ingestion;

/// <summary>A text that is looked for where it is likely to stand. Short ones are kept as a vector, so that looking needs no call. Immutable.</summary>
internal sealed class GuessedText
{
    private readonly byte[] _bytes;
    private readonly Vector256<byte> _pattern;

    /// <summary>The bits of the lanes of <see cref="_pattern"/> behind the text.</summary>
    private readonly uint _beyond;

    /// <summary>Zero where the text does not fit a vector.</summary>
    private readonly int _vectorLength;

    public GuessedText(ReadOnlySpan<byte> text)
    {
        _bytes = text.ToArray();
        if (text.Length <= Vector256<byte>.Count)
        {
            Span<byte> padded = stackalloc byte[Vector256<byte>.Count];
            padded.Clear();
            text.CopyTo(padded);
            _pattern = Vector256.Create<byte>(padded);
            _beyond = text.Length == Vector256<byte>.Count ? 0 : uint.MaxValue << text.Length;
            _vectorLength = Vector256<byte>.Count;
        }
    }

    public ReadOnlySpan<byte> Bytes => _bytes;

    public int Length => _bytes.Length;

    /// <summary>Whether the text stands there.</summary>
    /// <param name="text">Where to look.</param>
    /// <param name="at">At which offset.</param>
    /// <param name="ignored">Bits of bytes of it that may be others, of the first 32.</param>
    [MethodImpl(MethodImplOptions.AggressiveInlining)]
    public bool IsAt(ReadOnlySpan<byte> text, int at, uint ignored = 0)
    {
        if (_vectorLength == 0 || text.Length - at < Vector256<byte>.Count)
        {
            return IsAtSlowly(text, at, ignored);
        }

        uint same = Vector256.Equals(Vector256.Create(text.Slice(at, Vector256<byte>.Count)), _pattern).ExtractMostSignificantBits();
        return (same | _beyond | ignored) == uint.MaxValue;
    }

    private bool IsAtSlowly(ReadOnlySpan<byte> text, int at, uint ignored)
    {
        if (text.Length - at < _bytes.Length)
        {
            return false;
        }

        for (int i = 0; i < _bytes.Length; i++)
        {
            if (text[at + i] != _bytes[i] && (i >= 32 || (ignored >> i & 1) == 0))
            {
                return false;
            }
        }

        return true;
    }
}
