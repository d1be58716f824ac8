namespace ApiGatewayAnalytics.Tests.Reference;

/// <summary>What is asked of <see cref="ReferencePanels"/>.</summary>
internal sealed record ReferenceQuery
{
    /// <summary>Inclusive, rounded down to a minute. Null: the oldest record's minute.</summary>
    public DateTimeOffset? From { get; init; }

    /// <summary>Exclusive, rounded up to a minute. Null: the end of the newest record's minute.</summary>
    public DateTimeOffset? To { get; init; }

    /// <summary>
    /// Whether the range is widened to the buckets that are kept where it starts, as for an engine that is asked later. Off: as for
    /// files, where bounds are applied while reading.
    /// </summary>
    public bool RoundToKept { get; init; }

    /// <summary>By account, region, apiName, apiId or stage: an exact value or a pattern with <c>*</c>.</summary>
    public IReadOnlyDictionary<string, string> Filters { get; init; } = new Dictionary<string, string>();

    /// <summary>API id to name.</summary>
    public IReadOnlyDictionary<string, string> ApiNames { get; init; } = new Dictionary<string, string>();

    /// <summary>Address to place, or null where there is no location database.</summary>
    public Func<string, ReferencePlace?>? Locate { get; init; }

    /// <summary>Address to what is threatening about it, or null where there is no list of threats.</summary>
    public Func<string, ReferenceThreat?>? Judge { get; init; }

    /// <summary>The interval of trends where another one than the panel's is used, as ISO 8601. Null: the panel's, or the next wider one kept.</summary>
    public string? Interval { get; init; }

    /// <summary>Leaves limits and rest rows out, so that every key shows: the truth behind <see cref="PanelAssert.Guarantee"/>.</summary>
    public bool WithoutLimits { get; init; }
}
