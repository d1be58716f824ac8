using System.Security.Cryptography;
using System.Text;

namespace ApiGatewayAnalytics.AspNetCore.Firehose;

/// <summary>The keys that open a receiver, as hashes, so that neither their length nor how much of one is right shows in the time taken. Immutable.</summary>
internal sealed class AccessKeys(IEnumerable<string> keys)
{
    private readonly byte[][] _hashes = [.. keys.Select(Hash)];

    /// <summary>Whether a key is one of them. Looks at all of them in any case.</summary>
    public bool Contain(string key)
    {
        byte[] hash = Hash(key);
        bool isFound = false;
        foreach (byte[] known in _hashes)
        {
            isFound |= CryptographicOperations.FixedTimeEquals(hash, known);
        }

        return isFound;
    }

    private static byte[] Hash(string key) => SHA256.HashData(Encoding.UTF8.GetBytes(key));
}
