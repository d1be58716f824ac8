using System.Buffers.Binary;
using System.Collections.Immutable;
using System.Globalization;
using System.Text;
using ApiGatewayAnalytics.Aggregation;
using ApiGatewayAnalytics.Columns;
using ApiGatewayAnalytics.Panels;
using ApiGatewayAnalytics.Planning;
using ApiGatewayAnalytics.Timeline;

namespace ApiGatewayAnalytics.Query;

/// <summary>Answers panels of rows: the first records in the panel's order.</summary>
internal static class RecordRows
{
    public static RowsData Answer(PanelPlan panel, QueryScope scope)
    {
        PanelDefinition definition = panel.Definition;
        RowShape shape = scope.Segments.First().Rows[panel.State].Shape;
        MinuteRange range = scope.Rounded(segment => segment.Rows[panel.State].Axis.Width);
        var merged = new RowState(shape, new StepAxis(range.From, (int)Math.Max(1, range.To - range.From), 1));
        foreach (Segment segment in scope.Segments)
        {
            bool isSliced = segment.Plan.IsSliced;
            merged.MergeFrom(
                segment.Rows[panel.State],
                slice => !isSliced || scope.Passes(segment, slice) ? RowState.Unsliced : -1,
                range.From,
                range.To);
        }

        var rows = merged.Lists.SelectMany(list => Enumerable.Range(0, list.Value.Count).Select(i => (Rank: list.Value.RankAt(i), Cells: Decode(list.Value.RowAt(i), panel, shape, scope))))
            .OrderByDescending(row => row.Rank)
            .ThenBy(row => row.Cells, new CellOrder(panel, shape))
            .Select(row => row.Cells);
        return new RowsData(definition, range.ToTimeRange(), new PanelRows
        {
            Columns = [.. definition.Measure.Columns.Select(field => field.Name)],
            Rows = [.. rows],
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

        return [.. panel.RowColumns.Select(place => encoded[place])];
    }

    private static PanelValue ValueOf(ReadOnlySpan<byte> column, Field field, QueryScope scope)
    {
        if (field == DerivedFields.Time)
        {
            var time = DateTimeOffset.FromUnixTimeMilliseconds(BinaryPrimitives.ReadInt64BigEndian(column));
            return PanelValue.Of(time.UtcDateTime.ToString(UtcTimeConverter.Format, CultureInfo.InvariantCulture));
        }

        return field.Kind switch
        {
            FieldKind.Number => PanelValue.Of(BinaryPrimitives.ReadInt64BigEndian(column)),
            FieldKind.Status => PanelValue.Of(BinaryPrimitives.ReadInt64BigEndian(column).ToString(CultureInfo.InvariantCulture)),
            _ => PanelValue.Of(Encoding.UTF8.GetString(field == DerivedFields.ApiName ? scope.NameOf(column) : column)),
        };
    }

    /// <summary>Breaks ties as the rows were kept, but by the names of APIs.</summary>
    private sealed class CellOrder(PanelPlan panel, RowShape shape) : IComparer<ImmutableArray<PanelValue>>
    {
        private readonly (int Column, bool Descending)[] _terms =
            [.. shape.Columns.Select((column, place) => (panel.RowColumns.IndexOf(place), column.Descending))];

        public int Compare(ImmutableArray<PanelValue> x, ImmutableArray<PanelValue> y)
        {
            foreach ((int column, bool descending) in _terms)
            {
                int order = Compare(x[column], y[column]);
                if (order != 0)
                {
                    return descending ? -order : order;
                }
            }

            return 0;
        }

        private static int Compare(PanelValue a, PanelValue b)
        {
            if (a.Text is null || b.Text is null)
            {
                return Nullable.Compare(a.Number, b.Number) is not 0 and var order ? order : (a.Text is not null).CompareTo(b.Text is not null);
            }

            // Not by UTF-16 code units, whose order differs from that of the bytes beyond U+FFFF.
            return Encoding.UTF8.GetBytes(a.Text).AsSpan().SequenceCompareTo(Encoding.UTF8.GetBytes(b.Text));
        }
    }
}
