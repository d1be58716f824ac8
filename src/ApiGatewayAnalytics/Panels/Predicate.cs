using System.Globalization;
using ApiGatewayAnalytics.Columns;

namespace ApiGatewayAnalytics.Panels;

/// <summary>
/// One condition on a record: plain data with a closed grammar, so that it can be shared, compiled and translated. Immutable.
/// </summary>
public sealed record Predicate
{
    private Predicate(PredicateTest test, Field? field, string? value = null) => (Test, Field, Value) = (test, field, value);

    /// <summary>What is asked.</summary>
    public PredicateTest Test { get; }

    /// <summary>The field that is asked; null for <see cref="PredicateTest.BlockedByWaf"/>.</summary>
    public Field? Field { get; }

    /// <summary>What the field must equal, or the hundred that a status must be of (<c>5</c> for 500-599); null for other tests.</summary>
    public string? Value { get; }

    /// <summary>
    /// <c>wafResponseCode</c> is WAF_BLOCK, or it is absent and <c>errorResponseType</c> is WAF_FILTERED or <c>wafStatus</c> is 403.
    /// </summary>
    public static Predicate BlockedByWaf { get; } = new(PredicateTest.BlockedByWaf, null);

    /// <summary>The field has a value.</summary>
    /// <exception cref="ArgumentNullException"><paramref name="field"/> is null.</exception>
    public static Predicate Present(Field field) => new(PredicateTest.Present, Required(field));

    /// <summary>The field has no value.</summary>
    /// <exception cref="ArgumentNullException"><paramref name="field"/> is null.</exception>
    public static Predicate Absent(Field field) => new(PredicateTest.Absent, Required(field));

    /// <summary>The field's decoded text is <paramref name="value"/>; a status or number is compared as decimal text.</summary>
    /// <exception cref="ArgumentException"><paramref name="value"/> is empty: absence is asked with <see cref="Absent"/>.</exception>
    public static Predicate EqualTo(Field field, string value)
    {
        ArgumentException.ThrowIfNullOrEmpty(value);
        return new(PredicateTest.Equals, Required(field), value);
    }

    /// <summary>The field is present and a status outside 200-299.</summary>
    /// <exception cref="ArgumentException"><paramref name="field"/> is not a status.</exception>
    public static Predicate Failed(Field field) =>
        Required(field).Kind == FieldKind.Status
            ? new(PredicateTest.Failed, field)
            : throw new ArgumentException($"'{field.Name}' is not a status.", nameof(field));

    /// <summary>The field is a status of one hundred: 5 asks for 500-599.</summary>
    /// <exception cref="ArgumentException"><paramref name="field"/> is not a status.</exception>
    /// <exception cref="ArgumentOutOfRangeException"><paramref name="hundred"/> is not from 1 to 5.</exception>
    public static Predicate StatusClass(Field field, int hundred)
    {
        ArgumentOutOfRangeException.ThrowIfLessThan(hundred, 1);
        ArgumentOutOfRangeException.ThrowIfGreaterThan(hundred, 5);
        return Required(field).Kind == FieldKind.Status
            ? new(PredicateTest.StatusClass, field, hundred.ToString(CultureInfo.InvariantCulture))
            : throw new ArgumentException($"'{field.Name}' is not a status.", nameof(field));
    }

    /// <summary>The field is an address whose country is known. Without a location source the panel is not configured.</summary>
    /// <exception cref="ArgumentNullException"><paramref name="field"/> is null.</exception>
    public static Predicate Located(Field field) => new(PredicateTest.Located, Required(field));

    /// <summary>
    /// The field is an address that a threat list knows with high confidence: <c>high</c>, or a number from 70. Without a threat list
    /// the panel is not configured.
    /// </summary>
    /// <exception cref="ArgumentNullException"><paramref name="field"/> is null.</exception>
    public static Predicate ThreatHigh(Field field) => new(PredicateTest.ThreatHigh, Required(field));

    private static Field Required(Field field)
    {
        ArgumentNullException.ThrowIfNull(field);
        return field;
    }
}
