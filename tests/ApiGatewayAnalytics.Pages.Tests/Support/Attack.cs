using System.Text;
using System.Text.Json;

namespace ApiGatewayAnalytics.Pages.Tests.Support;

/// <summary>Access-log lines whose values try to become markup, script, formulas and other text directions.</summary>
internal static class Attack
{
    private static readonly string[] s_values =
    [
        "<script>window.attacked=1</script>",
        "<img src=x onerror=window.attacked=1>",
        "\"><svg onload=window.attacked=1>",
        "javascript:window.attacked=1",
        "\u202Eevil\u202C\u0007\u001B[31m",
        "=HYPERLINK(\"http://example.invalid\")",
        "__proto__",
        "{{constructor.constructor('window.attacked=1')()}}",
    ];

    public static string Lines(DateTimeOffset time)
    {
        var lines = new StringBuilder();
        for (int i = 0; i < 400; i++)
        {
            string value = s_values[i % s_values.Length];
            lines.AppendLine(JsonSerializer.Serialize(new Dictionary<string, string>
            {
                ["requestId"] = $"attack-{i}",
                ["requestTimeEpoch"] = (time + TimeSpan.FromSeconds(i)).ToUnixTimeMilliseconds().ToString(),
                ["apiId"] = i % 2 == 0 ? value : "attackedapi",
                ["stage"] = value,
                ["httpMethod"] = value,
                ["path"] = value,
                ["resourcePath"] = value,
                ["protocol"] = value,
                ["status"] = "500",
                ["responseLatency"] = "900",
                ["responseLength"] = "10",
                ["identity.sourceIp"] = value,
                ["identity.userAgent"] = value,
                ["error.message"] = value,
                ["error.responseType"] = value,
            }));
        }

        return lines.ToString();
    }
}
