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

    /// <summary>The fields that say whose API a record belongs to: account, region, API and stage, in this order. All are text.</summary>
    public ImmutableArray<Field> Entity { get; init; } = [];

    /// <summary>The text fields that have few values. A status has few always.</summary>
    public ImmutableArray<Field> Narrow { get; init; } = [];

    /// <summary>The field that is looked up in databases of addresses; null where there is none.</summary>
    public Field? Address { get; init; }

    /// <summary>The field that decides most about the others, so that groups are found by it first; null where none does.</summary>
    public Field? Lead { get; init; }

    /// <summary>The fields that a derived one is computed of, none for others; null where no field is derived.</summary>
    public Func<Field, ImmutableArray<Field>>? SourcesOf { get; init; }

    public int Count => Fields.Length;

    /// <summary>The same schema with further fields behind its own.</summary>
    public RecordSchema With(ImmutableArray<Field> further) =>
        new(Fields.AddRange(further)) { Entity = Entity, Narrow = Narrow, Lead = Lead, Address = Address, SourcesOf = SourcesOf };

    /// <summary>Where a field is among <see cref="Entity"/>, or -1.</summary>
    public int PartOf(Field field)
    {
        for (int part = 0; part < Entity.Length; part++)
        {
            if (Entity[part].Name == field.Name)
            {
                return part;
            }
        }

        return -1;
    }

    /// <summary>Whether a text field has few values.</summary>
    public bool IsNarrow(Field field)
    {
        foreach (Field known in Narrow)
        {
            if (known.Name == field.Name)
            {
                return true;
            }
        }

        return false;
    }

    /// <summary>The number of the field called <paramref name="name"/>, or -1.</summary>
    public int IndexOf(string name) => _byName.GetValueOrDefault(name, -1);
}
