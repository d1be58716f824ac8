using System.Collections.Concurrent;
using ApiGatewayAnalytics.Cli.Running;

namespace ApiGatewayAnalytics.Cli.Input;

/// <summary>
/// Feeds sources to an engine: first the large ones, which keep two threads busy each, one that reads and one that counts, then the
/// others, one thread per source at a time, the largest first so that no thread is left alone with it at the end. A source that cannot be read is complained about and does not stop the others.
/// </summary>
internal sealed class SourceReader(ILogSink sink, Surroundings surroundings)
{
    /// <summary>How long threads that wait for a slow disk may hold up the answer to an interrupt.</summary>
    private static readonly TimeSpan s_patience = TimeSpan.FromMilliseconds(300);

    /// <summary>From this length on, the engine counts on a second thread.</summary>
    private const long LeastLarge = 32_000_000;

    private long _bytesRead;
    private int _read;

    /// <summary>Bytes read so far, before decompression.</summary>
    public long BytesRead => Interlocked.Read(ref _bytesRead);

    /// <summary>Sources of which at least the beginning could be read.</summary>
    public int Read => Volatile.Read(ref _read);

    /// <summary>Reads all sources, or as much as was there when the token was cancelled.</summary>
    /// <exception cref="AggregateException">A thread failed for a reason that is not the input's.</exception>
    public void ReadAll(IReadOnlyList<LogSource> sources, int threads, CancellationToken cancellationToken)
    {
        LogSource[] largestFirst = [.. sources.OrderByDescending(LengthOf)];
        int large = largestFirst.Count(source => LengthOf(source) >= LeastLarge);
        ReadTogether(largestFirst[..large], Math.Max(threads / 2, 1), cancellationToken);
        ReadTogether(largestFirst[large..], threads, cancellationToken);
    }

    /// <summary>Nobody knows how much standard input will hold.</summary>
    private static long LengthOf(LogSource source) => source.Path is null ? long.MaxValue : source.Length;

    private void ReadTogether(LogSource[] sources, int threads, CancellationToken cancellationToken)
    {
        var queue = new ConcurrentQueue<LogSource>(sources);
        Task[] workers = new Task[Math.Min(threads, sources.Length)];
        for (int i = 0; i < workers.Length; i++)
        {
            // A thread of its own, in the background: one that blocks must not keep the process alive.
            workers[i] = Task.Factory.StartNew(
                () => ReadFrom(queue, cancellationToken), CancellationToken.None, TaskCreationOptions.LongRunning, TaskScheduler.Default);
        }

        try
        {
            Task.WaitAll(workers, cancellationToken);
        }
        catch (OperationCanceledException)
        {
            Task.WaitAll(workers, s_patience);
        }
    }

    private void ReadFrom(ConcurrentQueue<LogSource> queue, CancellationToken cancellationToken)
    {
        while (!cancellationToken.IsCancellationRequested && queue.TryDequeue(out LogSource? source))
        {
            bool any = false;
            try
            {
                using Stream stream = Open(source, cancellationToken);
                using var counted = new CountingStream(stream, count =>
                {
                    any = true;
                    Interlocked.Add(ref _bytesRead, count);
                });
                sink.Ingest(counted, source.Path, cancellationToken);
            }
            catch (OperationCanceledException) when (cancellationToken.IsCancellationRequested)
            {
                return;
            }
            catch (Exception error) when (FileErrors.IsFileError(error))
            {
                surroundings.Complain($"{source.Name}: {FileErrors.Describe(error)}");
            }
            finally
            {
                // Opening a folder or a failing disk can succeed; the first read tells.
                if (any)
                {
                    Interlocked.Increment(ref _read);
                }
            }
        }
    }

    private Stream Open(LogSource source, CancellationToken cancellationToken) => source.Path is null
        ? new InterruptibleStream(surroundings.Input(), cancellationToken)
        : new FileStream(source.Path, new FileStreamOptions
        {
            Mode = FileMode.Open,
            Access = FileAccess.Read,
            Share = FileShare.ReadWrite | FileShare.Delete,
            Options = FileOptions.SequentialScan,
            BufferSize = 0,
        });
}
