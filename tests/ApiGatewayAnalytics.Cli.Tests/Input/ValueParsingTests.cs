using ApiGatewayAnalytics.Cli.Input;
using ApiGatewayAnalytics.Cli.Running;
using ApiGatewayAnalytics.Cli.Tests.Support;
using ApiGatewayAnalytics.Enrichment;

namespace ApiGatewayAnalytics.Cli.Tests.Input;

public sealed class ValueParsingTests
{
    [Theory]
    [InlineData("90m", 90)]
    [InlineData("24h", 24 * 60)]
    [InlineData("7d", 7 * 24 * 60)]
    [InlineData("2W", 14 * 24 * 60)]
    [InlineData("1d12h", 36 * 60)]
    [InlineData(" 120s ", 2)]
    public void Durations_are_read(string text, int minutes)
    {
        Assert.True(Durations.TryParse(text, out TimeSpan duration));
        Assert.Equal(TimeSpan.FromMinutes(minutes), duration);
    }

    [Theory]
    [InlineData("")]
    [InlineData("h")]
    [InlineData("24")]
    [InlineData("0h")]
    [InlineData("-1h")]
    [InlineData("1.5h")]
    [InlineData("1y")]
    [InlineData("999999w999999w")]
    [InlineData("99999999999d")]
    [InlineData("1h 2")]
    public void Other_durations_are_refused(string text) => Assert.False(Durations.TryParse(text, out _));

    [Theory]
    [InlineData("2026-01-15", "2026-01-15T00:00:00Z")]
    [InlineData("2026-01-15T06:30", "2026-01-15T06:30:00Z")]
    [InlineData("2026-01-15 06:30", "2026-01-15T06:30:00Z")]
    [InlineData("2026-01-15T06:30:15.25Z", "2026-01-15T06:30:15.25Z")]
    [InlineData("2026-01-15T06:30:15+02:00", "2026-01-15T04:30:15Z")]
    public void Moments_are_read(string text, string expected)
    {
        Assert.True(Moments.TryParse(text, out DateTimeOffset moment));
        Assert.Equal(DateTimeOffset.Parse(expected, System.Globalization.CultureInfo.InvariantCulture), moment);
    }

    [Theory]
    [InlineData("")]
    [InlineData("15.01.2026")]
    [InlineData("01/02/2026")]
    [InlineData("2026-13-01")]
    [InlineData("06:30")]
    public void Other_moments_are_refused(string text) => Assert.False(Moments.TryParse(text, out _));

    [Theory]
    [InlineData("""{"abc": "orders", "def": "billing"}""")]
    [InlineData("""[{"apiId": "abc", "name": "orders"}, {"id": "def", "name": "billing", "version": 1}]""")]
    [InlineData("""{"items": [{"id": "abc", "name": "orders"}, {"id": "def", "name": "billing"}]}""")]
    [InlineData("""{"Items": [{"ApiId": "abc", "Name": "orders"}, {"ApiId": "def", "Name": "billing"}]}""")]
    public void Api_names_are_read(string json)
    {
        using var folder = new TemporaryFolder();
        IApiNameResolver names = EnrichmentFiles.LoadNames(folder.Add("names.json", json));

        Assert.Equal(("orders", "billing"), (names.Find("abc")?.Name, names.Find("def")?.Name));
    }

    [Theory]
    [InlineData("not json")]
    [InlineData("")]
    [InlineData("3")]
    [InlineData("""{"abc": 1}""")]
    [InlineData("""{"abc": ""}""")]
    [InlineData("""["abc"]""")]
    [InlineData("""[{"apiId": "abc"}]""")]
    public void Other_content_is_a_usage_error_that_names_the_file(string json)
    {
        using var folder = new TemporaryFolder();
        string path = folder.Add("names.json", json);

        var error = Assert.Throws<CliException>(() => EnrichmentFiles.LoadNames(path));

        Assert.Equal(ExitCode.Usage, error.ExitCode);
        Assert.Contains(path, error.Message, StringComparison.Ordinal);
    }

    [Fact]
    public async Task A_counting_stream_adds_up_every_byte()
    {
        long total = 0;
        await using var stream = new CountingStream(new MemoryStream(new byte[1_000]), count => total += count);
        byte[] buffer = new byte[300];

        Assert.Equal(300, stream.Read(buffer, 0, 300));
        Assert.Equal(300, await stream.ReadAsync(buffer));
        await stream.CopyToAsync(Stream.Null);

        Assert.Equal(1_000, total);
    }
}
