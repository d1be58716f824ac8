namespace ApiGatewayAnalytics.Synthetic.Generation;

/// <summary>
/// Lets failures of a stage come one by one, at distances that vary by half, and only while it is called so often that one of them is a
/// small share of the requests of any few minutes. Not thread-safe.
/// </summary>
/// <param name="share">The share of requests that fail where much is called.</param>
internal sealed class FailurePacing(double share)
{
    private const int BusyRequests = 40;
    private const long BusyMs = 5 * 60_000;

    private readonly Dictionary<(int Api, string Stage), Pace> _paces = [];

    /// <summary>Whether the next request of a stage fails.</summary>
    public bool IsDue(Xoshiro256 random, ApiProfile api, string stage, long epochMs)
    {
        if (share == 0)
            return false;
        if (!_paces.TryGetValue((api.Index, stage), out var pace))
            _paces.Add((api.Index, stage), pace = new Pace { Left = Distance(random) });

        var isBusy = pace.IsBusy(epochMs);
        if (--pace.Left > 0 || !isBusy)
            return false;
        pace.Left = Distance(random);
        return true;
    }

    private double Distance(Xoshiro256 random) => (0.5 + random.Unit()) / share;

    private sealed class Pace
    {
        private readonly long[] _times = new long[BusyRequests];
        private int _next;

        /// <summary>Requests until the next failure.</summary>
        public double Left { get; set; }

        /// <summary>Takes note of a request: whether there were many just before it.</summary>
        public bool IsBusy(long epochMs)
        {
            var earliest = _times[_next];
            _times[_next] = epochMs;
            _next = (_next + 1) % BusyRequests;
            return epochMs - earliest <= BusyMs;
        }
    }
}
