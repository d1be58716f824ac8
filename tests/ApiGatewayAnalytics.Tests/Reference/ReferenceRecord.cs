namespace ApiGatewayAnalytics.Tests.Reference;

/// <summary>
/// One access-log record of the slow reference: its time and the fields that are present, under their canonical names. Texts and
/// status codes are strings, numbers are <see cref="long"/>; what is absent is not in the dictionary.
/// </summary>
internal sealed class ReferenceRecord(long time, IReadOnlyDictionary<string, object> fields)
{
    /// <summary>Milliseconds since 1970.</summary>
    public long Time { get; } = time;

    public IReadOnlyDictionary<string, object> Fields { get; } = fields;

    /// <summary>A string, a <see cref="long"/>, or null where the field is absent; derived fields are there too.</summary>
    public object? this[string field] => Fields.GetValueOrDefault(field) ?? ReferenceInsights.Derived(this, field);

    public string? Text(string field) => this[field] as string;

    public long? Number(string field) => this[field] as long?;
}
