using ApiGatewayAnalytics.Cli.Running;

namespace ApiGatewayAnalytics.Cli.Rendering;

/// <summary>An answer for programs: the JSON of the library and nothing else, UTF-8 without a byte order mark, a newline at its end.</summary>
internal static class JsonRenderer
{
    public static void Render(Findings findings, Stream output)
    {
        EngineAnalysis.WriteJson(output, findings);
        output.WriteByte((byte)'\n');
    }
}
