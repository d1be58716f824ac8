using System.Text;
using ApiGatewayAnalytics.AccessLogs;
using ApiGatewayAnalytics.Columns;
using ApiGatewayAnalytics.Ingestion;

namespace ApiGatewayAnalytics.Diagnosis;

/// <summary>
/// Reads records with the parser of access logs and counts, per layout, what they have. Bounded: of endlessly many layouts the
/// first are told apart, the records of the others only counted. Not thread-safe; merged.
/// </summary>
internal sealed class LayoutObserver : IRecordParser, ILayoutWatcher
{
    public const int MostLayouts = 64;

    private const int MostUnmappedKeys = 100;
    private const int LongestKey = 128;

    private readonly RecordSchema _schema;
    private readonly AccessLogParser _parser;
    private readonly Dictionary<(LayoutShape Shape, string Signature), ObservedLayout> _layouts = [];
    private readonly Dictionary<JsonLayout, ObservedLayout?> _known = new(ReferenceEqualityComparer.Instance);
    private readonly Dictionary<LineMatcher, ObservedLayout?> _lines = new(ReferenceEqualityComparer.Instance);
    private ObservedLayout? _current;

    public LayoutObserver(AccessLogParserOptions options, RecordSchema schema)
    {
        _schema = schema;
        Tally = new IngestionTally(schema.Fields);
        _parser = new AccessLogParser(options with { CaptureApiKey = true }, Tally, this);
    }

    public IngestionTally Tally { get; }

    /// <summary>The layouts that were told apart, in the order in which they were met.</summary>
    public IEnumerable<ObservedLayout> Layouts => _layouts.Values;

    public ParseResult Parse(RecordBatch batch, int start, int end, bool isFinal, RecordOrigin origin)
    {
        ParseResult result = _parser.Parse(batch, start, end, isFinal, origin);
        if (result.Status == ParseStatus.Accepted)
        {
            _current?.Count(batch, batch.Count - 1, result.Repairs != Repairs.None);
        }

        return result;
    }

    public void Saw(LayoutShape shape, JsonLayout layout)
    {
        if (!_known.TryGetValue(layout, out ObservedLayout? known))
        {
            if (_known.Count == MostLayouts)
            {
                _known.Clear();
            }

            known = layout.IsAccessLog ? Find(shape, layout) : null;
            _known.Add(layout, known);
        }

        _current = known;
    }

    public void Saw(LayoutShape shape, LineMatcher line)
    {
        if (_lines.TryGetValue(line, out _current))
        {
            return;
        }

        var provided = new bool[_schema.Count];
        var unmapped = new List<string>();
        for (int index = 0; index < line.Fields.Length; index++)
        {
            if (line.Fields[index] >= 0)
            {
                provided[line.Fields[index]] = true;
            }
            else if (unmapped.Count < MostUnmappedKeys)
            {
                unmapped.Add(Cut(line.Variables[index]));
            }
        }

        _current = Find(shape, string.Join(',', line.Variables), provided, unmapped);
        _lines.Add(line, _current);
    }

    public void Saw(in ClfValues line)
    {
        // A route that is absent looks like a resource that is, so both are of one layout; what stands behind the request id is told apart.
        var provided = new bool[_schema.Count];
        foreach (int field in line.Fields())
        {
            provided[field] = true;
        }

        string signature = $"{provided[AccessLogColumns.ExtendedRequestId]} {provided[AccessLogColumns.IntegrationError]}";
        _current = Find(LayoutShape.Clf, signature, provided, []);
        for (int field = 0; field < provided.Length && _current is not null; field++)
        {
            _current.Provided[field] |= provided[field];
        }
    }

    public void MergeFrom(LayoutObserver other)
    {
        foreach ((var key, ObservedLayout layout) in other._layouts)
        {
            if (_layouts.TryGetValue(key, out ObservedLayout? mine))
            {
                mine.MergeFrom(layout);
            }
            else if (_layouts.Count < MostLayouts)
            {
                _layouts.Add(key, layout);
            }
        }

        Tally.MergeFrom(other.Tally);
    }

    private ObservedLayout? Find(LayoutShape shape, JsonLayout layout)
    {
        var provided = new bool[_schema.Count];
        var unmapped = new List<string>();
        var signature = new StringBuilder();
        var path = new List<string>();
        foreach (LayoutKey key in layout.Keys)
        {
            if (key.Kind == MemberKind.EndObject)
            {
                path.RemoveAt(path.Count - 1);
                signature.Append('}');
                continue;
            }

            string name = Encoding.UTF8.GetString(key.Name);
            signature.Append(name).Append('\0');
            if (key.Kind == MemberKind.Object)
            {
                path.Add(Cut(name));
                signature.Append('{');
            }
            else if (key.Field >= 0)
            {
                provided[key.Field] = true;
            }
            else if (unmapped.Count < MostUnmappedKeys)
            {
                unmapped.Add(Cut(string.Join('.', path.Append(Cut(name)))));
            }
        }

        return Find(shape, signature.ToString(), provided, unmapped);
    }

    private ObservedLayout? Find(LayoutShape shape, string signature, bool[] provided, List<string> unmapped)
    {
        if (_layouts.TryGetValue((shape, signature), out ObservedLayout? known) || _layouts.Count == MostLayouts)
        {
            return known;
        }

        var layout = new ObservedLayout(shape, signature, provided, [.. unmapped.Distinct()]);
        _layouts.Add((shape, signature), layout);
        return layout;
    }

    private static string Cut(string key) => key.Length <= LongestKey ? key : key[..LongestKey];
}
