using System.Text;

namespace ApiGatewayAnalytics.Timeline;

/// <summary>
/// An exact text or one with <c>*</c> for any characters, compared without case. Matching takes time linear in pattern and text:
/// every part between two stars is found as early as possible. Immutable.
/// </summary>
internal sealed class TextPattern(string pattern)
{
    private readonly string[] _parts = pattern.Split('*');

    /// <summary>Whether a text matches. An absent (empty) one matches only <c>*</c> alone.</summary>
    public bool Matches(ReadOnlySpan<byte> utf8)
    {
        if (utf8.IsEmpty)
        {
            return _parts is ["", ""];
        }

        Span<char> text = utf8.Length <= 512 ? stackalloc char[utf8.Length] : new char[utf8.Length];
        return Matches((ReadOnlySpan<char>)text[..Encoding.UTF8.GetChars(utf8, text)]);
    }

    private bool Matches(ReadOnlySpan<char> text)
    {
        string first = _parts[0];
        if (_parts.Length == 1)
        {
            return text.Equals(first, StringComparison.OrdinalIgnoreCase);
        }

        string last = _parts[^1];
        if (text.Length < first.Length + last.Length
            || !text.StartsWith(first, StringComparison.OrdinalIgnoreCase)
            || !text.EndsWith(last, StringComparison.OrdinalIgnoreCase))
        {
            return false;
        }

        text = text[first.Length..^last.Length];
        foreach (string part in _parts.AsSpan(1, _parts.Length - 2))
        {
            int at = text.IndexOf(part, StringComparison.OrdinalIgnoreCase);
            if (at < 0)
            {
                return false;
            }

            text = text[(at + part.Length)..];
        }

        return true;
    }
}
