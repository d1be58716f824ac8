using System.Runtime.InteropServices;
using System.Runtime.Intrinsics;

namespace ApiGatewayAnalytics.AccessLogs;

/// <summary>
/// Reads times like <see cref="TimeText"/>, those of a record's time column by the minute: records follow one another in time, so
/// nearly all of them differ from the one before in the seconds only, and the rest is compared instead of read. Not thread-safe.
/// </summary>
internal sealed class ClfClock
{
    private const int Seconds = 18;
    private const int MostSeconds = 60;
    private const long MillisecondsPerSecond = 1000;

    /// <summary>Where the second half starts: both together are the whole time, and overlap.</summary>
    private const int Second = TimeText.ClfLength - 16;

    private static readonly Vector128<byte> s_withoutSeconds =
        ~(Vector128<byte>.Zero.WithElement(Seconds - Second, (byte)0xFF).WithElement(Seconds - Second + 1, (byte)0xFF));

    private Vector128<byte> _first;
    private Vector128<byte> _second;
    private long _minute;

    /// <inheritdoc cref="TimeText.TryParse"/>
    public bool TryParse(ReadOnlySpan<byte> text, out long time)
    {
        if (text.Length != TimeText.ClfLength)
        {
            return TimeText.TryParse(text, out time);
        }

        ref byte start = ref MemoryMarshal.GetReference(text);
        Vector128<byte> first = Vector128.LoadUnsafe(ref start);
        Vector128<byte> second = Vector128.LoadUnsafe(ref start, Second);
        if (((first ^ _first) | ((second ^ _second) & s_withoutSeconds)) != Vector128<byte>.Zero)
        {
            return TryRead(text, out time);
        }

        uint tens = (uint)(text[Seconds] - '0');
        uint ones = (uint)(text[Seconds + 1] - '0');
        uint seconds = (tens * 10) + ones;
        time = _minute + (seconds * MillisecondsPerSecond);
        return tens <= 9 && ones <= 9 && seconds <= MostSeconds;
    }

    private bool TryRead(ReadOnlySpan<byte> text, out long time)
    {
        if (!TimeText.TryParse(text, out time))
        {
            return false;
        }

        if (text[2] == '/')
        {
            _first = Vector128.Create(text);
            _second = Vector128.Create(text[Second..]);
            _minute = time - ((((text[Seconds] - '0') * 10) + text[Seconds + 1] - '0') * MillisecondsPerSecond);
        }

        return true;
    }
}
