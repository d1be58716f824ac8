namespace ApiGatewayAnalytics.Enrichment;

/// <summary>What was said at a time; nothing where the text is null.</summary>
internal readonly record struct LearnedText(string? Text, DateTimeOffset Time)
{
    /// <summary>The later of two that say something; at once the one that is ordinally greater.</summary>
    public LearnedText Newer(LearnedText other)
    {
        if (Text is null || other.Text is null)
        {
            return Text is null ? other : this;
        }

        int order = Time.CompareTo(other.Time);
        order = order != 0 ? order : string.CompareOrdinal(Text, other.Text);
        return order >= 0 ? this : other;
    }
}
