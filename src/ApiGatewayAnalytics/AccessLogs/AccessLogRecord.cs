using System.Text;
using ApiGatewayAnalytics.Columns;

namespace ApiGatewayAnalytics.AccessLogs;

/// <summary>
/// One access-log record: a view of where its values stand in the read buffer. Texts are UTF-8 with escapes decoded; numbers are
/// parsed. A text is empty where the record lacks it as well as where it is empty; <see cref="IsAbsent"/> tells them apart, and
/// null differs from zero. Fields that were not captured are absent. Valid until the reader's next read; not thread-safe.
/// </summary>
public readonly ref partial struct AccessLogRecord
{
    private readonly RecordBatch _batch;
    private readonly int _row;

    internal AccessLogRecord(RecordBatch batch, int row)
    {
        _batch = batch;
        _row = row;
    }

    /// <summary>
    /// When the request arrived, in UTC: requestTimeEpoch, else requestTime, else what the record's envelope or the prefix of its
    /// line says. Never absent.
    /// </summary>
    public DateTimeOffset Time => DateTimeOffset.FromUnixTimeMilliseconds(_batch.Times[_row]);

    /// <summary>The kind of the API, from the variables that only some kinds have; null where none of them is there.</summary>
    public ApiKind? Kind => ApiKindOf.Row(_batch, _row);

    /// <summary>Adds a copy of the record to a batch.</summary>
    internal void CopyTo(RecordBatch batch) => batch.AddCopy(_batch, _row);

    /// <summary>The value of any text field, in UTF-8; empty where absent.</summary>
    /// <exception cref="ArgumentException">The records of this source have no such field, or it holds numbers.</exception>
    public ReadOnlySpan<byte> GetText(Field field)
    {
        int number = IndexOf(field);
        return field.Kind == FieldKind.Text ? Text(number) : throw new ArgumentException($"The field '{field.Name}' holds numbers.", nameof(field));
    }

    /// <summary>The value of any text field as a string; null where absent. Allocates.</summary>
    /// <exception cref="ArgumentException">The records of this source have no such field, or it holds numbers.</exception>
    public string? GetString(Field field)
    {
        ReadOnlySpan<byte> text = GetText(field);
        return text.IsEmpty && IsAbsent(field) ? null : Encoding.UTF8.GetString(text);
    }

    /// <summary>The value of any number or status field.</summary>
    /// <returns>Whether it is present.</returns>
    /// <exception cref="ArgumentException">The records of this source have no such field, or it holds text.</exception>
    public bool TryGetNumber(Field field, out long value)
    {
        int number = IndexOf(field);
        if (field.Kind == FieldKind.Text)
        {
            throw new ArgumentException($"The field '{field.Name}' holds text.", nameof(field));
        }

        long? found = Number(number);
        value = found.GetValueOrDefault();
        return found.HasValue;
    }

    /// <summary>Whether the record lacks a field: missing, null, <c>-</c>, not a valid number, or not captured. An empty text is not absent here.</summary>
    /// <exception cref="ArgumentException">The records of this source have no such field.</exception>
    public bool IsAbsent(Field field)
    {
        int number = IndexOf(field);
        return !_batch.Captured[number]
            || (field.Kind == FieldKind.Text ? _batch.IsMissingText(number, _row) : !_batch.IsPresent(number, _row));
    }

    private int IndexOf(Field field)
    {
        ArgumentNullException.ThrowIfNull(field);
        int number = _batch.Captured.Schema.IndexOf(field.Name);
        return number >= 0 ? number : throw new ArgumentException($"Access-log records have no field '{field.Name}'.", nameof(field));
    }

    private ReadOnlySpan<byte> Text(int field) => _batch.Captured[field] ? _batch.Text(field, _row) : default;

    private long? Number(int field) =>
        _batch.Captured[field] && _batch.IsPresent(field, _row) ? _batch.Number(field, _row) : null;
}
