using ApiGatewayAnalytics.Aggregation;
using ApiGatewayAnalytics.CloudWatchMetrics;
using ApiGatewayAnalytics.Columns;

namespace ApiGatewayAnalytics.Timeline;

/// <summary>
/// Numbers the series of datapoints from 1 on: metric and dimensions, account and region. Each belongs to an API and to a stage of it,
/// which have numbers of their own. Grows only; texts are kept once. Not thread-safe.
/// </summary>
internal sealed class MetricSeriesTable
{
    private readonly KeyDictionary _texts = new();
    private readonly TupleTable _series = new((int)MetricPart.Count, (int)MetricPart.Resource);
    private readonly TupleTable _entities = new(5, 4);
    private readonly int[] _remembered = new int[MetricColumns.Metric];
    private (int Api, int Stage)[] _entitiesOf = new (int, int)[8];
    private bool[] _isWebSocket = new bool[8];

    /// <summary>The series that followed each series last: streams write the same ones every minute.</summary>
    private int[] _next = new int[8];
    private int _last;

    /// <summary>The numbers of series given, and one more.</summary>
    public int Count => _series.Count;

    /// <summary>The numbers of APIs and stages given, and one more.</summary>
    public int EntityCount => _entities.Count;

    public long Bytes => _texts.Bytes + _series.Bytes + _entities.Bytes + (_entitiesOf.Length * 8L) + (_next.Length * 4L);

    /// <summary>The parts of a series: numbers of texts, of the metric and of the scope.</summary>
    public ReadOnlySpan<int> this[int series] => _series[series];

    /// <summary>The text behind a part; empty where it is absent.</summary>
    public ReadOnlySpan<byte> Text(int part) => _texts[part];

    public ReadOnlySpan<byte> Text(int series, MetricPart part) => _texts[_series[series][(int)part]];

    public int MetricOf(int series) => _series[series][(int)MetricPart.Metric];

    public MetricScope ScopeOf(int series) => (MetricScope)_series[series][(int)MetricPart.Scope];

    /// <summary>The number of the API as a whole, and of its stage.</summary>
    public (int Api, int Stage) EntitiesOf(int series) => _entitiesOf[series];

    /// <summary>An entity's account, region, ApiName and ApiId as numbers of texts, and whether it is a stage.</summary>
    public ReadOnlySpan<int> Entity(int entity) => _entities[entity];

    /// <summary>Whether the API of a series is a WebSocket API, as far as its datapoints tell yet.</summary>
    public bool IsOfWebSocket(int series) => _isWebSocket[_entitiesOf[series].Api];

    /// <summary>The number of the series of a row of a batch.</summary>
    public int GetOrAdd(RecordBatch batch, int row)
    {
        int guess = _next[_last];
        if (guess == 0 || !IsOf(guess, batch, row))
        {
            guess = Find(batch, row);
            if (_next.Length < Count)
            {
                Array.Resize(ref _next, Count * 2);
            }

            _next[_last] = guess;
        }

        return _last = guess;
    }

    private bool IsOf(int series, RecordBatch batch, int row)
    {
        ReadOnlySpan<int> parts = _series[series];
        if (parts[(int)MetricPart.Metric] != batch.Number(MetricColumns.MetricNumber, row) || parts[(int)MetricPart.Scope] != batch.Number(MetricColumns.Scope, row))
        {
            return false;
        }

        for (int column = MetricColumns.Account; column <= MetricColumns.Route; column++)
        {
            ReadOnlySpan<byte> text = batch.Text(column, row);
            int part = parts[column];
            if (part == KeyDictionary.Absent ? !text.IsEmpty : !text.SequenceEqual(_texts[part]))
            {
                return false;
            }
        }

        return true;
    }

    private int Find(RecordBatch batch, int row)
    {
        Span<int> parts = stackalloc int[(int)MetricPart.Count];
        for (int column = MetricColumns.Account; column <= MetricColumns.Route; column++)
        {
            parts[column] = NumberOf(column, batch.Text(column, row));
        }

        parts[(int)MetricPart.Metric] = (int)batch.Number(MetricColumns.MetricNumber, row);
        parts[(int)MetricPart.Scope] = (int)batch.Number(MetricColumns.Scope, row);
        return GetOrAdd(parts);
    }

    /// <summary>The number of a series of another table.</summary>
    public int GetOrAdd(MetricSeriesTable other, int series)
    {
        Span<int> parts = stackalloc int[(int)MetricPart.Count];
        other[series].CopyTo(parts);
        for (int part = 0; part <= (int)MetricPart.Route; part++)
        {
            parts[part] = _texts.GetOrAdd(other.Text(parts[part]));
        }

        return GetOrAdd(parts);
    }

    public void WriteTo(BinaryWriter writer)
    {
        writer.Write7BitEncodedInt(_texts.Count);
        for (int id = 1; id < _texts.Count; id++)
        {
            writer.Write7BitEncodedInt(_texts[id].Length);
            writer.Write(_texts[id]);
        }

        writer.Write7BitEncodedInt(Count);
        for (int series = 1; series < Count; series++)
        {
            foreach (int part in _series[series])
            {
                writer.Write7BitEncodedInt(part);
            }
        }
    }

    /// <exception cref="InvalidDataException">What is read cannot have been written.</exception>
    public static MetricSeriesTable ReadFrom(BinaryReader reader)
    {
        var table = new MetricSeriesTable();
        int texts = reader.Read7BitEncodedInt();
        for (int id = 1; id < texts; id++)
        {
            int length = reader.Read7BitEncodedInt();
            if (length is <= 0 or > KeyDictionary.MaxKeyLength || table._texts.GetOrAdd(reader.ReadBytes(length)) != id)
            {
                throw new InvalidDataException("A text of a series is none.");
            }
        }

        int count = reader.Read7BitEncodedInt();
        Span<int> parts = stackalloc int[(int)MetricPart.Count];
        for (int series = 1; series < count; series++)
        {
            for (int part = 0; part < parts.Length; part++)
            {
                parts[part] = reader.Read7BitEncodedInt();
                int bound = part == (int)MetricPart.Metric ? ApiMetric.All.Length : part == (int)MetricPart.Scope ? 3 : table._texts.Count;
                if ((uint)parts[part] >= (uint)bound)
                {
                    throw new InvalidDataException("A series has a part that does not exist.");
                }
            }

            if (table.GetOrAdd(parts) != series)
            {
                throw new InvalidDataException("A series is there twice.");
            }
        }

        return table;
    }

    private int GetOrAdd(ReadOnlySpan<int> parts)
    {
        int series = _series.GetOrAdd(parts);
        if (series == _entitiesOf.Length)
        {
            Array.Resize(ref _entitiesOf, series * 2);
        }

        if (_entitiesOf[series].Api == 0)
        {
            _entitiesOf[series] = (EntityOf(parts, 0), EntityOf(parts, parts[(int)MetricPart.Stage] + 1));
            int api = _entitiesOf[series].Api;
            if (_isWebSocket.Length < _entities.Count)
            {
                Array.Resize(ref _isWebSocket, _entities.Count * 2);
            }

            _isWebSocket[api] |= ApiMetric.All[parts[(int)MetricPart.Metric]].IsOfWebSockets;
        }

        return series;
    }

    private int EntityOf(ReadOnlySpan<int> parts, int stage) => _entities.GetOrAdd(
    [
        parts[(int)MetricPart.Account], parts[(int)MetricPart.Region], parts[(int)MetricPart.ApiName], parts[(int)MetricPart.ApiId], stage,
    ]);

    /// <summary>The number of a text. Neighbours are often alike, so the last text of each column is compared first.</summary>
    private int NumberOf(int column, ReadOnlySpan<byte> text)
    {
        if (text.IsEmpty)
        {
            return KeyDictionary.Absent;
        }

        ref int last = ref _remembered[column];
        if (last == 0 || !text.SequenceEqual(_texts[last]))
        {
            last = _texts.GetOrAdd(text);
        }

        return last;
    }
}
