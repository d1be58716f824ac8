using System.Collections.Immutable;
using ApiGatewayAnalytics.AccessLogs;
using ApiGatewayAnalytics.Monitoring;
using ApiGatewayAnalytics.Panels;

namespace ApiGatewayAnalytics.Query;

/// <summary>What answers of two sources have in common: the keys of their panels, and the order of keys and rows.</summary>
internal static class CombinedTable
{
    /// <summary>Keys one by one, absent first, then by the bytes of the text.</summary>
    public static IComparer<string?[]> KeyOrder { get; } = Comparer<string?[]>.Create(static (a, b) =>
    {
        int order = 0;
        for (int i = 0; order == 0 && i < a.Length; i++)
        {
            order = Utf8Order.Compare(a[i], b[i]);
        }

        return order;
    });

    /// <summary>The keys of a panel, of a subject.</summary>
    public static string?[] KeyOf(PanelDefinition panel, MonitorSubject subject, Func<string, string?> nameOf) =>
    [
        .. panel.By.Select(field =>
            field == DerivedFields.ApiName ? subject.ApiName ?? (subject.ApiId is { } id ? nameOf(id) ?? id : null)
            : field.Name == AccessLogFields.Account.Name ? subject.Account
            : field.Name == AccessLogFields.Region.Name ? subject.Region
            : field.Name == AccessLogFields.Stage.Name ? subject.Stage
            : subject.ApiId),
    ];

    /// <summary>The first rows in the order of a panel; ties go on through the columns.</summary>
    public static RowsData RowsOf(PanelDefinition panel, MinuteRange range, ImmutableArray<string> columns, List<PanelValue[]> rows)
    {
        (int Column, bool Descending)[] terms =
        [
            .. panel.Order.Where(term => term.Column != "keys").Select(term => (columns.IndexOf(term.Column), term.Descending)),
            .. columns.Select((_, column) => (column, false)),
        ];
        IEnumerable<PanelValue[]> ordered = rows.Order(Comparer<PanelValue[]>.Create((a, b) =>
        {
            foreach ((int column, bool descending) in terms)
            {
                int order = Nullable.Compare(a[column].Number, b[column].Number);
                order = order != 0 ? order : Utf8Order.Compare(a[column].Text, b[column].Text);
                if (order != 0)
                {
                    return descending ? -order : order;
                }
            }

            return 0;
        }));
        return new RowsData(panel, range.ToTimeRange(), new PanelRows
        {
            Columns = columns,
            Rows = [.. ordered.Take(panel.Limit ?? int.MaxValue).Select(row => row.ToImmutableArray())],
        });
    }

    /// <summary>An answer without anything in it, in the shape of the panel.</summary>
    public static PanelData Empty(PanelDefinition panel, MinuteRange range, ImmutableArray<string> columns) => panel switch
    {
        { Interval: { } interval } => SeriesOf(panel, range, interval.MinutesFor(range.To - range.From), columns, []),
        { By.IsEmpty: true } => new ValueData(panel, range.ToTimeRange(), null),
        _ => RowsOf(panel, range, columns, []),
    };

    public static SeriesData SeriesOf(PanelDefinition panel, MinuteRange range, int minutes, ImmutableArray<string> columns, IEnumerable<PanelSeries> series) =>
        new(panel, range.ToTimeRange(), new PanelSeriesSet { Interval = TimeSpan.FromMinutes(minutes), Columns = columns, Series = [.. series] });
}
