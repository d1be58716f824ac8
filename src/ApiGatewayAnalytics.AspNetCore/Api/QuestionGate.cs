using System.Diagnostics.CodeAnalysis;

namespace ApiGatewayAnalytics.AspNetCore;

/// <summary>Lets so many questions be answered at a time; others wait for a while. Thread-safe.</summary>
[SuppressMessage("Design", "CA1001", Justification = "A semaphore that nobody asks for a handle holds none, and this one lives as long as the host.")]
internal sealed class QuestionGate(int places, TimeSpan patience)
{
    private readonly SemaphoreSlim _places = new(places, places);

    /// <returns>Whether there was a place in time; whoever got one must <see cref="Leave"/> it.</returns>
    public Task<bool> EnterAsync(CancellationToken cancellationToken) => _places.WaitAsync(patience, cancellationToken);

    public void Leave() => _places.Release();
}
