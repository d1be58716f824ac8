using System.Collections.Immutable;

namespace ApiGatewayAnalytics.AccessLogs;

/// <summary>
/// The values of a line and the text around them, if both can be told apart without looking for the one or the other: there is a
/// separator in each text between two values, and no other in a line. Then there is only one way to take the line apart, and every
/// reader that reads it at all finds the same values. Immutable.
/// </summary>
internal sealed class LineLayout
{
    /// <summary>Texts are compared as a word.</summary>
    private const int LongestLiteral = sizeof(ulong) - 2;

    private const int MostColumns = 64;

    private LineLayout(ImmutableArray<byte>[] literals, int[] fields, LineCheck[] checks, byte delimiter)
    {
        Literals = literals;
        Fields = fields;
        Checks = checks;
        Delimiter = delimiter;
    }

    /// <summary>The text before each value, and behind the last one up to the end of the line.</summary>
    public ImmutableArray<byte>[] Literals { get; }

    /// <summary>The field that each value feeds, or -1.</summary>
    public int[] Fields { get; }

    public LineCheck[] Checks { get; }

    /// <summary>The separator beside those that all lines have.</summary>
    public byte Delimiter { get; }

    /// <summary>The layout of a template whose values have shapes; null where such a layout does not say all.</summary>
    public static LineLayout? Of(ImmutableArray<byte>[] literals, int[] fields, LineShape[] shapes)
    {
        // Between free texts a time is looked for, and could be found in another form at another place.
        int firstFree = Array.IndexOf(shapes, LineShape.Free);
        int lastFree = Array.LastIndexOf(shapes, LineShape.Free);
        for (int index = firstFree + 1; index < lastFree; index++)
        {
            if (shapes[index] == LineShape.Time)
            {
                return null;
            }
        }

        return Of(literals, fields, Array.ConvertAll(shapes, CheckOf));
    }

    /// <inheritdoc cref="Of(ImmutableArray{byte}[], int[], LineShape[])"/>
    public static LineLayout? Of(ImmutableArray<byte>[] literals, int[] fields, LineCheck[] checks)
    {
        int delimiter = -1;
        for (int index = 0; index < literals.Length; index++)
        {
            ReadOnlySpan<byte> literal = literals[index].AsSpan();
            bool isBetween = index > 0 && index < fields.Length;
            if (isBetween && delimiter < 0 && SeparatorsIn(literal, (byte)' ') == 0)
            {
                delimiter = literal[0];
            }

            if (literal.Length > LongestLiteral || (isBetween && SeparatorsIn(literal, Whole(delimiter)) == 0))
            {
                return null;
            }
        }

        // Lines are trimmed before they are compared.
        bool isTrimmed = literals[^1].AsSpan() is [.., (byte)' ' or (byte)'\t' or (byte)'\r'];
        return isTrimmed || fields.Length > MostColumns || IsLetter(delimiter) ? null : new LineLayout(literals, fields, checks, Whole(delimiter));
    }

    /// <summary>The layout of lines in which one free text holds a blank; null where blanks separate values, or there is no such text.</summary>
    public LineLayout? WithBlank(int column)
    {
        foreach (ImmutableArray<byte> literal in Literals)
        {
            if (literal.Contains((byte)' '))
            {
                return null;
            }
        }

        if (column < 0 || Checks[column] != LineCheck.None)
        {
            return null;
        }

        LineCheck[] checks = [.. Checks];
        checks[column] = LineCheck.OneBlank;
        return new LineLayout(Literals, Fields, checks, Delimiter);
    }

    /// <summary>How many bytes of a text are separators.</summary>
    public static int SeparatorsIn(ReadOnlySpan<byte> text, byte delimiter)
    {
        int count = 0;
        foreach (byte value in text)
        {
            count += ByteBlock.IsSeparator(value, delimiter) ? 1 : 0;
        }

        return count;
    }

    /// <summary>What stands in times, numbers and addresses cannot separate them.</summary>
    private static bool IsLetter(int delimiter) => delimiter >= 0 && (char.IsAsciiLetterOrDigit((char)delimiter) || delimiter is '/' or ':' or '.' or '+' or '-');

    private static byte Whole(int delimiter) => (byte)(delimiter < 0 ? ' ' : delimiter);

    private static LineCheck CheckOf(LineShape shape) => shape switch
    {
        LineShape.Free => LineCheck.None,
        LineShape.Word => LineCheck.Word,
        LineShape.Number => LineCheck.Number,
        LineShape.Status => LineCheck.Status,
        LineShape.Time => LineCheck.Time,
        LineShape.Address => LineCheck.Address,
        LineShape.Method => LineCheck.Method,
        _ => LineCheck.Protocol,
    };
}
