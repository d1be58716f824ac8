using System.Diagnostics;
using ApiGatewayAnalytics.Benchmarks.Breakdown;

namespace ApiGatewayAnalytics.Benchmarks.Questions;

/// <summary>A thread that feeds an engine as fast as it can, and tells how fast that is.</summary>
internal sealed class Ingestion : IDisposable
{
    private readonly EndlessLog _log;
    private readonly Thread _thread;
    private readonly double _recordsPerByte;
    private readonly long _startedAt;
    private long _cpuNanoseconds;
    private TimeSpan _elapsed;

    public Ingestion(AnalyticsEngine engine, byte[] records, int recordCount)
    {
        _log = new EndlessLog(records);
        _recordsPerByte = (double)recordCount / records.Length;
        _startedAt = Stopwatch.GetTimestamp();
        _thread = new Thread(() =>
        {
            long started = CpuClock.Nanoseconds();
            engine.Ingest(_log, new IngestionSource("live"));
            _cpuNanoseconds = CpuClock.Nanoseconds() - started;
            _elapsed = Stopwatch.GetElapsedTime(_startedAt);
        });
        _thread.Start();
    }

    public double PerSecond => _log.BytesRead * _recordsPerByte / _elapsed.TotalSeconds;

    public double NanosecondsOfCpu => _cpuNanoseconds / (_log.BytesRead * _recordsPerByte);

    public void Dispose()
    {
        _log.Stop();
        _thread.Join();
    }
}
