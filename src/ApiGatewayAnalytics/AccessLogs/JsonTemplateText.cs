using System.Buffers;
using System.Runtime.CompilerServices;
using ApiGatewayAnalytics.Columns;
using ApiGatewayAnalytics.Ingestion;

namespace ApiGatewayAnalytics.AccessLogs;

/// <summary>
/// The fixed text of a learned layout: what stands before, between and after the values of every record that one template
/// writes. A record whose text is the same and whose values are sound needs no parsing: what this accepts is well-formed JSON
/// with exactly the layout's members; whatever it does not accept is left to the strict reader. The first records are read
/// member by member; from their values a <see cref="TemplateProgram"/> is compiled, which reads the following ones, while
/// members are still read one by one near the end of the window. Belongs to one parser; not thread-safe.
/// </summary>
internal sealed class JsonTemplateText
{
    private const int MostBytes = 64 * 1024;
    private const int MostMembers = 512;
    private const int MostSamplings = 4;

    /// <summary>Records after which it is asked whether the program still fits.</summary>
    private const int Period = 4096;

    private static readonly SearchValues<byte> s_special = SearchValues.Create([.. Enumerable.Range(0, 0x20).Select(code => (byte)code), (byte)'"', (byte)'\\']);

    private readonly byte[][] _gaps;
    private readonly int[] _fields;
    private readonly bool[] _quoted;
    private readonly int[] _offsets;
    private readonly int[] _lengths;
    private byte[]?[] _constants = [];
    private int[] _usual = [];
    private TemplateSamples? _samples;
    private TemplateProgram? _program;
    private int _samplings = 1;
    private int _read;
    private int _misses;

    private JsonTemplateText(byte[][] gaps, int[] fields, bool[] quoted, bool isNeverEnvelope)
    {
        _gaps = gaps;
        _fields = fields;
        _quoted = quoted;
        _offsets = new int[fields.Length];
        _lengths = new int[fields.Length];
        _samples = new TemplateSamples(fields.Length);
        IsNeverEnvelope = isNeverEnvelope;
        LineBreaks = gaps.Sum(gap => gap.AsSpan().Count((byte)'\n'));
    }

    /// <summary>Whether the names alone tell that no record of this text is an envelope.</summary>
    public bool IsNeverEnvelope { get; }

    /// <summary>The line breaks in each record: values hold none.</summary>
    public int LineBreaks { get; }

    /// <summary>Learns from a well-formed record of the layout; null where it has a value that is neither text, number nor boolean, or is unduly large.</summary>
    public static JsonTemplateText? Learn(ReadOnlySpan<byte> buffer, int start, int length, MemberList members, JsonLayout layout)
    {
        if (members.Count > MostMembers || length > MostBytes)
        {
            return null;
        }

        var gaps = new List<byte[]>();
        var fields = new List<int>();
        var quoted = new List<bool>();
        int at = start;
        for (int index = 0; index < members.Count; index++)
        {
            ref readonly JsonMember member = ref members[index];
            if (member.Kind is MemberKind.Object or MemberKind.EndObject)
            {
                continue;
            }

            if (member.Kind == MemberKind.None)
            {
                return null;
            }

            gaps.Add(buffer[at..member.Value].ToArray());
            fields.Add(layout.Keys[index].Field);
            quoted.Add(buffer[member.Value - 1] == '"');
            at = member.Value + member.ValueLength;
        }

        gaps.Add(buffer[at..(start + length)].ToArray());
        bool isNeverEnvelope = EnvelopeProbe.Look(buffer.Slice(start, length), out bool byNames) == EnvelopeKind.None && byNames;
        return new JsonTemplateText([.. gaps], [.. fields], [.. quoted], isNeverEnvelope);
    }

    /// <summary>Reads the record at <paramref name="start"/> of the batch's buffer into the row begun last.</summary>
    public TemplateOutcome Read(RecordBatch batch, int start, int end, RecordRow row, out int consumed)
    {
        if (_samples is not null)
        {
            TemplateOutcome outcome = ReadMembers(batch.Buffer.AsSpan(start, end - start), start, row, out consumed);
            if (outcome == TemplateOutcome.Read)
            {
                Sample(batch, row);
            }

            return outcome;
        }

        if (_program?.IsFor(batch) != true)
        {
            Compile(batch, row);
        }

        TemplateOutcome result = _program!.Read(start, end, row, out consumed);
        if (result == TemplateOutcome.TooNear)
        {
            row.Begin(batch);
            return ReadMembers(batch.Buffer.AsSpan(start, end - start), start, row, out consumed);
        }

        if (result == TemplateOutcome.Read && ++_read == Period)
        {
            Review();
        }

        return result;
    }

    [MethodImpl(MethodImplOptions.AggressiveOptimization)]
    private TemplateOutcome ReadMembers(ReadOnlySpan<byte> window, int start, RecordRow row, out int consumed)
    {
        byte[][] gaps = _gaps;
        int[] fields = _fields;
        ReadOnlySpan<byte> rest = window;
        consumed = 0;
        for (int index = 0; index < fields.Length; index++)
        {
            ReadOnlySpan<byte> gap = gaps[index];
            if (!rest.StartsWith(gap))
            {
                return Stop(rest, gap);
            }

            rest = rest[gap.Length..];
            bool escaped = false;
            int length = _quoted[index] ? TextLength(rest, ref escaped) : LiteralLength(rest);
            if (length < 0)
            {
                return _quoted[index] && !rest.ContainsAny(s_special) ? TemplateOutcome.Ended : TemplateOutcome.Differs;
            }

            int at = start + window.Length - rest.Length;
            _offsets[index] = at;
            _lengths[index] = escaped ? -1 : length;
            if (fields[index] >= 0)
            {
                row.Add(fields[index], at, length, escaped);
            }

            rest = rest[length..];
        }

        if (!rest.StartsWith(gaps[^1]))
        {
            return Stop(rest, gaps[^1]);
        }

        consumed = window.Length - rest.Length + gaps[^1].Length;
        return TemplateOutcome.Read;

        static TemplateOutcome Stop(ReadOnlySpan<byte> rest, ReadOnlySpan<byte> gap) =>
            gap.StartsWith(rest) ? TemplateOutcome.Ended : TemplateOutcome.Differs;
    }

    private void Sample(RecordBatch batch, RecordRow row)
    {
        _samples!.Add(batch.Buffer, _offsets, _lengths);
        if (_samples.Taken == TemplateSamples.Wanted)
        {
            _constants = _samples.FindConstants();
            _usual = _samples.FindLengths();
            _samples = null;
            Compile(batch, row);
        }
    }

    private void Compile(RecordBatch batch, RecordRow row)
    {
        _program = new TemplateCompiler(_gaps, _fields, _quoted, _usual, _constants).Compile(batch, row);
        _read = 0;
        _misses = 0;
    }

    /// <summary>Values that were constant may have changed for good; then it is worth learning them anew.</summary>
    private void Review()
    {
        bool fits = _program!.Misses - _misses < 2 * Period;
        _read = 0;
        _misses = _program.Misses;
        if (!fits && _samplings < MostSamplings)
        {
            _samplings++;
            _samples = new TemplateSamples(_fields.Length);
        }
    }

    /// <summary>The length of a string's content, -1 where it is not sound or has no end.</summary>
    private static int TextLength(ReadOnlySpan<byte> text, ref bool escaped)
    {
        if (text.Length > 1 && text[1] == '"' && text[0] == '-')
        {
            return 1;
        }

        int length = text.IndexOfAny(s_special);
        return length < 0 || text[length] == '"' ? length : EscapedLength(text, length, ref escaped);
    }

    /// <summary>The length of a string's content that has its first special byte at <paramref name="at"/>, -1 where it is not sound or has no end.</summary>
    public static int EscapedLength(ReadOnlySpan<byte> text, int at, ref bool escaped)
    {
        while (true)
        {
            if (text[at] == '"')
            {
                return at;
            }

            if (text[at] != '\\' || at + 1 == text.Length)
            {
                return -1;
            }

            escaped = true;
            if (JsonText.TryReadUnit(text[at..], out _))
            {
                at += 6;
            }
            else if ("\"\\/bfnrt"u8.Contains(text[at + 1]))
            {
                at += 2;
            }
            else
            {
                return -1;
            }

            int next = text[at..].IndexOfAny(s_special);
            if (next < 0)
            {
                return -1;
            }

            at += next;
        }
    }

    /// <summary>The length of a whole number or boolean, -1 where anything else stands there.</summary>
    public static int LiteralLength(ReadOnlySpan<byte> text)
    {
        int digits = text.IndexOfAnyExceptInRange((byte)'0', (byte)'9');
        if (digits > 0)
        {
            return text[0] == '0' && digits > 1 ? -1 : digits;
        }

        return text.StartsWith("true"u8) ? 4 : text.StartsWith("false"u8) ? 5 : -1;
    }
}
