namespace ApiGatewayAnalytics.Benchmarks.Breakdown;

/// <summary>What one stage of a run took: processor time and allocation of the thread that ran it.</summary>
internal sealed class Stage
{
    private long _startTime;
    private long _startBytes;

    public long Nanoseconds { get; private set; }

    public long AllocatedBytes { get; private set; }

    public void Start()
    {
        _startBytes = GC.GetAllocatedBytesForCurrentThread();
        _startTime = CpuClock.Nanoseconds();
    }

    public void Stop()
    {
        Nanoseconds += CpuClock.Nanoseconds() - _startTime;
        AllocatedBytes += GC.GetAllocatedBytesForCurrentThread() - _startBytes;
    }

    /// <summary>Takes off what belongs to something else that ran meanwhile.</summary>
    public void Exclude(Stage other)
    {
        Nanoseconds -= other.Nanoseconds;
        AllocatedBytes -= other.AllocatedBytes;
    }
}
