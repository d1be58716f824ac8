using System.Collections.Immutable;

namespace ApiGatewayAnalytics.Columns;

/// <summary>
/// The numbered fields of one source: the known ones first, a host's own after them. A field's number is its index in a
/// <see cref="RecordBatch"/>. Immutable.
/// </summary>
internal sealed class RecordSchema
{
    private readonly Dictionary<string, int> _byName = [];

    /// <exception cref="ArgumentException">Two fields share a name.</exception>
    public RecordSchema(ImmutableArray<Field> fields)
    {
        Fields = fields;
        for (int number = 0; number < fields.Length; number++)
        {
            _byName.Add(fields[number].Name, number);
        }
    }

    public ImmutableArray<Field> Fields { get; }

    public int Count => Fields.Length;

    /// <summary>The number of the field called <paramref name="name"/>, or -1.</summary>
    public int IndexOf(string name) => _byName.GetValueOrDefault(name, -1);
}
