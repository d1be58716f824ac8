using System.Net;
using System.Text.Json;
using ApiGatewayAnalytics.Cli.Running;
using ApiGatewayAnalytics.Cli.Tests.Support;

namespace ApiGatewayAnalytics.Cli.Tests.Serving;

/// <summary>The commands that serve, asked over HTTP.</summary>
public sealed class ServeTests
{
    [Fact]
    public async Task Files_of_any_age_are_shown_as_a_whole()
    {
        await using var server = new RunningServer("serve", Samples(), "--open");
        Uri address = await server.AddressAsync();
        await server.WaitForAsync("api/state", state => state.GetProperty("records").GetInt64() > 4_000);

        JsonElement catalog = await server.JsonAsync("api/catalog");
        JsonElement state = await server.JsonAsync("api/state");
        JsonElement overview = await server.JsonAsync("api/dashboards/access-logs-overview");

        Assert.Equal(address.ToString(), server.Opened);
        Assert.Equal("files", catalog.GetProperty("mode").GetString());
        Assert.Contains("insights", catalog.GetProperty("dashboards").EnumerateArray().Select(dashboard => dashboard.GetProperty("id").GetString()));
        Assert.NotEqual(0, catalog.GetProperty("monitors").GetArrayLength());
        Assert.Equal(state.GetProperty("oldestRecord").GetString(), overview.GetProperty("range").GetProperty("from").GetString());
        Assert.Equal(state.GetProperty("newestRecord").GetString(), overview.GetProperty("range").GetProperty("to").GetString());
        Assert.True(overview.GetProperty("panels")[0].GetProperty("value").GetInt64() > 3_000);
        Assert.Equal(ExitCode.Done, await server.StopAsync());
        Assert.Equal("", server.Error);
    }

    [Fact]
    public async Task Files_that_grow_and_new_ones_are_followed()
    {
        using var folder = new TemporaryFolder();
        string[] lines = await File.ReadAllLinesAsync(Path.Combine(Samples(), "http-console.log"));
        string first = folder.Add("first.log", string.Join('\n', lines[..100]) + "\n");
        await using var server = new RunningServer("serve", folder.Path, "--follow");
        await server.AddressAsync();
        await server.WaitForAsync("api/state", state => state.GetProperty("accepted").GetInt64() == 100);
        Assert.Equal("live", (await server.JsonAsync("api/catalog")).GetProperty("mode").GetString());

        await File.AppendAllTextAsync(first, string.Join('\n', lines[100..150]) + "\n");
        await server.WaitForAsync("api/state", state => state.GetProperty("accepted").GetInt64() == 150);
        folder.Add("second.log", string.Join('\n', lines[150..170]) + "\n");
        await server.WaitForAsync("api/state", state => state.GetProperty("accepted").GetInt64() == 170);

        Assert.Equal(ExitCode.Done, await server.StopAsync());
        Assert.Equal("", server.Error);
    }

    [Fact]
    public void Standard_input_is_not_followed()
    {
        using var tool = new Tool();

        Assert.Equal(ExitCode.Usage, tool.Run("serve", "-", "--follow"));
        Assert.Contains("cannot be followed", tool.Error, StringComparison.Ordinal);
    }

    [Fact]
    public async Task Only_this_machine_is_answered()
    {
        await using var server = new RunningServer("serve", Samples());
        await server.AddressAsync();
        using var request = new HttpRequestMessage(HttpMethod.Get, "api/state");
        request.Headers.Add("X-Forwarded-For", "192.0.2.1");

        using HttpResponseMessage response = await server.Client.SendAsync(request);

        Assert.Equal(HttpStatusCode.Forbidden, response.StatusCode);
    }

    [Theory]
    [InlineData("http://0.0.0.0:5080", "--allow-anonymous-requests-from-anywhere")]
    [InlineData("http://*:5080", "--allow-anonymous-requests-from-anywhere")]
    [InlineData("http://127.0.0.1:1;http://192.0.2.1:2", "--allow-anonymous-requests-from-anywhere")]
    [InlineData("https://127.0.0.1:5080", "is not an address to listen on")]
    [InlineData("5080", "is not an address to listen on")]
    [InlineData("http://127.0.0.1/folder", "is not an address to listen on")]
    public void Other_addresses_are_refused(string urls, string reason)
    {
        using var tool = new Tool();

        Assert.Equal(ExitCode.Usage, tool.Run("serve", Samples(), "--urls", urls));
        Assert.Contains(reason, tool.Error, StringComparison.Ordinal);
    }

    [Fact]
    public async Task A_port_that_is_taken_is_told()
    {
        await using var server = new RunningServer("serve", Samples());
        Uri address = await server.AddressAsync();
        using var tool = new Tool();

        Assert.Equal(ExitCode.Failed, tool.Run("serve", Samples(), "--urls", address.GetLeftPart(UriPartial.Authority)));
        Assert.Contains("the port is taken", tool.Error, StringComparison.Ordinal);
    }

    [Fact]
    public void Nothing_to_read_ends_it()
    {
        using var tool = new Tool();

        Assert.Equal(ExitCode.NothingReadable, tool.Run("serve", "/nothing/here", "--urls", "http://127.0.0.1:0"));
    }

    [Fact]
    public async Task The_demonstration_fills_every_dashboard()
    {
        await using var server = new RunningServer("demo");
        await server.AddressAsync();
        JsonElement answer = await server.WaitForAsync("api/answer?last=7d", answer => answer.GetProperty("dashboards").EnumerateArray().All(IsFilled));
        JsonElement insights = await server.WaitForAsync("api/dashboards/insights?last=7d", IsFilled);
        JsonElement state = await server.JsonAsync("api/state");

        Assert.Equal(13, answer.GetProperty("dashboards").GetArrayLength());
        Assert.Equal(35, insights.GetProperty("panels").GetArrayLength());
        Assert.Empty(state.GetProperty("rejected").EnumerateObject());
        Assert.Equal("live", state.GetProperty("mode").GetString());
        Assert.Equal(ExitCode.Done, await server.StopAsync());

        static bool IsFilled(JsonElement dashboard) =>
            dashboard.GetProperty("panels").EnumerateArray().All(panel => panel.GetProperty("status").GetString() == "ok");
    }

    private static string Samples()
    {
        DirectoryInfo? folder = new(AppContext.BaseDirectory);
        while (folder is not null && !Directory.Exists(Path.Combine(folder.FullName, "docs", "samples")))
        {
            folder = folder.Parent;
        }

        return Path.Combine(folder!.FullName, "docs", "samples");
    }
}
