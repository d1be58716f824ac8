using System.Collections.Immutable;
using ApiGatewayAnalytics.Panels;

namespace ApiGatewayAnalytics.Cli.Rendering.Text;

/// <summary>
/// A sparkline per key with its total and its highest bucket. Each line has a height of its own: shapes are compared by eye, sizes
/// by the numbers. Where there are more buckets than columns, neighbours share one.
/// </summary>
/// <param name="isAdditive">Whether the values of a panel can be added up; a mean cannot.</param>
internal sealed class TrendPanel(Func<string, bool> isAdditive) : IPanelRenderer<SeriesData>
{
    private const int MostSeries = 8;
    private const int LeastSpark = 8;

    public IEnumerable<TextLine> Lines(SeriesData panel, int width, bool inFull)
    {
        bool additive = isAdditive(panel.Id);
        ImmutableArray<PanelSeries> series = panel.Series.Series;
        if (series.IsEmpty)
        {
            yield return TextLine.Of("nothing matches", Tone.Dim);
            yield break;
        }

        List<PanelSeries> ordered = additive ? [.. series.OrderBy(one => one.Other).ThenByDescending(Total)] : [.. series];
        int shown = inFull ? ordered.Count : Math.Min(ordered.Count, MostSeries);
        SafeText[] labels = [.. ordered.Take(shown).Select(Label)];
        SafeText[] totals = [.. ordered.Take(shown).Select(one => (SafeText)(additive ? PanelText.Number(Total(one), panel.Unit, panel.Exact) : ""))];
        SafeText[] peaks = [.. ordered.Take(shown).Select(one => (SafeText)Peak(one, panel))];

        int totalWidth = totals.Max(total => total.Width);
        int peakWidth = peaks.Max(peak => peak.Width);
        if (width - totalWidth - peakWidth - 6 < LeastSpark + 4)
        {
            peakWidth = 0;
        }

        int numbers = totalWidth + peakWidth + (totalWidth > 0 ? 2 : 0) + (peakWidth > 0 ? 2 : 0);
        int buckets = Buckets(panel);
        int labelWidth = Math.Min(labels.Max(label => label.Width), Math.Max(4, width - numbers - 2 - Math.Min(buckets, Math.Max(LeastSpark, width / 3))));
        int sparkWidth = Math.Min(buckets, width - labelWidth - numbers - 2);
        for (int i = 0; i < shown; i++)
        {
            Tone tone = ordered[i].Other ? Tone.Dim : TextTable.ToneOf(panel.Series.Columns.FirstOrDefault(""), labels[i]);
            var line = TextLine.Of(labels[i].Pad(labelWidth), tone);
            if (sparkWidth > 0)
            {
                line.Add(SafeText.Spaces(2))
                    .Add(Bars.Sparkline(Values(ordered[i], panel, buckets, sparkWidth, additive)), tone == Tone.Plain ? Tone.Bar : tone);
            }

            if (totalWidth > 0)
            {
                line.Add(SafeText.Spaces(2)).Add(totals[i].Pad(totalWidth, right: true), ordered[i].Other ? Tone.Dim : Tone.Plain);
            }

            if (peakWidth > 0)
            {
                line.Add(SafeText.Spaces(2)).Add(peaks[i], Tone.Dim);
            }

            yield return line;
        }

        if (shown < ordered.Count)
        {
            yield return Footnotes.More(ordered.Count - shown, "series", panel.Id);
        }
    }

    /// <summary>What the columns of the sparklines are.</summary>
    public static SafeText Axis(SeriesData panel) =>
        $"per {NumberText.Duration(panel.Series.Interval)}, {NumberText.Minute(panel.Range.From)} to {NumberText.Minute(panel.Range.To)}";

    private static SafeText Label(PanelSeries series)
    {
        SafeText key = series.Key.IsEmpty ? "all" : PanelText.Key(series.Key);
        return series.Shift is { } shift ? $"{key.Text} ({shift} before)" : key;
    }

    private static double Total(PanelSeries series) => series.Points.Sum(point => point.Value);

    private static string Peak(PanelSeries series, SeriesData panel)
    {
        if (series.Points.IsEmpty)
        {
            return "";
        }

        PanelPoint peak = series.Points.MaxBy(point => point.Value);
        string time = NumberText.Bucket(peak.Time, panel.Series.Interval, panel.Range.To - panel.Range.From);
        return $"peak {PanelText.Number(peak.Value, UnitOf(series, panel), panel.Exact)} at {time}";
    }

    /// <summary>Beside a figure of APIs that were changed, a line counts the changes.</summary>
    private static string UnitOf(PanelSeries series, SeriesData panel) =>
        panel.Series.Columns is [.., "measure"] && series.Key[^1] == "changes" ? "count" : panel.Unit;

    /// <summary>The first bucket starts at or before the range.</summary>
    private static long First(SeriesData panel) => panel.Range.From.UtcTicks / panel.Series.Interval.Ticks;

    private static int Buckets(SeriesData panel)
    {
        long last = (Math.Max(panel.Range.To.UtcTicks, panel.Range.From.UtcTicks + 1) - 1) / panel.Series.Interval.Ticks;
        return (int)Math.Clamp(last - First(panel) + 1, 1, 100_000);
    }

    private static double?[] Values(PanelSeries series, SeriesData panel, int buckets, int width, bool additive)
    {
        var values = new double?[width];
        long first = First(panel);
        foreach (PanelPoint point in series.Points)
        {
            long bucket = Math.Clamp((point.Time.UtcTicks / panel.Series.Interval.Ticks) - first, 0, buckets - 1);
            ref double? cell = ref values[bucket * width / buckets];
            cell = cell is not { } before ? point.Value : additive ? before + point.Value : Math.Max(before, point.Value);
        }

        return values;
    }
}
