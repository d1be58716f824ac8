using System.Text;
using System.Text.RegularExpressions;
using ApiGatewayAnalytics.Timeline;

namespace ApiGatewayAnalytics.Tests.Timeline;

/// <summary>Patterns with stars against regular expressions.</summary>
public sealed class TextPatternTests
{
    [Fact]
    public void MatchWhatARegularExpressionMatches()
    {
        const int Seed = 12;
        var random = new Random(Seed);
        for (int i = 0; i < 20_000; i++)
        {
            string pattern = Text(random, "aAb.\u00e9**", 6);
            string text = Text(random, "aAbB.\u00e9\u00c9", 8);
            bool expected = text.Length == 0
                ? pattern == "*"
                : new Regex($@"\A{Regex.Escape(pattern).Replace(@"\*", "(?s:.*)", StringComparison.Ordinal)}\z", RegexOptions.IgnoreCase | RegexOptions.CultureInvariant).IsMatch(text);

            bool actual = new TextPattern(pattern).Matches(Encoding.UTF8.GetBytes(text));

            Assert.True(expected == actual, $"Seed {Seed}, step {i}: '{pattern}' on '{text}' gives {actual}.");
        }
    }

    [Fact]
    public void LongTextsMatchToo()
    {
        byte[] text = Encoding.UTF8.GetBytes(new string('a', 100_000) + "b");
        Assert.True(new TextPattern("a*A*B").Matches(text));
        Assert.False(new TextPattern("a*c*b").Matches(text));
        Assert.False(new TextPattern(string.Concat(Enumerable.Repeat("*a", 1_000)) + "c*").Matches(text));
    }

    private static string Text(Random random, string letters, int most) =>
        string.Concat(Enumerable.Range(0, random.Next(most + 1)).Select(_ => letters[random.Next(letters.Length)]));
}
