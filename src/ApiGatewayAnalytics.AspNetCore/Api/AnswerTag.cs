using System.Globalization;
using System.Security.Cryptography;
using System.Text;
using Microsoft.AspNetCore.Http;
using Microsoft.Net.Http.Headers;

namespace ApiGatewayAnalytics.AspNetCore;

/// <summary>
/// Names the answers to a question: the same while the engine has learnt nothing and the minute is the same. Weak, since an answer is the
/// same however it is compressed. Thread-safe.
/// </summary>
internal sealed class AnswerTag
{
    /// <summary>Another engine counts its revisions from the start again.</summary>
    private readonly string _process = Convert.ToHexString(RandomNumberGenerator.GetBytes(4));

    /// <param name="request">The request; its path and parameters belong to the question.</param>
    /// <param name="revision">What the engine knew at most when the answer was computed.</param>
    /// <param name="question">The question, where it has a range.</param>
    /// <param name="state">What the answer depends on besides.</param>
    public EntityTagHeaderValue Of(HttpRequest request, long revision, PanelQuery? question = null, string state = "")
    {
        byte[] hash = SHA256.HashData(Encoding.UTF8.GetBytes($"{request.Path}{request.QueryString}\n{state}"));
        long from = question?.From?.Ticks / TimeSpan.TicksPerMinute ?? 0;
        long to = question?.To?.Ticks / TimeSpan.TicksPerMinute ?? 0;
        return new EntityTagHeaderValue(
            string.Create(CultureInfo.InvariantCulture, $"\"{_process}-{revision:x}-{from:x}-{to:x}-{Convert.ToHexString(hash.AsSpan(..8))}\""), isWeak: true);
    }

    /// <summary>Whether the client has the answer already.</summary>
    public static bool Matches(HttpRequest request, EntityTagHeaderValue tag)
    {
        if (!EntityTagHeaderValue.TryParseList(request.Headers.IfNoneMatch, out IList<EntityTagHeaderValue>? known))
        {
            return false;
        }

        foreach (EntityTagHeaderValue one in known)
        {
            if (one.Equals(EntityTagHeaderValue.Any) || one.Compare(tag, useStrongComparison: false))
            {
                return true;
            }
        }

        return false;
    }
}
