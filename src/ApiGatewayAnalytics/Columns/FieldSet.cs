namespace ApiGatewayAnalytics.Columns;

/// <summary>A set of field numbers of one <see cref="RecordSchema"/>.</summary>
internal sealed class FieldSet(RecordSchema schema)
{
    private readonly bool[] _members = new bool[schema.Count];

    public RecordSchema Schema { get; } = schema;

    public bool this[int field] => _members[field];

    public static FieldSet All(RecordSchema schema)
    {
        var all = new FieldSet(schema);
        Array.Fill(all._members, true);
        return all;
    }

    public void Add(int field) => _members[field] = true;

    public IEnumerable<int> Members() => Enumerable.Range(0, _members.Length).Where(field => _members[field]);
}
