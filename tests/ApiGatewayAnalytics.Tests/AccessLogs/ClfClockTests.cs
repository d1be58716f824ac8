using System.Globalization;
using System.Text;
using ApiGatewayAnalytics.AccessLogs;

namespace ApiGatewayAnalytics.Tests.AccessLogs;

/// <summary>A clock that remembers must read every time as the reader of times that does not.</summary>
public class ClfClockTests
{
    [Fact]
    public void EveryTimeIsReadAsWithoutMemory()
    {
        var random = new Random(5);
        var clock = new ClfClock();
        var time = new DateTime(2026, 1, 31, 23, 58, 30, DateTimeKind.Utc);
        int sound = 0;
        for (int index = 0; index < 20_000; index++)
        {
            time = time.AddSeconds(random.Next(20) == 0 ? random.Next(-100_000, 200_000) : random.Next(3));
            string zone = random.Next(30) == 0 ? "+0130" : "+0000";
            byte[] text = Encoding.Latin1.GetBytes(time.ToString("dd/MMM/yyyy:HH:mm:ss ", CultureInfo.InvariantCulture) + zone);
            switch (random.Next(8))
            {
                case 0:
                    text[random.Next(text.Length)] = (byte)random.Next(256);
                    break;
                case 1:
                    text[18 + random.Next(2)] = (byte)('0' + random.Next(-1, 12));
                    break;
                case 2 when random.Next(4) == 0:
                    text = text[..random.Next(text.Length)];
                    break;
                case 3 when random.Next(4) == 0:
                    text = Encoding.ASCII.GetBytes(time.ToString("yyyy-MM-ddTHH:mm:ss.ffffff", CultureInfo.InvariantCulture));
                    break;
            }

            bool isTime = TimeText.TryParse(text, out long expected);
            Assert.True(isTime == clock.TryParse(text, out long actual), Encoding.Latin1.GetString(text));
            if (isTime)
            {
                Assert.Equal(expected, actual);
                sound++;
            }
        }

        Assert.True(sound > 10_000, $"{sound} times.");
    }

    [Fact]
    public void ALeapSecondCountsToTheNextMinute()
    {
        var clock = new ClfClock();
        foreach (string text in (string[])["30/Jun/2015:23:59:60 +0000", "30/Jun/2015:23:59:59 +0000", "30/Jun/2015:23:59:60 +0000"])
        {
            byte[] bytes = Encoding.ASCII.GetBytes(text);
            Assert.True(TimeText.TryParse(bytes, out long expected));
            Assert.True(clock.TryParse(bytes, out long actual));
            Assert.Equal(expected, actual);
        }
    }
}
