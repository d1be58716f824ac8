using System.Buffers;

namespace ApiGatewayAnalytics.Ingestion;

/// <summary>
/// A rented array that rows of several batches point into. It goes back to the pool when the last of its users has released it.
/// Thread-safe.
/// </summary>
internal sealed class SharedBuffer(int length)
{
    private int _users = 1;

    public byte[] Bytes { get; } = ArrayPool<byte>.Shared.Rent(length);

    /// <summary>Whether anybody but the owner uses it. Once false it stays so until the owner lends it again.</summary>
    public bool IsLent => Volatile.Read(ref _users) > 1;

    /// <summary>Adds a user.</summary>
    public SharedBuffer Lend()
    {
        Interlocked.Increment(ref _users);
        return this;
    }

    /// <summary>Takes a user away, who must not use it any more.</summary>
    public void Release()
    {
        if (Interlocked.Decrement(ref _users) == 0)
        {
            ArrayPool<byte>.Shared.Return(Bytes);
        }
    }
}
