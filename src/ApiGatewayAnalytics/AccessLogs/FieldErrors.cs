using ApiGatewayAnalytics.Ingestion;

namespace ApiGatewayAnalytics.AccessLogs;

/// <summary>The invalid numbers of the record that is being read; they count only if the record does.</summary>
internal sealed class FieldErrors(IngestionTally tally)
{
    private int[] _fields = new int[16];
    private int _count;

    public void Add(int field)
    {
        if (_count == _fields.Length)
        {
            Array.Resize(ref _fields, _count * 2);
        }

        _fields[_count++] = field;
    }

    public void Clear() => _count = 0;

    public void Report()
    {
        foreach (int field in _fields.AsSpan(0, _count))
        {
            tally.FieldErrors[field]++;
        }
    }
}
