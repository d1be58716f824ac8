using System.Buffers.Text;
using System.Runtime.Intrinsics;
using ApiGatewayAnalytics.Ingestion;

namespace ApiGatewayAnalytics.CloudTrail;

/// <summary>Reads the times of events. Neighbours mostly share their minute, of which only the seconds are read then. Not thread-safe.</summary>
internal sealed class EventClock
{
    /// <summary>A time as all are written: <c>2024-02-01T06:47:49Z</c>.</summary>
    private const int Length = 20;

    /// <summary>The minute of the last event: its text, and when it starts.</summary>
    private Vector128<byte> _minute;
    private long _minuteStart;

    /// <summary>The milliseconds since 1970 that a text says.</summary>
    public bool TryRead(ReadOnlySpan<byte> text, out long time)
    {
        if (text.Length == Length && Vector128.Create(text[..Vector128<byte>.Count]) == _minute)
        {
            int tens = text[17] - '0';
            int ones = text[18] - '0';
            if (text[16] == ':' && text[19] == 'Z' && (uint)tens < 6 && (uint)ones < 10)
            {
                time = _minuteStart + (((tens * 10) + ones) * 1000);
                return true;
            }
        }

        if (!TryReadWhole(text, out time))
        {
            return false;
        }

        if (text.Length == Length && text[16] == ':' && text[19] == 'Z')
        {
            _minute = Vector128.Create(text[..Vector128<byte>.Count]);
            _minuteStart = time - (time % (60 * 1000));
        }

        return true;
    }

    private static bool TryReadWhole(ReadOnlySpan<byte> text, out long time)
    {
        if (text.Length == Length && text[4] == '-' && text[7] == '-' && text[10] == 'T' && text[13] == ':' && text[16] == ':' && text[19] == 'Z'
            && TryNumber(text[..4], out int year) && TryNumber(text.Slice(5, 2), out int month) && TryNumber(text.Slice(8, 2), out int day)
            && TryNumber(text.Slice(11, 2), out int hour) && TryNumber(text.Slice(14, 2), out int minute) && TryNumber(text.Slice(17, 2), out int second)
            && year > 0 && month is >= 1 and <= 12 && day >= 1 && day <= DateTime.DaysInMonth(year, month) && hour < 24 && minute < 60 && second < 60)
        {
            time = (new DateTime(year, month, day, hour, minute, second, DateTimeKind.Utc) - DateTime.UnixEpoch).Ticks / TimeSpan.TicksPerMillisecond;
            return true;
        }

        time = text.Length >= Length - 1 ? EventTime.Parse(text) : -1;
        return time >= 0;
    }

    private static bool TryNumber(ReadOnlySpan<byte> digits, out int number) => Utf8Parser.TryParse(digits, out number, out int used) && used == digits.Length && number >= 0;
}
