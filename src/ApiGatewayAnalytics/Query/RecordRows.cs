using System.Buffers.Binary;
using System.Collections.Immutable;
using System.Globalization;
using System.Runtime.InteropServices;
using System.Text;
using ApiGatewayAnalytics.Aggregation;
using ApiGatewayAnalytics.Columns;
using ApiGatewayAnalytics.Enrichment;
using ApiGatewayAnalytics.Panels;
using ApiGatewayAnalytics.Planning;

namespace ApiGatewayAnalytics.Query;

/// <summary>Answers panels of rows: the first records in the panel's order.</summary>
internal static class RecordRows
{
    public static RowsData Answer(PanelPlan panel, AnswerCache cache, QueryScope scope)
    {
        PanelDefinition definition = panel.Definition;
        RowShape shape = scope.Segments.First().Rows[panel.State].Shape;
        MinuteRange range = scope.Rounded(segment => segment.Rows[panel.State].Axis.Width);
        RowState merged = cache.Rows(panel, shape, scope, range);
        var rows = new List<Row>();
        foreach ((_, RowList list) in merged.Lists)
        {
            for (int i = 0; i < list.Count; i++)
            {
                rows.Add(new Row(list.RankAt(i), Decode(list.RowAt(i), panel, shape, scope)));
            }
        }

        rows.Sort(new RowOrder(panel, shape));
        var cells = new ImmutableArray<PanelValue>[rows.Count];
        for (int i = 0; i < cells.Length; i++)
        {
            cells[i] = rows[i].Cells;
        }

        return new RowsData(definition, range.ToTimeRange(), new PanelRows
        {
            Columns = PanelColumns.Of(definition),
            Rows = ImmutableCollectionsMarshal.AsImmutableArray(cells),
        });
    }

    private static ImmutableArray<PanelValue> Decode(ReadOnlySpan<byte> row, PanelPlan panel, RowShape shape, QueryScope scope)
    {
        var encoded = new PanelValue[shape.Columns.Length];
        for (int i = 0; i < encoded.Length; i++)
        {
            ReadOnlySpan<byte> column = RowShape.Take(ref row, out bool isNull);
            Field field = panel.Definition.Measure.Columns[panel.RowColumns.IndexOf(i)];
            encoded[i] = isNull ? default : ValueOf(column, field, scope);
        }

        var cells = new PanelValue[encoded.Length];
        for (int column = 0; column < cells.Length; column++)
        {
            cells[column] = encoded[panel.RowColumns[column]];
        }

        return ImmutableCollectionsMarshal.AsImmutableArray(cells);
    }

    private static PanelValue ValueOf(ReadOnlySpan<byte> column, Field field, QueryScope scope)
    {
        if (field == DerivedFields.Time)
        {
            var time = DateTimeOffset.FromUnixTimeMilliseconds(BinaryPrimitives.ReadInt64BigEndian(column));
            return PanelValue.Of(UtcTimeConverter.Text(time));
        }

        if (AddressColumns.IsCoordinate(field))
        {
            return PanelValue.Of(double.Parse(Encoding.UTF8.GetString(column), CultureInfo.InvariantCulture));
        }

        return field.Kind switch
        {
            FieldKind.Number => PanelValue.Of(BinaryPrimitives.ReadInt64BigEndian(column)),
            FieldKind.Status => PanelValue.Of(BinaryPrimitives.ReadInt64BigEndian(column).ToString(CultureInfo.InvariantCulture)),
            _ => PanelValue.Of(Encoding.UTF8.GetString(field == DerivedFields.ApiName ? scope.NameOf(column) : column)),
        };
    }

    private sealed record Row(long Rank, ImmutableArray<PanelValue> Cells);

    /// <summary>The highest rank first; breaks ties as the rows were kept, but by the names of APIs. Rows that still tie are the same.</summary>
    private sealed class RowOrder(PanelPlan panel, RowShape shape) : IComparer<Row>
    {
        public int Compare(Row? x, Row? y)
        {
            int byRank = y!.Rank.CompareTo(x!.Rank);
            for (int place = 0; byRank == 0 && place < shape.Columns.Length; place++)
            {
                int column = panel.RowColumns.IndexOf(place);
                int order = Compare(x.Cells[column], y.Cells[column]);
                if (order != 0)
                {
                    return shape.Columns[place].Descending ? -order : order;
                }
            }

            return byRank;
        }

        private static int Compare(PanelValue a, PanelValue b)
        {
            if (a.Text is null || b.Text is null)
            {
                return Nullable.Compare(a.Number, b.Number) is not 0 and var order ? order : (a.Text is not null).CompareTo(b.Text is not null);
            }

            return Utf8Order.Compare(a.Text, b.Text);
        }
    }
}
