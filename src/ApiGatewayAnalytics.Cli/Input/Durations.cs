using System.Globalization;

namespace ApiGatewayAnalytics.Cli.Input;

/// <summary>Lengths of time as people type them: <c>90m</c>, <c>24h</c>, <c>7d</c>, also combined as in <c>1d12h</c>.</summary>
internal static class Durations
{
    private static readonly TimeSpan s_longest = TimeSpan.FromDays(36_600);

    public const string Hint = "write a number and m, h, d or w, for example 90m, 24h or 7d";

    public static bool TryParse(string text, out TimeSpan duration)
    {
        duration = TimeSpan.Zero;
        ReadOnlySpan<char> rest = text.AsSpan().Trim();
        if (rest.IsEmpty)
        {
            return false;
        }

        while (!rest.IsEmpty)
        {
            int digits = rest.IndexOfAnyExceptInRange('0', '9');
            if (digits is < 1 or > 6 || !int.TryParse(rest[..digits], NumberStyles.None, CultureInfo.InvariantCulture, out int number))
            {
                return false;
            }

            TimeSpan unit = rest[digits] switch
            {
                's' or 'S' => TimeSpan.FromSeconds(1),
                'm' or 'M' => TimeSpan.FromMinutes(1),
                'h' or 'H' => TimeSpan.FromHours(1),
                'd' or 'D' => TimeSpan.FromDays(1),
                'w' or 'W' => TimeSpan.FromDays(7),
                _ => TimeSpan.Zero,
            };
            if (unit == TimeSpan.Zero)
            {
                return false;
            }

            duration += number * unit;
            if (duration > s_longest)
            {
                return false;
            }

            rest = rest[(digits + 1)..];
        }

        return duration > TimeSpan.Zero;
    }
}
