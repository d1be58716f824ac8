namespace ApiGatewayAnalytics.AccessLogs;

/// <summary>
/// The members that one template gives every record, in order, and what each of them feeds: resolved once, then only verified.
/// Belongs to one parser; not thread-safe, as its text is learned while reading.
/// </summary>
/// <param name="keys">The members.</param>
/// <param name="isAccessLog">Whether records of this layout are access-log records at all.</param>
internal sealed class JsonLayout(LayoutKey[] keys, bool isAccessLog)
{
    /// <summary>A source that writes one layout in ever new texts is not worth more attempts.</summary>
    private const int MostAttempts = 8;

    private const int MostMisses = 64;

    private int _attempts;
    private int _misses;

    public LayoutKey[] Keys { get; } = keys;

    public bool IsAccessLog { get; } = isAccessLog;

    /// <summary>The text between the values, once it is learned.</summary>
    public JsonTemplateText? Text { get; private set; }

    /// <summary>Whether the members of the next record should be listed to learn the text from them.</summary>
    public bool WantsText => Text is null && IsAccessLog && _attempts < MostAttempts;

    public void LearnText(ReadOnlySpan<byte> buffer, int start, int length, MemberList members)
    {
        _attempts++;
        Text = JsonTemplateText.Learn(buffer, start, length, members, this);
    }

    /// <summary>A record of this layout had another text. After many of them the text is learned anew.</summary>
    public void MissText()
    {
        if (Text is not null && ++_misses >= MostMisses && _attempts < MostAttempts)
        {
            _misses = 0;
            Text = null;
        }
    }
}
