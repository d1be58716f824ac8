using System.Collections.Immutable;

namespace ApiGatewayAnalytics.Hosting.Files;

/// <summary>How far files were followed when the last pass ended. Immutable.</summary>
internal sealed record FollowState
{
    /// <summary>The files that are there.</summary>
    public int Files { get; init; }

    /// <summary>The bytes that wait, mostly for the end of a line or for a file to settle.</summary>
    public long BytesBehind { get; init; }

    /// <summary>When the last pass began that read everything that could be read.</summary>
    public DateTimeOffset CaughtUpAt { get; init; }

    /// <summary>The files and folders that cannot be read.</summary>
    public ImmutableArray<string> Failing { get; init; } = [];

    /// <summary>Whether there are more files than may be followed.</summary>
    public bool IsTooMany { get; init; }
}
