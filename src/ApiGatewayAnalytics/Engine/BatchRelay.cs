using System.Collections.Concurrent;
using System.Runtime.ExceptionServices;
using ApiGatewayAnalytics.Columns;
using ApiGatewayAnalytics.Ingestion;

namespace ApiGatewayAnalytics;

/// <summary>
/// Hands what one thread reads to a second one that counts it. Both cost about the same, so a single source is read nearly
/// twice as fast, in its order, into one shard: there is nothing to merge. A few copies of batches go round; the one who reads waits
/// while all are taken. The bytes that rows point into stay until they are counted.
/// </summary>
internal sealed class BatchRelay : IDisposable
{
    private const int Copies = 3;

    private readonly RecordBatch[] _batches;
    private readonly BlockingCollection<RecordBatch[]> _idle = [];
    private readonly BlockingCollection<(RecordBatch[] Batches, SharedBuffer Bytes)> _filled = [];
    private readonly Task _counting;
    private ExceptionDispatchInfo? _failure;

    /// <param name="batches">The batches that one thread fills together.</param>
    /// <param name="count">Counts the rows of such batches; called by the second thread only.</param>
    public BatchRelay(RecordBatch[] batches, Action<RecordBatch[]> count)
    {
        _batches = batches;
        for (int i = 0; i < Copies; i++)
        {
            _idle.Add(Array.ConvertAll(batches, batch => new RecordBatch(batch.Captured)));
        }

        // A thread of its own: it waits as often as the source does.
        _counting = Task.Factory.StartNew(
            () => Count(count), CancellationToken.None, TaskCreationOptions.LongRunning, TaskScheduler.Default);
    }

    /// <summary>Hands over the batches, which may be filled anew then.</summary>
    /// <param name="feed">What filled them.</param>
    public void Pass(RecordFeed feed)
    {
        RecordBatch[] copies = _idle.Take();
        _failure?.Throw();
        for (int i = 0; i < copies.Length; i++)
        {
            copies[i].CopyFrom(_batches[i]);
        }

        _filled.Add((copies, feed.Lend()));
    }

    /// <summary>Waits until everything is counted, and throws what went wrong.</summary>
    public void Finish()
    {
        _filled.CompleteAdding();
        _counting.Wait();
        _failure?.Throw();
    }

    /// <summary>Waits until everything is counted.</summary>
    public void Dispose()
    {
        _filled.CompleteAdding();
        _counting.Wait();
        _filled.Dispose();
        _idle.Dispose();
    }

    private void Count(Action<RecordBatch[]> count)
    {
        foreach ((RecordBatch[] batches, SharedBuffer bytes) in _filled.GetConsumingEnumerable())
        {
            try
            {
                if (_failure is null)
                {
                    count(batches);
                }
            }
            catch (Exception error)
            {
                // Whoever hands over the next batch is told; a counting thread that just ended would leave it waiting.
                _failure = ExceptionDispatchInfo.Capture(error);
            }

            bytes.Release();
            _idle.Add(batches);
        }
    }
}
