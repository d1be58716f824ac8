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
    private const int TypicalBytes = 4096;

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
        var span = output.GetSpan(TypicalBytes);
        var used = 0;
        foreach (var (literal, variable) in _segments)
        {
            var text = variable?.Text?.Invoke(request);

            // Three bytes a UTF-16 unit, each of which may get a backslash; a number has at most 20.
            var needed = literal.Length + Math.Max(20, (text?.Length ?? 0) * 6);
            if (span.Length - used < needed)
            {
                output.Advance(used);
                span = output.GetSpan(Math.Max(needed, TypicalBytes));
                used = 0;
            }

            literal.CopyTo(span[used..]);
            used += literal.Length;
            if (text is not null)
                used += Format(text, span[used..]);
            else if (variable?.Number is { } number && number(request) is { } value)
                used += Format(value, span[used..]);
            else if (variable is not null)
                span[used++] = (byte)'-';
        }

        output.Advance(used);
    }

    private int Format(string text, Span<byte> span)
    {
        if (_isJson && text.AsSpan().IndexOfAny('"', '\\') >= 0)
            text = text.Replace("\\", "\\\\", StringComparison.Ordinal).Replace("\"", "\\\"", StringComparison.Ordinal);
        return Encoding.UTF8.GetBytes(text, span);
    }

    private static int Format(long value, Span<byte> span)
    {
        Utf8Formatter.TryFormat(value, span, out var length);
        return length;
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
