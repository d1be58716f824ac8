using ApiGatewayAnalytics.Panels;

namespace ApiGatewayAnalytics.Monitoring;

/// <summary>An alert that began or ended, with the values that caused it. Immutable.</summary>
public sealed record MonitorEvent
{
    /// <summary>The rule.</summary>
    public required MonitorDefinition Monitor { get; init; }

    /// <summary>Whose requests it is about.</summary>
    public required MonitorSubject Subject { get; init; }

    /// <summary>The name of the API; its identifier where none is known.</summary>
    public string? ApiName { get; init; }

    /// <summary>What happened.</summary>
    public required MonitorEventKind Kind { get; init; }

    /// <summary>The minute that it happened at: the end of <see cref="Window"/>.</summary>
    public required DateTimeOffset At { get; init; }

    /// <summary>When the alert began to fire; <see cref="At"/> itself where it begins.</summary>
    public required DateTimeOffset Since { get; init; }

    /// <summary>The value over <see cref="Window"/>, in the unit of the rule's signal; null where the window is empty.</summary>
    public double? Value { get; init; }

    /// <summary>
    /// The records, or samples of datapoints, behind <see cref="Value"/>: those counted, those that a rate is a share of, those that were measured.
    /// </summary>
    public long Requests { get; init; }

    /// <summary>The minutes that were judged.</summary>
    public required TimeRange Window { get; init; }
}
