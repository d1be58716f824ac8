namespace ApiGatewayAnalytics.AspNetCore;

/// <summary>Who may ask the pages and the JSON API, and how much. Read once, when they are mapped.</summary>
public sealed class ApiGatewayAnalyticsHttpOptions
{
    /// <summary>
    /// Whether everybody who reaches the host may see everything, without any authorization. Access logs hold addresses and paths of
    /// people. Default: no; only requests from this machine are answered, and none that carry headers of a proxy.
    /// </summary>
    public bool AllowsAnonymousRequestsFromAnywhere { get; set; }

    /// <summary>The longest range of a question. Default: 400 days.</summary>
    public TimeSpan MaxRange { get; set; } = TimeSpan.FromDays(400);

    /// <summary>The questions that are answered at a time, so that viewers leave processors to whoever feeds the engine. Default: 4.</summary>
    public int MaxConcurrentQuestions { get; set; } = 4;

    /// <summary>
    /// How long a question waits for its turn before it is refused with 503 and <c>Retry-After</c>, up to a minute. Default: 5 seconds.
    /// </summary>
    public TimeSpan QuestionPatience { get; set; } = TimeSpan.FromSeconds(5);

    /// <summary>
    /// Whether a question without a range is about everything that the engine holds instead of its last day. Default: no.
    /// </summary>
    public bool ShowsEverythingByDefault { get; set; }

    /// <summary>
    /// Whether ranges without an end, such as the last hour, end with the newest record instead of now, which suits data that no longer
    /// grows. Default: no.
    /// </summary>
    public bool CountsBackFromNewestRecord { get; set; }

    /// <summary>Every mistake, in words.</summary>
    internal IEnumerable<string> Mistakes()
    {
        if (MaxRange < TimeSpan.FromMinutes(1))
        {
            yield return $"{nameof(MaxRange)} is {MaxRange}; it must be at least a minute.";
        }

        if (MaxConcurrentQuestions < 1)
        {
            yield return $"{nameof(MaxConcurrentQuestions)} is {MaxConcurrentQuestions}; it must be positive.";
        }

        if (QuestionPatience < TimeSpan.Zero || QuestionPatience > TimeSpan.FromMinutes(1))
        {
            yield return $"{nameof(QuestionPatience)} is {QuestionPatience}; it must be from 0 to 1 minute.";
        }
    }
}
