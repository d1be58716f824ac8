using System.Globalization;
using System.Text;
using ApiGatewayAnalytics.AccessLogs;

namespace ApiGatewayAnalytics.Tests.AccessLogs;

/// <summary>Times in text against <see cref="DateTimeOffset"/>.</summary>
public sealed class TimeTextTests
{
    [Fact]
    public void AreThoseOfTheCalendar()
    {
        var random = new Random(3);
        IEnumerable<DateTime> days = Enumerable.Range(0, 366 * 9).Select(day => new DateTime(1996, 1, 1).AddDays(day))
            .Concat(Enumerable.Range(0, 3_000).Select(_ => DateTime.MinValue.AddDays(random.Next(3_652_058))))
            .Concat([new DateTime(1900, 2, 28), new DateTime(1900, 3, 1), new DateTime(2000, 2, 29), new DateTime(2400, 2, 29), DateTime.MaxValue.Date]);
        foreach (DateTime day in days)
        {
            var offset = TimeSpan.FromMinutes(random.Next(3) == 0 ? random.Next(-1_080, 1_080) : 0);
            var time = new DateTimeOffset(DateTime.SpecifyKind(day.AddSeconds(random.Next(86_400)), DateTimeKind.Utc));
            string zone = (offset < TimeSpan.Zero ? "-" : "+") + offset.ToString("hhmm", CultureInfo.InvariantCulture);
            long expected = (time - offset).ToUnixTimeMilliseconds();

            Check(time.ToString("dd/MMM/yyyy:HH:mm:ss ", CultureInfo.InvariantCulture) + zone, expected);
            Check(time.ToString("dd/MMM/yyyy:HH:mm:ss", CultureInfo.InvariantCulture).ToUpperInvariant(), time.ToUnixTimeMilliseconds());
            Check(time.ToString("yyyy-MM-dd'T'HH:mm:ss", CultureInfo.InvariantCulture) + zone, expected);
            Check(time.ToString("yyyy-MM-dd HH:mm:ss'.5Z'", CultureInfo.InvariantCulture), time.ToUnixTimeMilliseconds() + 500);
        }
    }

    [Theory]
    [InlineData("29/Feb/2023:00:00:00 +0000")]
    [InlineData("31/Apr/2024:00:00:00 +0000")]
    [InlineData("00/Jan/2024:00:00:00 +0000")]
    [InlineData("1a/Jan/2024:00:00:00 +0000")]
    [InlineData("01/Jam/2024:00:00:00 +0000")]
    [InlineData("01/Jan/0000:00:00:00 +0000")]
    [InlineData("01/Jan/2o24:00:00:00 +0000")]
    [InlineData("01/Jan/2024:24:00:00 +0000")]
    [InlineData("01/Jan/2024:00:60:00 +0000")]
    [InlineData("01/Jan/2024:00:00:61 +0000")]
    [InlineData("01/Jan/2024:00:00:00 +1900")]
    [InlineData("01/Jan/2024:00:00:00 +00000")]
    [InlineData("01/Jan/2024:00:00:00 0000")]
    [InlineData("2024-13-01T00:00:00Z")]
    [InlineData("2024-00-01T00:00:00Z")]
    [InlineData("2024-02-30T00:00:00Z")]
    public void OnesThatAreNoneAreRefused(string text) => Assert.False(TimeText.TryParse(Encoding.UTF8.GetBytes(text), out _));

    private static void Check(string text, long expected)
    {
        Assert.True(TimeText.TryParse(Encoding.UTF8.GetBytes(text), out long actual), text);
        Assert.True(expected == actual, $"{text}: {actual} instead of {expected}.");
    }
}
