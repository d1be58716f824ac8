using ApiGatewayAnalytics.Columns;

namespace ApiGatewayAnalytics.Panels;

/// <summary>The fields that no record carries and that panels can still group by or show.</summary>
public static class DerivedFields
{
    /// <summary>When the record happened; only a column of rows.</summary>
    public static Field Time { get; } = new("time", FieldKind.Text);

    /// <summary>The name of the API, found by its identifier when a panel is queried; the identifier where no name is known.</summary>
    public static Field ApiName { get; } = new("apiName", FieldKind.Text);

    /// <summary>The country of an address, ISO 3166-1 alpha-2.</summary>
    public static Field Country { get; } = new("country", FieldKind.Text);

    /// <summary>The latitude of an address in degrees.</summary>
    public static Field Latitude { get; } = new("latitude", FieldKind.Number);

    /// <summary>The longitude of an address in degrees.</summary>
    public static Field Longitude { get; } = new("longitude", FieldKind.Number);

    /// <summary>What kind of threat an address is, as the threat list says.</summary>
    public static Field ThreatType { get; } = new("threatType", FieldKind.Text);

    /// <summary>Who is behind the threat, as the threat list says.</summary>
    public static Field Actor { get; } = new("actor", FieldKind.Text);

    /// <summary>How sure the threat list is.</summary>
    public static Field Confidence { get; } = new("confidence", FieldKind.Text);
}
