using ApiGatewayAnalytics.Monitoring;

namespace ApiGatewayAnalytics.Query;

/// <summary>Everything that what monitors say of some minutes depends on: where it is the same, so are they. Immutable.</summary>
/// <param name="names">The version of the names of APIs, which filters and the matching of metrics go by.</param>
/// <param name="segments">The segments that hold minutes of them, each of which stands for what is in it.</param>
/// <param name="datapoints">The versions of the days of datapoints that do.</param>
/// <param name="logged">Whose access logs were seen before, whom datapoints may belong to; empty where there are no datapoints.</param>
internal sealed class JudgementBasis(string names, long[] segments, long[] datapoints, MonitorSubject[] logged)
{
    private const int OwnBytes = 200;

    public long Bytes => OwnBytes + (8L * (segments.Length + datapoints.Length + logged.Length));

    private string Names => names;

    private long[] Segments => segments;

    private long[] Datapoints => datapoints;

    private MonitorSubject[] Logged => logged;

    public bool IsSame(JudgementBasis other) =>
        names == other.Names
        && segments.AsSpan().SequenceEqual(other.Segments)
        && datapoints.AsSpan().SequenceEqual(other.Datapoints)
        && logged.AsSpan().SequenceEqual(other.Logged);
}
