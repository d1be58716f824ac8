using ApiGatewayAnalytics.Panels;

namespace ApiGatewayAnalytics.Cli.Rendering.Text;

/// <summary>Single values side by side, as many as fit: a title above, the number below.</summary>
internal static class ValuePanels
{
    private const int Gap = 4;
    private const int WidestTitle = 40;

    public static IEnumerable<TextLine> Lines(IReadOnlyList<ValueData> panels, int width)
    {
        for (int first = 0; first < panels.Count;)
        {
            var titles = new TextLine();
            var values = new TextLine();
            do
            {
                SafeText title = SafeText.Of(panels[first].Title).Fit(Math.Min(width, WidestTitle));
                SafeText value = SafeText.Of(Value(panels[first])).Fit(width);
                int end = titles.Width + Math.Max(title.Width, value.Width) + Gap;
                bool answered = panels[first].Status == PanelStatus.Ok;
                titles.Add(title, answered ? Tone.Title : Tone.Dim).To(end);
                values.Add(value, answered ? Tone.Number : Tone.Dim).To(end);
                first++;
            }
            while (first < panels.Count && titles.Width + Math.Max(SafeText.Of(panels[first].Title).Width, SafeText.Of(Value(panels[first])).Width) <= width);

            yield return titles;
            yield return values;
            yield return TextLine.Blank;
        }
    }

    private static string Value(ValueData panel) => panel.Status switch
    {
        PanelStatus.NoData => "no data",
        PanelStatus.NotConfigured => $"not configured: {panel.Reason}",
        _ => PanelText.Number(panel.Value, panel.Unit, panel.Exact) + Change(panel),
    };

    private static string Change(ValueData panel) => panel is { Value: { } now, Previous: { } before and not 0 }
        ? $" ({(now >= before ? "+" : "")}{NumberText.Of((now - before) / Math.Abs(before) * 100)} %)"
        : "";
}
