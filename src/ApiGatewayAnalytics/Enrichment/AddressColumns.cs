using System.Collections.Immutable;
using ApiGatewayAnalytics.Columns;
using ApiGatewayAnalytics.Panels;

namespace ApiGatewayAnalytics.Enrichment;

/// <summary>
/// The columns that addresses are enriched by: behind the fields of a source, under names that no key of a log can have. A schema has
/// those of the sources that are configured, so that a panel that needs others knows that it is not.
/// </summary>
internal static class AddressColumns
{
    public static Field Country { get; } = new("(country)", FieldKind.Text);

    public static Field Latitude { get; } = new("(latitude)", FieldKind.Text);

    public static Field Longitude { get; } = new("(longitude)", FieldKind.Text);

    public static Field ThreatType { get; } = new("(threatType)", FieldKind.Text);

    public static Field Actor { get; } = new("(actor)", FieldKind.Text);

    public static Field Confidence { get; } = new("(confidence)", FieldKind.Text);

    /// <summary>Present where the address is a threat with high confidence.</summary>
    public static Field HighThreat { get; } = new("(highThreat)", FieldKind.Text);

    /// <summary>What panels call them.</summary>
    private static ImmutableArray<(Field Derived, Field Column)> Pairs { get; } =
    [
        (DerivedFields.Country, Country), (DerivedFields.Latitude, Latitude), (DerivedFields.Longitude, Longitude),
        (DerivedFields.ThreatType, ThreatType), (DerivedFields.Actor, Actor), (DerivedFields.Confidence, Confidence),
    ];

    /// <summary>A schema with the columns of what is configured.</summary>
    public static RecordSchema AddTo(RecordSchema schema, bool locates, bool judges)
    {
        ImmutableArray<Field> columns =
        [
            .. locates ? [Country, Latitude, Longitude] : (Field[])[],
            .. judges ? [ThreatType, Actor, Confidence, HighThreat] : (Field[])[],
        ];
        return columns.IsEmpty ? schema : schema.With(columns);
    }

    /// <summary>The field that a panel means: of what is known of an address, the column.</summary>
    public static Field ColumnOf(Field field)
    {
        foreach ((Field derived, Field column) in Pairs)
        {
            if (field == derived)
            {
                return column;
            }
        }

        return field;
    }

    /// <summary>Whether a field is one of these columns.</summary>
    public static bool Is(Field field) => field == HighThreat || Pairs.Any(pair => pair.Column == field);

    /// <summary>Whether a field is a number of degrees, kept as text.</summary>
    public static bool IsCoordinate(Field field) => field == DerivedFields.Latitude || field == DerivedFields.Longitude;
}
