using ApiGatewayAnalytics.Panels;

namespace ApiGatewayAnalytics.Cli.Rendering.Text;

/// <summary>Single values side by side, as many as fit: a title above, the number below.</summary>
internal static class ValuePanels
{
    private const int Gap = 3;
    private const int WidestTitle = 40;

    public static IEnumerable<TextLine> Lines(IReadOnlyList<ValueData> panels, int width)
    {
        for (int first = 0; first < panels.Count;)
        {
            var titles = new TextLine();
            var values = new TextLine();
            int start = 0;
            do
            {
                SafeText title = SafeText.Of(panels[first].Title).Fit(Math.Min(width, WidestTitle));
                SafeText value = SafeText.Of(Value(panels[first])).Fit(width);
                bool answered = panels[first].Status == PanelStatus.Ok;
                titles.To(start).Add(title, answered ? Tone.Title : Tone.Dim);
                values.To(start).Add(value, answered ? Tone.Number : Tone.Dim);
                start = Math.Max(titles.Width, values.Width) + Gap;
                first++;
            }
            while (first < panels.Count && start + Math.Max(SafeText.Of(panels[first].Title).Width, SafeText.Of(Value(panels[first])).Width) <= width);

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
