using System.Text;
using ApiGatewayAnalytics.Query;

namespace ApiGatewayAnalytics.Tests.Query;

public sealed class Utf8OrderTests
{
    private static readonly string?[] s_texts =
        [null, "", "a", "ab", "b", "\u00E9", "\uD7FF", "\uE000", "\uFFFD", "\U00010000", "\U0001F600", "\U0001F601", "a\uFFFD", "a\U00010000", "\U0010FFFF"];

    [Fact]
    public void IsThatOfTheBytes()
    {
        foreach (string? a in s_texts)
        {
            foreach (string? b in s_texts)
            {
                int expected = a is null || b is null
                    ? (a is not null).CompareTo(b is not null)
                    : Encoding.UTF8.GetBytes(a).AsSpan().SequenceCompareTo(Encoding.UTF8.GetBytes(b));
                Assert.Equal(Math.Sign(expected), Math.Sign(Utf8Order.Compare(a, b)));
            }
        }
    }
}
