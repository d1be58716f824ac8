using System.Text.Json;
using ApiGatewayAnalytics.AccessLogs;
using ApiGatewayAnalytics.Cli.Running;
using ApiGatewayAnalytics.Cli.Tests.Support;
using ApiGatewayAnalytics.Diagnosis;

namespace ApiGatewayAnalytics.Cli.Tests.Commands;

public sealed class DoctorTests : IDisposable
{
    private const string Record =
        """{"requestId":"a=","requestTime":"15/Jan/2026:00:00:14 +0000","routeKey":"GET /a","status":"200","identityApiKey":"s3cr3t-value","own\u001b":"x"}""" + "\n";

    private readonly TemporaryFolder _folder = new();

    public void Dispose() => _folder.Dispose();

    [Theory]
    [InlineData("rest", ApiKind.Rest)]
    [InlineData("HTTP", ApiKind.Http)]
    [InlineData("websocket", ApiKind.WebSocket)]
    public void A_kind_alone_gives_the_template_and_nothing_else(string kind, ApiKind expected)
    {
        using var tool = new Tool { Width = 40, Color = true };

        Assert.Equal(ExitCode.Done, tool.Run("doctor", "--kind", kind));
        Assert.Equal(RecommendedTemplate.For(expected).Text + "\n", tool.Output);
        Assert.Equal("", tool.Error);
    }

    [Fact]
    public void A_kind_alone_as_json_names_it()
    {
        using var tool = new Tool();

        Assert.Equal(ExitCode.Done, tool.Run("doctor", "--kind", "websocket", "--format", "json"));
        using JsonDocument answer = JsonDocument.Parse(tool.Output);
        Assert.Equal("websocket", answer.RootElement.GetProperty("kind").GetString());
        Assert.Equal(RecommendedTemplate.For(ApiKind.WebSocket).Text, answer.RootElement.GetProperty("template").GetString());
    }

    [Theory]
    [InlineData(40, false)]
    [InlineData(100, false)]
    [InlineData(100, true)]
    public void The_text_says_what_is_wrong_and_ends_with_the_template_in_one_line(int width, bool color)
    {
        using var tool = new Tool { Input = Record, Width = width, Color = color };

        Assert.Equal(ExitCode.Done, tool.Run("doctor", "-"));

        string[] lines = tool.Output.TrimEnd('\n').Split('\n');
        Assert.StartsWith("""{"requestId":"$context.requestId",""", lines[^1], StringComparison.Ordinal);
        Assert.DoesNotContain("s3cr3t-value", tool.Output, StringComparison.Ordinal);
        Assert.DoesNotContain("identity.apiKey\"", lines[^1], StringComparison.Ordinal);
        if (!color)
        {
            Assert.All(lines[..^1], line => Assert.True(line.Length <= width, line));
            Assert.DoesNotContain('\u001b', tool.Output);
            string words = tool.Output.ReplaceLineEndings(" ").Replace("   ", " ", StringComparison.Ordinal);
            Assert.Contains("1 record of HTTP APIs in 1 layout", words, StringComparison.Ordinal);
            Assert.Contains("$context.identity.apiKey, a secret, in clear", words, StringComparison.Ordinal);
            Assert.Contains("not fed distribution-of-stage: needs $context.stage", words, StringComparison.Ordinal);
        }
    }

    [Fact]
    public void Json_is_the_diagnosis_of_the_library()
    {
        using var tool = new Tool { Input = Record };

        Assert.Equal(ExitCode.Done, tool.Run("doctor", "-", "--format", "json", "--dashboard", "access-logs-errors"));

        var doctor = new AccessLogDoctor(new() { Dashboards = [Dashboards.AccessLogsErrors.Dashboard] });
        doctor.Read(new MemoryStream(System.Text.Encoding.UTF8.GetBytes(Record)));
        Assert.Equal(JsonSerializer.Serialize(doctor.Diagnose(), DiagnosisJsonContext.Default.LogDiagnosis) + "\n", tool.Output);
        using JsonDocument answer = JsonDocument.Parse(tool.Output);
        JsonElement root = answer.RootElement;
        Assert.Equal(1, root.GetProperty("accepted").GetInt64());
        Assert.False(root.GetProperty("allFed").GetBoolean());
        Assert.Equal("api-key-in-clear", root.GetProperty("findings")[0].GetProperty("kind").GetString());
        Assert.Equal("json", root.GetProperty("layouts")[0].GetProperty("shape").GetString());
        JsonElement panel = root.GetProperty("dashboards")[0].GetProperty("panels")[1];
        Assert.Equal("access-logs-errors/top-10-failed-apis", panel.GetProperty("id").GetString());
        Assert.Equal("not-fed", panel.GetProperty("feed").GetString());
        Assert.Equal("$context.apiId", Assert.Single(panel.GetProperty("missing").EnumerateArray()).GetString());
        Assert.Equal("http", root.GetProperty("templates")[0].GetProperty("kind").GetString());
    }

    [Fact]
    public void Strict_tells_whether_all_is_fed()
    {
        using var lacking = new Tool { Input = Record };
        Assert.Equal(ExitCode.NotFed, lacking.Run("doctor", "-", "--strict"));
        Assert.NotEqual("", lacking.Output);

        string whole = RecommendedTemplate.For(ApiKind.Http).Text
            .Replace("$context.requestTimeEpoch", "1768435471", StringComparison.Ordinal)
            .Replace("$context.routeKey", "GET /a", StringComparison.Ordinal);
        using var fed = new Tool { Input = System.Text.RegularExpressions.Regex.Replace(whole, @"\$context\.[A-Za-z.]+", "-") };
        Assert.Equal(ExitCode.Done, fed.Run("doctor", "-", "--strict"));
    }

    [Fact]
    public void Files_are_read_and_the_output_can_go_to_one()
    {
        string log = _folder.Add("a.log", Record);
        string output = _folder.In("diagnosis.txt");
        using var tool = new Tool();

        Assert.Equal(ExitCode.Done, tool.Run("doctor", log, "--kind", "http", "--output", output));

        Assert.Equal("", tool.Output);
        Assert.Contains("Template for HTTP APIs", File.ReadAllText(output), StringComparison.Ordinal);
    }

    [Fact]
    public void Nothing_readable_is_a_three()
    {
        using var tool = new Tool();

        Assert.Equal(ExitCode.NothingReadable, tool.Run("doctor", _folder.In("missing.log")));
        Assert.Equal("", tool.Output);
        Assert.Single(tool.ErrorLines);
    }
}
