using System.Security.Cryptography;
using System.Text;

namespace ApiGatewayAnalytics.AspNetCore.Firehose;

/// <summary>
/// The requests that are being read or count already, so that one that is sent again counts once. Finished ones are remembered for 24 hours,
/// as long as Firehose and what sends to it may try again, and the newest million at most, which takes some 80 MB. Thread-safe.
/// </summary>
/// <param name="clock">Tells when one was finished.</param>
/// <param name="capacity">How many finished ones are remembered.</param>
internal sealed class RequestBook(TimeProvider clock, int capacity = RequestBook.DefaultCapacity)
{
    public const int DefaultCapacity = 1_000_000;

    private static readonly TimeSpan s_memory = TimeSpan.FromHours(24);

    private readonly object _lock = new();
    private readonly HashSet<Guid> _inFlight = [];
    private readonly HashSet<Guid> _finished = [];
    private readonly Queue<(Guid Id, DateTimeOffset Until)> _order = [];

    /// <summary>Asks for a request; who gets it has to call <see cref="Finish"/> or <see cref="Release"/>.</summary>
    public RequestClaim Claim(Guid id)
    {
        lock (_lock)
        {
            DateTimeOffset now = clock.GetUtcNow();
            while (_order.TryPeek(out (Guid Id, DateTimeOffset Until) oldest) && oldest.Until <= now)
            {
                _finished.Remove(_order.Dequeue().Id);
            }

            return _finished.Contains(id) ? RequestClaim.Finished : _inFlight.Add(id) ? RequestClaim.New : RequestClaim.InFlight;
        }
    }

    /// <summary>The request counts.</summary>
    public void Finish(Guid id)
    {
        lock (_lock)
        {
            _inFlight.Remove(id);
            if (!_finished.Add(id))
            {
                return;
            }

            _order.Enqueue((id, clock.GetUtcNow() + s_memory));
            if (_order.Count > capacity)
            {
                _finished.Remove(_order.Dequeue().Id);
            }
        }
    }

    /// <summary>The request does not count; it may come again.</summary>
    public void Release(Guid id)
    {
        lock (_lock)
        {
            _inFlight.Remove(id);
        }
    }

    /// <summary>What a request is known by: its identifier, which is a GUID, else a hash of it.</summary>
    public static Guid IdOf(string requestId) =>
        Guid.TryParseExact(requestId, "D", out Guid id) ? id : new Guid(SHA256.HashData(Encoding.UTF8.GetBytes(requestId)).AsSpan(0, 16));
}
