using ApiGatewayAnalytics.Aggregation;
using ApiGatewayAnalytics.Columns;
using ApiGatewayAnalytics.Enrichment;
using ApiGatewayAnalytics.Panels;

namespace ApiGatewayAnalytics.Planning;

/// <summary>
/// Compiles panels of rows. Ties are broken by the further terms of the order, then by the other columns from left to right; an API
/// stands in a kept row by its identifier, since names are found when a panel is queried.
/// </summary>
internal static class RowPlanner
{
    public static RowShape ShapeOf(PanelDefinition panel, RecordSchema schema)
    {
        OrderTerm first = panel.Order[0];
        return new RowShape(
            panel.Limit!.Value,
            ColumnOf(panel.Measure.Columns.First(column => column.Name == first.Column), first.Descending, schema),
            TieOrder(panel).ConvertAll(term => ColumnOf(term.Column, term.Descending, schema)).ToArray());
    }

    public static PanelPlan PlanOf(PanelDefinition panel, DashboardDefinition dashboard, int state, RowShape shape, RecordSchema schema)
    {
        List<Field> order = [.. TieOrder(panel).Select(term => term.Column)];
        return new PanelPlan
        {
            Definition = panel,
            Dashboard = dashboard,
            State = state,
            RowColumns = [.. panel.Measure.Columns.Select(column => order.IndexOf(column))],
        };
    }

    /// <summary>The columns in the order in which ties are broken.</summary>
    private static List<Tie> TieOrder(PanelDefinition panel)
    {
        var ordered = new List<Tie>();
        foreach (OrderTerm term in panel.Order.Skip(1))
        {
            if (panel.Measure.Columns.FirstOrDefault(column => column.Name == term.Column) is { } column)
            {
                ordered.Add(new Tie(column, term.Descending));
            }
        }

        ordered.AddRange([.. panel.Measure.Columns.Where(column => ordered.All(term => term.Column != column)).Select(column => new Tie(column, false))]);
        return ordered;
    }

    private static RowColumn ColumnOf(Field column, bool descending, RecordSchema schema)
    {
        if (column == DerivedFields.Time)
        {
            return new RowColumn(RowColumn.Time, false, descending);
        }

        Field field = column == DerivedFields.ApiName ? schema.Entity[(int)EntityPart.ApiId] : AddressColumns.ColumnOf(column);
        return new RowColumn(schema.IndexOf(field.Name), field.Kind == FieldKind.Text, descending);
    }

    private sealed record Tie(Field Column, bool Descending);
}
