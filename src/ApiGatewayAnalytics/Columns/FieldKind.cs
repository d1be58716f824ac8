namespace ApiGatewayAnalytics.Columns;

/// <summary>How the values of a <see cref="Field"/> are read and stored.</summary>
public enum FieldKind
{
    /// <summary>UTF-8 text. Missing, null, empty and <c>-</c> are absent.</summary>
    Text,

    /// <summary>A non-negative integer. Anything else is absent and counted as a field error.</summary>
    Number,

    /// <summary>An HTTP status from 100 to 599, a number in a record and text in the answer of a panel.</summary>
    Status,
}
