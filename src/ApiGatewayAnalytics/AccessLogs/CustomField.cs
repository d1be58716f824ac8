using System.Collections.Immutable;
using ApiGatewayAnalytics.Columns;

namespace ApiGatewayAnalytics.AccessLogs;

/// <summary>
/// A field of the host's own in an access log: an authorizer context value, a claim, a header that a template overrides. A key
/// that feeds a custom field feeds no other. Immutable.
/// </summary>
public sealed record CustomField
{
    /// <summary>Declares a field.</summary>
    /// <param name="name">Its name in panels, filters and JSON, in camelCase, different from every known field's.</param>
    /// <param name="keys">
    /// The keys of a JSON record, or the variables of a template, that hold it: <c>tenantId</c>, <c>authorizer.tenant</c>,
    /// <c>$context.authorizer.tenant</c>. Case, <c>_</c>, <c>-</c> and <c>.</c> do not matter. None: the name itself.
    /// </param>
    /// <exception cref="ArgumentException">The name or a key is empty, or the name is that of a known field.</exception>
    public CustomField(string name, params IEnumerable<string> keys)
        : this(name, FieldKind.Text, keys)
    {
    }

    /// <summary>Declares a field whose values are read as <paramref name="kind"/>.</summary>
    /// <param name="name">Its name, see the other constructor.</param>
    /// <param name="kind">How its values are read.</param>
    /// <param name="keys">Its keys, see the other constructor.</param>
    /// <exception cref="ArgumentException">The name or a key is empty, or the name is that of a known field.</exception>
    public CustomField(string name, FieldKind kind, params IEnumerable<string> keys)
    {
        ArgumentException.ThrowIfNullOrWhiteSpace(name);
        ArgumentNullException.ThrowIfNull(keys);
        if (AccessLogSchema.Default.IndexOf(name) >= 0)
        {
            throw new ArgumentException($"'{name}' is a field that every access log has.", nameof(name));
        }

        Field = new Field(name, kind);
        Keys = [.. keys];
        if (Keys.IsEmpty)
        {
            Keys = [name];
        }

        if (Keys.FirstOrDefault(key => KeyName.Normalize(key).Length == 0) is { } unusable)
        {
            throw new ArgumentException($"'{unusable}' of the field '{name}' is not a key.", nameof(keys));
        }
    }

    /// <summary>The field.</summary>
    public Field Field { get; }

    /// <summary>The keys and variables that hold it.</summary>
    public ImmutableArray<string> Keys { get; }
}
