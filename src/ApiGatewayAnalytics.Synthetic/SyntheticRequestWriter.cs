using System.Buffers;
using System.Buffers.Text;
using System.Text;

namespace ApiGatewayAnalytics.Synthetic;

/// <summary>
/// Writes requests as UTF-8 records of an access-log template, as API Gateway does: a variable becomes its value, an absent one
/// <c>-</c>; in a template that is a JSON object quotes and backslashes of values are escaped, elsewhere values go out as they are.
/// The template is cut into literals and variables once. Instances are safe to use from several threads.
/// </summary>
public sealed class SyntheticRequestWriter
{
    private const string Prefix = "$context.";

    private readonly Segment[] _segments;
    private readonly bool _isJson;

    /// <summary>Creates a writer of one of the known layouts.</summary>
    /// <param name="layout">The layout.</param>
    /// <exception cref="ArgumentOutOfRangeException">The layout is not one of the known ones.</exception>
    public SyntheticRequestWriter(SyntheticLayout layout)
        : this(LayoutTemplates.Get(layout))
    {
    }

    /// <summary>Creates a writer of a template in the syntax of a stage's access log settings.</summary>
    /// <param name="template">Text with <c>$context.</c> variables, for example <c>$context.requestId $context.status</c>.</param>
    /// <exception cref="ArgumentException">The template is empty or has more than one line.</exception>
    public SyntheticRequestWriter(string template)
    {
        ArgumentException.ThrowIfNullOrWhiteSpace(template);
        if (template.AsSpan().TrimEnd('\n').Contains('\n'))
            throw new ArgumentException($"A template must be a single line: '{template}'.", nameof(template));

        Template = template;
        _isJson = template.StartsWith('{');
        _segments = [.. Cut(template.TrimEnd('\n'))];
    }

    /// <summary>The template.</summary>
    public string Template { get; }

    /// <summary>Writes one record and the newline that ends it.</summary>
    /// <param name="request">The request.</param>
    /// <param name="output">Where to.</param>
    public void WriteLine(SyntheticRequest request, IBufferWriter<byte> output)
    {
        ArgumentNullException.ThrowIfNull(output);
        Write(request, output);
        output.Write("\n"u8);
    }

    /// <summary>Writes one record without a newline.</summary>
    /// <param name="request">The request.</param>
    /// <param name="output">Where to.</param>
    public void Write(SyntheticRequest request, IBufferWriter<byte> output)
    {
        ArgumentNullException.ThrowIfNull(request);
        ArgumentNullException.ThrowIfNull(output);
        foreach (var segment in _segments)
        {
            var literal = segment.Literal;
            if (segment.Variable is not { } variable)
                output.Write(literal);
            else if (variable.Text is { } text)
                WriteText(text(request) ?? "-", literal, output);
            else if (variable.Number!(request) is { } number)
                WriteNumber(number, literal, output);
            else
                WriteText("-", literal, output);
        }
    }

    private void WriteText(string value, byte[] literal, IBufferWriter<byte> output)
    {
        // Twice the bytes of the longest encoding leave room for a backslash before each of them.
        var span = output.GetSpan(literal.Length + (value.Length * 6));
        literal.CopyTo(span);
        var rest = span[literal.Length..];
        var length = _isJson && value.AsSpan().IndexOfAny('"', '\\') >= 0
            ? Encoding.UTF8.GetBytes(value.Replace("\\", "\\\\", StringComparison.Ordinal).Replace("\"", "\\\"", StringComparison.Ordinal), rest)
            : Encoding.UTF8.GetBytes(value, rest);
        output.Advance(literal.Length + length);
    }

    private static void WriteNumber(long value, byte[] literal, IBufferWriter<byte> output)
    {
        var span = output.GetSpan(literal.Length + 20);
        literal.CopyTo(span);
        Utf8Formatter.TryFormat(value, span[literal.Length..], out var length);
        output.Advance(literal.Length + length);
    }

    private static IEnumerable<Segment> Cut(string template)
    {
        var literal = new StringBuilder();
        for (var at = 0; ;)
        {
            var next = template.IndexOf(Prefix, at, StringComparison.Ordinal);
            literal.Append(template, at, (next < 0 ? template.Length : next) - at);
            if (next < 0)
                break;

            var from = next + Prefix.Length;
            for (at = from; at < template.Length && (char.IsAsciiLetterOrDigit(template[at]) || template[at] is '.' or '_'); at++)
            {
            }

            // A full stop at the end belongs to the sentence, not to the name.
            while (template[at - 1] == '.' && at > from)
                at--;
            if (RequestVariable.FindInTemplate(template[from..at]) is { } variable)
            {
                yield return new Segment(Encoding.UTF8.GetBytes(literal.ToString()), variable);
                literal.Clear();
            }
            else
            {
                literal.Append('-');
            }
        }

        yield return new Segment(Encoding.UTF8.GetBytes(literal.ToString()), null);
    }

    private readonly record struct Segment(byte[] Literal, RequestVariable? Variable);
}
