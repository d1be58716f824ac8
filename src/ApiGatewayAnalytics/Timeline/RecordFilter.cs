using System.Buffers.Text;
using System.Text;
using ApiGatewayAnalytics.Columns;
using ApiGatewayAnalytics.Panels;
using ApiGatewayAnalytics.Planning;

namespace ApiGatewayAnalytics.Timeline;

/// <summary>Leaves out the records whose field does not match a pattern, while they are read.</summary>
internal sealed class RecordFilter
{
    private readonly int _field;
    private readonly bool _isText;
    private readonly TextPattern _pattern;
    private readonly Func<string, string?>? _names;

    /// <param name="field">The canonical name of the field, or <c>apiName</c>. A field that the schema lacks is absent.</param>
    /// <param name="pattern">The pattern.</param>
    /// <param name="schema">The fields of the records.</param>
    /// <param name="names">The name of an API by its identifier; null where none is known.</param>
    public RecordFilter(string field, string pattern, RecordSchema schema, Func<string, string?> names)
    {
        _names = field == DerivedFields.ApiName.Name ? names : null;
        _field = schema.IndexOf(FieldOf(field, schema));
        _isText = _field >= 0 && schema.Fields[_field].Kind == FieldKind.Text;
        _pattern = new TextPattern(pattern);
    }

    /// <summary>The field of a record that a filter reads.</summary>
    public static string FieldOf(string field, RecordSchema schema) =>
        field == DerivedFields.ApiName.Name ? schema.Entity[(int)EntityPart.ApiId].Name : field;

    public bool Passes(RecordBatch batch, int row)
    {
        if (_isText)
        {
            ReadOnlySpan<byte> text = batch.Text(_field, row);
            return !text.IsEmpty && _names?.Invoke(Encoding.UTF8.GetString(text)) is { } name
                ? _pattern.Matches(Encoding.UTF8.GetBytes(name))
                : _pattern.Matches(text);
        }

        if (_field < 0)
        {
            return _pattern.Matches(default);
        }

        Span<byte> digits = stackalloc byte[20];
        long number = batch.Number(_field, row);
        Utf8Formatter.TryFormat(number, digits, out int length);
        return _pattern.Matches(number == RecordBatch.AbsentNumber ? default : digits[..length]);
    }
}
