using System.Globalization;
using System.Text;
using Spectre.Console.Rendering;

namespace ApiGatewayAnalytics.Cli.Rendering.Text;

/// <summary>
/// Text that may be printed, and its width in terminal cells. Log lines are written by attackers: escape sequences could rewrite
/// the screen, direction overrides could reorder it, line breaks could forge rows. Everything that is printed passes through here,
/// since a canvas takes nothing else; what cannot be seen comes out as a visible escape such as <c>\x1b</c>. No markup language is
/// ever applied to the result.
/// </summary>
internal readonly record struct SafeText
{
    private const string Ellipsis = "\u2026";

    private SafeText(string text, int width) => (Text, Width) = (text, width);

    public static SafeText Empty { get; } = new("", 0);

    public string Text { get; }

    /// <summary>Terminal cells: 0 for a combining mark, 2 for most ideographs and emoji.</summary>
    public int Width { get; }

    public static implicit operator SafeText(string text) => Of(text);

    public static SafeText Of(string text)
    {
        string clean = Clean(text);
        return new SafeText(clean, Measure(clean));
    }

    public static SafeText Spaces(int count) => count <= 0 ? Empty : new SafeText(new string(' ', count), count);

    /// <summary>Replaces whatever is invisible or steers a terminal by an escape.</summary>
    public static string Clean(string text)
    {
        if (!text.AsSpan().ContainsAnyExceptInRange(' ', '~'))
        {
            return text;
        }

        var clean = new StringBuilder(text.Length + 16);
        Span<char> utf16 = stackalloc char[2];
        for (int i = 0; i < text.Length;)
        {
            bool whole = Rune.TryGetRuneAt(text, i, out Rune rune);
            i += whole ? rune.Utf16SequenceLength : 1;
            if (!whole)
            {
                clean.Append('\uFFFD');
            }
            else if (IsPrintable(rune))
            {
                clean.Append(utf16[..rune.EncodeToUtf16(utf16)]);
            }
            else
            {
                AppendEscape(clean, rune.Value);
            }
        }

        return clean.ToString();
    }

    /// <summary>The text in at most <paramref name="width"/> cells, its end given up for an ellipsis where needed.</summary>
    public SafeText Fit(int width)
    {
        if (Width <= width)
        {
            return this;
        }

        if (width <= 0)
        {
            return Empty;
        }

        int cells = 0;
        int length = 0;
        foreach (Rune rune in Text.EnumerateRunes())
        {
            int next = WidthOf(rune);
            if (cells + next > width - 1)
            {
                break;
            }

            cells += next;
            length += rune.Utf16SequenceLength;
        }

        return new SafeText(string.Concat(Text.AsSpan(0, length), Ellipsis), cells + 1);
    }

    /// <summary>The text in exactly <paramref name="width"/> cells.</summary>
    public SafeText Pad(int width, bool right = false)
    {
        SafeText fitted = Fit(width);
        string spaces = new(' ', Math.Max(0, width - fitted.Width));
        return new SafeText(right ? spaces + fitted.Text : fitted.Text + spaces, fitted.Width + spaces.Length);
    }

    public override string ToString() => Text;

    private static bool IsPrintable(Rune rune) => Rune.GetUnicodeCategory(rune) switch
    {
        UnicodeCategory.Control or UnicodeCategory.Format or UnicodeCategory.Surrogate or UnicodeCategory.PrivateUse
            or UnicodeCategory.LineSeparator or UnicodeCategory.ParagraphSeparator or UnicodeCategory.OtherNotAssigned => false,
        _ => true,
    };

    private static void AppendEscape(StringBuilder text, int value)
    {
        _ = value switch
        {
            '\t' => text.Append("\\t"),
            '\n' => text.Append("\\n"),
            '\r' => text.Append("\\r"),
            < 0x100 => text.Append(CultureInfo.InvariantCulture, $"\\x{value:x2}"),
            _ => text.Append(CultureInfo.InvariantCulture, $"\\u{{{value:x}}}"),
        };
    }

    private static int Measure(string text)
    {
        if (!text.AsSpan().ContainsAnyExceptInRange(' ', '~'))
        {
            return text.Length;
        }

        int width = 0;
        foreach (Rune rune in text.EnumerateRunes())
        {
            width += WidthOf(rune);
        }

        return width;
    }

    /// <summary>Latin letters, the ellipsis, lines and blocks are known; for the rest the terminal library has the table.</summary>
    private static int WidthOf(Rune rune) => rune.Value is < 0x300 or 0x2026 or (>= 0x2500 and < 0x25A0)
        ? 1
        : Math.Clamp(new Segment(rune.ToString()).CellCount(), 0, 2);
}
