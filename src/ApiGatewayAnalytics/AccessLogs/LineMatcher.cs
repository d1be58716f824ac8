using System.Collections.Immutable;

namespace ApiGatewayAnalytics.AccessLogs;

/// <summary>
/// Matches lines against a template. AWS escapes nothing in line formats, so a value may hold the text that separates it from its
/// neighbour. Variables of a fixed shape (times, numbers, statuses, addresses, methods, identifiers) cannot; they are taken from
/// the left and from the right as far as they go. What remains between them is split where the following fixed shape fits
/// first, else at the first separator; a last variable of free text takes the rest. Linear. Not thread-safe.
/// </summary>
internal sealed class LineMatcher
{
    /// <summary>No value of a strict shape is longer.</summary>
    private const int LongestStrict = 64;

    private readonly ImmutableArray<byte>[] _literals;
    private readonly LineShape[] _shapes;
    private readonly int[] _fields;
    private readonly int[] _starts;
    private readonly int[] _lengths;
    private readonly LineLayout? _layout;
    private readonly LineLayout? _routeLayout;
    private readonly int _route;

    public LineMatcher(LineTemplate template, KeyResolver resolver)
    {
        _literals = [.. template.Literals];
        _literals[0] = [.. _literals[0].AsSpan().TrimStart((byte)' ')];
        _literals[^1] = [.. _literals[^1].AsSpan().TrimEnd((byte)' ')];
        Variables = template.Variables;
        _fields = [.. template.Variables.Select(resolver.FieldOfVariable)];
        _shapes = [.. _fields.Select(LineShapes.Of)];
        _starts = new int[_fields.Length];
        _lengths = new int[_fields.Length];
        _layout = LineLayout.Of(_literals, _fields, _shapes);
        _route = Array.IndexOf(_fields, AccessLogColumns.RouteKey);
        _routeLayout = _layout?.WithBlank(_route);
    }

    /// <summary>The variables of the template, without <c>$context.</c>.</summary>
    public ImmutableArray<string> Variables { get; }

    /// <summary>The field that each variable feeds, or -1.</summary>
    public ReadOnlySpan<int> Fields => _fields;

    /// <summary>Finds the values in <paramref name="line"/>.</summary>
    public bool TryMatch(ReadOnlySpan<byte> line)
    {
        ReadOnlySpan<byte> head = _literals[0].AsSpan();
        ReadOnlySpan<byte> tail = _literals[^1].AsSpan();
        if (line.Length < head.Length + tail.Length || !line.StartsWith(head) || !line.EndsWith(tail))
        {
            return false;
        }

        int at = head.Length;
        int end = line.Length - tail.Length;
        int first = 0;
        int last = _fields.Length - 1;
        if (!TryFixedFromLeft(line, ref first, last, ref at, end))
        {
            return false;
        }

        while (last > first && _shapes[last] != LineShape.Free)
        {
            int from = FixedFromRight(line, last, at, end);
            if (from < 0)
            {
                return false;
            }

            Set(last, from, end);
            end = from - _literals[last].Length;
            last--;
        }

        while (first < last)
        {
            int boundary = FreeEnd(line, first, last, at, end);
            if (boundary < 0)
            {
                return false;
            }

            Set(first, at, boundary);
            at = boundary + _literals[first + 1].Length;
            first++;
            if (!TryFixedFromLeft(line, ref first, last, ref at, end))
            {
                return false;
            }
        }

        Set(last, at, end);
        return LineShapes.Fits(_shapes[last], line[at..end]);
    }

    /// <summary>The layout of the line that was matched last, if its values were to hold nothing that separates them; null where there is none.</summary>
    public LineLayout? LayoutOf(ReadOnlySpan<byte> line) =>
        _route >= 0 && line.Slice(_starts[_route], _lengths[_route]).Contains((byte)' ') ? _routeLayout : _layout;

    /// <summary>Gives the values found last to a row; the line stands at <paramref name="start"/> of the buffer.</summary>
    public void Fill(RecordRow row, int start)
    {
        for (int index = 0; index < _fields.Length; index++)
        {
            if (_fields[index] >= 0)
            {
                row.Add(_fields[index], start + _starts[index], _lengths[index], escaped: false);
            }
        }
    }

    private void Set(int variable, int start, int end)
    {
        _starts[variable] = start;
        _lengths[variable] = end - start;
    }

    /// <summary>Takes variables of fixed shapes from the left.</summary>
    private bool TryFixedFromLeft(ReadOnlySpan<byte> line, ref int first, int last, ref int at, int end)
    {
        while (first < last && _shapes[first] != LineShape.Free)
        {
            int length = FixedLength(line[at..end], first);
            if (length < 0)
            {
                return false;
            }

            Set(first, at, at + length);
            at += length + _literals[first + 1].Length;
            first++;
        }

        return true;
    }

    /// <summary>The length of the value of a fixed shape at the start of <paramref name="rest"/>, before its separator; -1 where none fits.</summary>
    private int FixedLength(ReadOnlySpan<byte> rest, int variable)
    {
        ReadOnlySpan<byte> separator = _literals[variable + 1].AsSpan();
        LineShape shape = _shapes[variable];
        if (shape == LineShape.Time && rest.Length > TimeText.ClfLength && rest[TimeText.ClfLength..].StartsWith(separator)
            && LineShapes.Fits(shape, rest[..TimeText.ClfLength]))
        {
            return TimeText.ClfLength;
        }

        int length = rest.IndexOf(separator);
        return length >= 0 && LineShapes.Fits(shape, rest[..length]) ? length : -1;
    }

    /// <summary>Where the value of a fixed shape that ends at <paramref name="end"/> starts; -1 where none fits.</summary>
    private int FixedFromRight(ReadOnlySpan<byte> line, int variable, int at, int end)
    {
        ReadOnlySpan<byte> separator = _literals[variable].AsSpan();
        int clf = end - TimeText.ClfLength;
        if (_shapes[variable] == LineShape.Time && clf - at >= separator.Length && line[..clf].EndsWith(separator)
            && LineShapes.Fits(LineShape.Time, line[clf..end]))
        {
            return clf;
        }

        int index = line[at..end].LastIndexOf(separator);
        int from = at + index + separator.Length;
        return index >= 0 && LineShapes.Fits(_shapes[variable], line[from..end]) ? from : -1;
    }

    /// <summary>Where the free text of a variable ends.</summary>
    private int FreeEnd(ReadOnlySpan<byte> line, int variable, int last, int at, int end)
    {
        ReadOnlySpan<byte> separator = _literals[variable + 1].AsSpan();
        int firstEnd = line[at..end].IndexOf(separator);
        if (firstEnd < 0)
        {
            return -1;
        }

        // The next variable of a strict shape, behind identifiers at most.
        int strict = variable + 1;
        while (strict < last && _shapes[strict] == LineShape.Word)
        {
            strict++;
        }

        if (_shapes[strict] is LineShape.Free or LineShape.Word)
        {
            return at + firstEnd;
        }

        ReadOnlySpan<byte> before = _literals[strict].AsSpan();
        for (int search = at + firstEnd; search < end;)
        {
            int index = line[search..end].IndexOf(before);
            if (index < 0)
            {
                break;
            }

            search += index;
            int from = search + before.Length;
            int limit = Math.Min(end, from + LongestStrict + _literals[strict + 1].Length);
            bool fits = strict == last ? LineShapes.Fits(_shapes[strict], line[from..end]) : FixedLength(line[from..limit], strict) >= 0;
            int boundary = fits ? BackOverWords(line, variable, strict, at, search) : -1;
            if (boundary >= 0)
            {
                return boundary;
            }

            search++;
        }

        return -1;
    }

    /// <summary>From the separator at <paramref name="at"/> before variable <paramref name="strict"/> back to the one behind <paramref name="variable"/>.</summary>
    private int BackOverWords(ReadOnlySpan<byte> line, int variable, int strict, int start, int at)
    {
        for (int word = strict - 1; word > variable; word--)
        {
            ReadOnlySpan<byte> separator = _literals[word].AsSpan();
            int from = Math.Max(start, at - LineShapes.LongestWord - separator.Length);
            int index = line[from..at].LastIndexOf(separator);
            if (index < 0 || !LineShapes.Fits(LineShape.Word, line[(from + index + separator.Length)..at]))
            {
                return -1;
            }

            at = from + index;
        }

        return at;
    }
}
