using System.Text.Json;
using ApiGatewayAnalytics.Cli.Rendering.Text;
using ApiGatewayAnalytics.Panels;

namespace ApiGatewayAnalytics.Cli.Rendering;

/// <summary>The list of dashboards and panels.</summary>
internal static class CatalogRenderer
{
    public static void WriteText(IEnumerable<DashboardDefinition> dashboards, ICanvas canvas)
    {
        bool first = true;
        foreach (DashboardDefinition dashboard in dashboards)
        {
            if (!first)
            {
                canvas.Write(TextLine.Blank);
            }

            first = false;
            canvas.Write(TextLine.Of(dashboard.Title, Tone.Heading).Add($"  {dashboard.Id}, {dashboard.Panels.Length} panels", Tone.Dim));
            TextColumn[] columns =
            [
                Column("panel", dashboard, panel => panel.Id[(panel.Id.IndexOf('/', StringComparison.Ordinal) + 1)..], isWhole: true),
                Column("chart", dashboard, panel => Kebab(panel.Chart), isWhole: true),
                Column("title", dashboard, panel => panel.Title),
            ];
            foreach (TextLine line in new TextTable(columns).Lines(canvas.Width - 2))
            {
                canvas.Write(TextLine.Of("  ").Add(line));
            }
        }
    }

    public static void WriteJson(IEnumerable<DashboardDefinition> dashboards, Stream output)
    {
        using (var writer = new Utf8JsonWriter(output))
        {
            CatalogJson.WriteDashboards(writer, dashboards);
        }

        output.WriteByte((byte)'\n');
    }

    private static TextColumn Column(
        string header, DashboardDefinition dashboard, Func<PanelDefinition, string> cell, bool isWhole = false) =>
        new(header, isNumber: false, [.. dashboard.Panels.Select(panel => SafeText.Of(cell(panel)))], isWhole);

    private static string Kebab<T>(T value)
        where T : struct, Enum => JsonNamingPolicy.KebabCaseLower.ConvertName(value.ToString());
}
