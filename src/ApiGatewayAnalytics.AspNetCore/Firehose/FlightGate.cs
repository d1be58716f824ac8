namespace ApiGatewayAnalytics.AspNetCore.Firehose;

/// <summary>Bounds how many requests, and bytes of them, are read at the same time. Thread-safe.</summary>
internal sealed class FlightGate(int maxRequests, long maxBytes)
{
    private readonly object _lock = new();
    private int _requests;
    private long _bytes;

    /// <summary>Lets a request in, or null where it has to come again.</summary>
    /// <param name="announced">The bytes that it says it has; 0 where it does not.</param>
    public Flight? TryEnter(long announced)
    {
        lock (_lock)
        {
            if (_requests >= maxRequests || (_requests > 0 && _bytes + announced > maxBytes))
            {
                return null;
            }

            _requests++;
            _bytes += announced;
            return new Flight(this, announced);
        }
    }

    /// <summary>A request that was let in. Belongs to one thread at a time.</summary>
    internal sealed class Flight(FlightGate gate, long announced) : IDisposable
    {
        private long _charged = announced;

        /// <summary>Counts what was read beyond what was announced.</summary>
        /// <param name="read">All bytes read so far.</param>
        public void Charge(long read)
        {
            if (read > _charged)
            {
                lock (gate._lock)
                {
                    gate._bytes += read - _charged;
                }

                _charged = read;
            }
        }

        public void Dispose()
        {
            lock (gate._lock)
            {
                gate._requests--;
                gate._bytes -= _charged;
            }
        }
    }
}
