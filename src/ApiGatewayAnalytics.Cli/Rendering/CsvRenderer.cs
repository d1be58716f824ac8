using System.Buffers;
using System.Globalization;
using System.Text.Json;
using ApiGatewayAnalytics.Cli.Rendering.Text;
using ApiGatewayAnalytics.Cli.Running;
using ApiGatewayAnalytics.Monitoring;
using ApiGatewayAnalytics.Panels;

namespace ApiGatewayAnalytics.Cli.Rendering;

/// <summary>
/// An answer for spreadsheets: a block per panel, blocks parted by an empty line, each with a header line of its own; RFC 4180
/// quoting and line ends. The first column is the panel's id, the second says what kind of row it is: <c>value</c>, <c>other</c> for
/// the row of everything that has none of its own, <c>no-data</c> or <c>not-configured</c>. A block of monitors has columns of its own. Absent is empty, a time is UTC.
/// </summary>
/// <remarks>
/// Cells hold what strangers sent. A spreadsheet takes a text that starts with <c>=</c>, <c>+</c>, <c>-</c> or <c>@</c> for a formula, so such
/// a text, and one that starts with an apostrophe, gets an apostrophe in front: to undo it, take one leading apostrophe off any text.
/// Control characters come out as visible escapes. Exact bytes are what JSON is for.
/// </remarks>
internal sealed class CsvRenderer(TextWriter output)
{
    private static readonly SearchValues<char> s_quoted = SearchValues.Create("\",\r\n");
    private bool _midLine;

    public void Render(Findings findings)
    {
        bool first = true;
        foreach (PanelData panel in findings.Answer.Dashboards.SelectMany(dashboard => dashboard.Panels))
        {
            if (!first)
            {
                EndLine();
            }

            first = false;
            Render(panel);
        }

        if (findings.Answer.Monitors is { } monitors)
        {
            if (!first)
            {
                EndLine();
            }

            Render(monitors);
        }
    }

    private void Render(MonitorTimeline monitors)
    {
        string[] columns =
        [
            "monitor", "event", "severity", "account", "region", "apiId", "apiName", "stage", "at", "since", "value", "unit", "requests",
            "comparison", "threshold", "windowMinutes",
        ];
        foreach (string column in columns)
        {
            Text(column);
        }

        EndLine();
        foreach (MonitorEvent happened in monitors.Events)
        {
            MonitorDefinition monitor = happened.Monitor;
            MonitorSubject subject = happened.Subject;
            string?[] texts =
            [
                monitor.Id, Kebab(happened.Kind), Kebab(monitor.Severity), subject.Account, subject.Region, subject.ApiId, happened.ApiName,
                subject.Stage, Time(happened.At), Time(happened.Since),
            ];
            foreach (string? text in texts)
            {
                Text(text);
            }

            Number(happened.Value);
            Text(monitor.Signal.Unit);
            Number(happened.Requests);
            Text(Kebab(monitor.Comparison));
            Number(monitor.Threshold);
            Number(monitor.Window.TotalMinutes);
            EndLine();
        }
    }

    private void Render(PanelData panel)
    {
        string[] columns = panel switch
        {
            RowsData rows => [.. rows.Rows.Columns],
            SeriesData series => [.. series.Series.Columns, "shift", "time", "value"],
            _ => ["value"],
        };
        Start("panel", "row");
        foreach (string column in columns)
        {
            Text(column);
        }

        EndLine();
        if (panel.Status != PanelStatus.Ok)
        {
            Start(panel.Id, panel.Status == PanelStatus.NoData ? "no-data" : "not-configured");
            Empty(columns.Length);
            EndLine();
            return;
        }

        switch (panel)
        {
            case ValueData value:
                Start(panel.Id, "value");
                Number(value.Value);
                EndLine();
                break;
            case RowsData rows:
                Rows(rows);
                break;
            case SeriesData series:
                Series(series);
                break;
        }
    }

    private void Rows(RowsData panel)
    {
        for (int i = 0; i < panel.Rows.Rows.Length; i++)
        {
            Start(panel.Id, panel.Rows.OtherRow && i == panel.Rows.Rows.Length - 1 ? "other" : "value");
            foreach (PanelValue cell in panel.Rows.Rows[i])
            {
                if (cell.Text is { } text)
                {
                    Text(text);
                }
                else
                {
                    Number(cell.Number);
                }
            }

            EndLine();
        }
    }

    private void Series(SeriesData panel)
    {
        foreach (PanelSeries series in panel.Series.Series)
        {
            foreach (PanelPoint point in series.Points)
            {
                Start(panel.Id, series.Other ? "other" : "value");
                foreach (string? key in series.Key)
                {
                    Text(key);
                }

                // A key longer or shorter than its columns would shift the rest of the line.
                Empty(panel.Series.Columns.Length - series.Key.Length);
                Text(series.Shift);
                Text(Time(point.Time));
                Number(point.Value);
                EndLine();
            }
        }
    }

    private static string Time(DateTimeOffset time) => time.UtcDateTime.ToString("yyyy-MM-ddTHH:mm:ss.fffZ", CultureInfo.InvariantCulture);

    private static string Kebab<T>(T value)
        where T : struct, Enum => JsonNamingPolicy.KebabCaseLower.ConvertName(value.ToString());

    private void Start(string panel, string row)
    {
        Text(panel);
        Text(row);
    }

    private void Number(double? value) => Raw(value?.ToString("R", CultureInfo.InvariantCulture) ?? "");

    private void Text(string? value)
    {
        if (string.IsNullOrEmpty(value))
        {
            Raw("");
            return;
        }

        string text = SafeText.Clean(value);
        if (text[0] is '=' or '+' or '-' or '@' or '\'' or '\uFF1D' or '\uFF0B' or '\uFF0D' or '\uFF20')
        {
            text = "'" + text;
        }

        Raw(text.AsSpan().ContainsAny(s_quoted) ? $"\"{text.Replace("\"", "\"\"", StringComparison.Ordinal)}\"" : text);
    }

    private void Empty(int count)
    {
        for (int i = 0; i < count; i++)
        {
            Raw("");
        }
    }

    private void Raw(string cell)
    {
        if (_midLine)
        {
            output.Write(',');
        }

        output.Write(cell);
        _midLine = true;
    }

    private void EndLine()
    {
        output.Write("\r\n");
        _midLine = false;
    }
}
