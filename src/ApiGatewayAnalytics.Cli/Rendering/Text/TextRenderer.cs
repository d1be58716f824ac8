using ApiGatewayAnalytics.Cli.Running;
using ApiGatewayAnalytics.Panels;

namespace ApiGatewayAnalytics.Cli.Rendering.Text;

/// <summary>
/// An answer for people: what was read, then each dashboard with its panels in their order, and what monitors say. Neighbouring single values stand side by
/// side, and so do neighbouring small charts where the width allows. A panel without data takes one line.
/// </summary>
internal sealed class TextRenderer
{
    private const int Indent = 2;
    private const int ColumnGap = 4;

    private readonly BarPanel _bars = new();
    private readonly TablePanel _tables = new();
    private readonly TrendPanel _trends;

    /// <summary>Creates a renderer.</summary>
    /// <param name="definitions">Finds the declaration of a panel by its id, null where there is none.</param>
    public TextRenderer(Func<string, PanelDefinition?> definitions) =>
        _trends = new TrendPanel(id => definitions(id) is not { } panel
            || (panel.Measure.Kind is MeasureKind.Count or MeasureKind.Sum && panel.Counterpart?.Source != RecordSource.CloudTrail));

    public void Render(Findings findings, ICanvas canvas)
    {
        foreach (TextLine line in ReadingHeader.Lines(findings, canvas.Width))
        {
            canvas.Write(line);
        }

        foreach (DashboardData dashboard in findings.Answer.Dashboards)
        {
            canvas.Write(TextLine.Blank);
            canvas.Write(Heading(dashboard.Title, canvas.Width));
            canvas.Write(TextLine.Blank);
            RenderPanels(dashboard.Panels, canvas, findings.InFull);
        }

        if (findings.Answer.Monitors is { } monitors)
        {
            canvas.Write(TextLine.Blank);
            canvas.Write(Heading("Monitors", canvas.Width));
            canvas.Write(TextLine.Blank);
            foreach (TextLine line in MonitorTable.Lines(monitors, canvas.Width - Indent))
            {
                Write(canvas, line);
            }
        }
    }

    private static TextLine Heading(string text, int width)
    {
        SafeText title = SafeText.Of(text).Fit(Math.Max(0, width - 4));
        return TextLine.Of("\u2500\u2500 ", Tone.Dim).Add(title, Tone.Heading)
            .Add(" " + new string('\u2500', Math.Max(0, width - title.Width - 4)), Tone.Dim);
    }

    private void RenderPanels(IReadOnlyList<PanelData> panels, ICanvas canvas, bool inFull)
    {
        for (int i = 0; i < panels.Count;)
        {
            int values = panels.Skip(i).TakeWhile(panel => panel is ValueData).Count();
            if (values > 0)
            {
                foreach (TextLine line in ValuePanels.Lines([.. panels.Skip(i).Take(values).Cast<ValueData>()], canvas.Width - Indent))
                {
                    Write(canvas, line);
                }

                i += values;
            }
            else if (i + 1 < panels.Count && FitsHalf(panels[i], canvas.Width) && FitsHalf(panels[i + 1], canvas.Width))
            {
                int half = Half(canvas.Width);
                foreach (TextLine line in SideBySide(Panel(panels[i], half, inFull), Panel(panels[i + 1], half, inFull), half))
                {
                    Write(canvas, line);
                }

                canvas.Write(TextLine.Blank);
                i += 2;
            }
            else
            {
                foreach (TextLine line in Panel(panels[i], canvas.Width - Indent, inFull))
                {
                    Write(canvas, line);
                }

                canvas.Write(TextLine.Blank);
                i++;
            }
        }
    }

    private static void Write(ICanvas canvas, TextLine line) =>
        canvas.Write(line.Width == 0 ? line : TextLine.Of(SafeText.Spaces(Indent)).Add(line));

    private List<TextLine> Panel(PanelData panel, int width, bool inFull)
    {
        SafeText title = panel.Title;
        if (panel.Status != PanelStatus.Ok || panel is RowsData { Rows.Rows.IsEmpty: true })
        {
            string why = panel.Status switch
            {
                PanelStatus.NoData => "no data",
                PanelStatus.NotConfigured => $"not configured: {panel.Reason}",
                _ => "nothing matches",
            };
            return [.. TextLine.Wrapped($"{title.Text}: {why}", width, Tone.Dim)];
        }

        IEnumerable<TextLine> lines = panel switch
        {
            SeriesData series => _trends.Lines(series, width, inFull),
            RowsData rows when BarPanel.CanDraw(rows) => _bars.Lines(rows, width, inFull),
            RowsData rows => _tables.Lines(rows, width, inFull),
            _ => [],
        };
        TextLine heading = TextLine.Of(title.Fit(width), Tone.Title);
        if (panel is SeriesData trend && TrendPanel.Axis(trend) is var axis && heading.Width + 2 + axis.Width <= width)
        {
            heading.Add(SafeText.Spaces(2)).Add(axis, Tone.Dim);
        }

        return [heading, .. lines, .. Footnotes.Of(panel, width)];
    }

    private static int Half(int width) => (width - Indent - ColumnGap) / 2;

    private static bool FitsHalf(PanelData panel, int width) => panel.Status == PanelStatus.Ok && Half(width) >= panel switch
    {
        RowsData rows when BarPanel.CanDraw(rows) => 46,
        SeriesData => 64,
        _ => int.MaxValue,
    };

    private static IEnumerable<TextLine> SideBySide(List<TextLine> left, List<TextLine> right, int half)
    {
        for (int i = 0; i < Math.Max(left.Count, right.Count); i++)
        {
            var line = new TextLine();
            if (i < left.Count)
            {
                line.Add(left[i]);
            }

            yield return i < right.Count ? line.To(half + ColumnGap).Add(right[i]) : line;
        }
    }
}
