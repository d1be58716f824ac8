namespace ApiGatewayAnalytics.Diagnosis;

/// <summary>One thing that is wrong with a log, or that its reader should know. Immutable.</summary>
public sealed record DiagnosisFinding
{
    internal DiagnosisFinding()
    {
    }

    /// <summary>What it is.</summary>
    public required FindingKind Kind { get; init; }

    /// <summary>The records concerned.</summary>
    public required long Records { get; init; }

    /// <summary>What it means and what to do, in one sentence without any content of the log.</summary>
    public required string Message { get; init; }
}
