namespace ApiGatewayAnalytics.Cli.Serving;

/// <summary>
/// The clock of a demonstration: an hour behind until what happened in that hour is fed, so that monitors judge its minutes once there is
/// something to judge, and know since when an alert fires. Thread-safe.
/// </summary>
internal sealed class DemoClock : TimeProvider
{
    private static readonly TimeSpan s_behind = TimeSpan.FromHours(1);

    private volatile bool _isBehind = true;

    public override DateTimeOffset GetUtcNow() => _isBehind ? System.GetUtcNow() - s_behind : System.GetUtcNow();

    /// <summary>Ends being behind.</summary>
    public void CatchUp() => _isBehind = false;
}
