using System.Text;
using ApiGatewayAnalytics.Aggregation;

namespace ApiGatewayAnalytics.Tests.Aggregation;

/// <summary>The numbering of texts against a plain dictionary of strings.</summary>
public sealed class KeyDictionaryTests
{
    private static readonly string[] s_letters = ["a", "B", "0", "/", "-", "\u00e9", "\u20ac", "\ud83d\ude00", "\ufffd", "\0"];

    [Fact]
    public void NumbersTextsInTheOrderInWhichTheyCome()
    {
        const int Seed = 4711;
        var random = new Random(Seed);
        var dictionary = new KeyDictionary();
        var model = new Dictionary<string, int>(StringComparer.Ordinal) { [""] = KeyDictionary.Absent };
        for (int i = 0; i < 20_000; i++)
        {
            int length = random.Next(10) == 0 ? random.Next(1_200) : random.Next(4);
            string text = string.Concat(Enumerable.Range(0, length).Select(_ => s_letters[random.Next(s_letters.Length)]));
            string expected = CutAtCharacter(text);
            model.TryAdd(expected, model.Count);

            int id = dictionary.GetOrAdd(Encoding.UTF8.GetBytes(text));

            Assert.True(model[expected] == id, $"Seed {Seed}, step {i}: number {id} instead of {model[expected]}.");
        }

        Assert.Equal(model.Count, dictionary.Count);
        foreach ((string text, int id) in model)
            Assert.Equal(text, Encoding.UTF8.GetString(dictionary[id]));
    }

    [Fact]
    public void KeepsTextsAcrossTheBordersOfPages()
    {
        var dictionary = new KeyDictionary();
        string[] texts = [.. Enumerable.Range(0, 3_000).Select(i => $"{i}:" + new string((char)('a' + (i % 26)), 300 + (i % 700)))];
        int[] ids = [.. texts.Select(text => dictionary.GetOrAdd(Encoding.UTF8.GetBytes(text)))];

        Assert.Equal(Enumerable.Range(1, texts.Length), ids);
        for (int i = 0; i < texts.Length; i++)
        {
            Assert.Equal(texts[i], Encoding.UTF8.GetString(dictionary[ids[i]]));
            Assert.Equal(ids[i], dictionary.GetOrAdd(Encoding.UTF8.GetBytes(texts[i])));
        }

        Assert.InRange(dictionary.Bytes, texts.Sum(text => (long)text.Length), 2L * texts.Sum(text => text.Length));
    }

    [Theory]
    [InlineData(1)]
    [InlineData(2)]
    [InlineData(7)]
    public void KeepsWhatIsMarkedAndUsesTheRoomAgain(int every)
    {
        var random = new Random(every);
        var dictionary = new KeyDictionary();
        List<string> known = [];
        for (int round = 0; round < 5; round++)
        {
            foreach (string text in Enumerable.Range(0, 4_000).Select(i => $"{round}/{i}/" + new string('x', random.Next(400))))
            {
                known.Add(text);
                Assert.Equal(known.Count, dictionary.GetOrAdd(Encoding.UTF8.GetBytes(text)));
            }

            int[] marks = [1, .. known.Select((_, i) => i % every == 0 ? 1 : 0)];
            int[] expected = [0, .. known.Select((_, i) => i % every == 0 ? 1 + (i / every) : 0)];
            dictionary.Keep(marks);
            Assert.Equal(expected, marks);
            known = [.. known.Where((_, i) => i % every == 0)];
            if (round % 2 == 1)
            {
                dictionary.Trim();
                Assert.InRange(dictionary.Bytes, 1, known.Sum(text => text.Length) + (known.Count * 48L) + 40_000);
            }

            Assert.Equal(known.Count + 1, dictionary.Count);
            for (int i = 0; i < known.Count; i++)
            {
                Assert.Equal(known[i], Encoding.UTF8.GetString(dictionary[i + 1]));
                Assert.Equal(i + 1, dictionary.GetOrAdd(Encoding.UTF8.GetBytes(known[i])));
            }
        }

        if (every == 7)
            Assert.InRange(dictionary.Bytes, 1, 2 * 4_000 * 400);
    }

    [Theory]
    [InlineData("x", 1_023)]
    [InlineData("\u00e9", 1_023)]
    [InlineData("\u20ac", 1_022)]
    [InlineData("\u20ac", 1_023)]
    [InlineData("\ud83d\ude00", 1_021)]
    [InlineData("\ud83d\ude00", 1_022)]
    [InlineData("\ud83d\ude00", 1_023)]
    [InlineData("\ud83d\ude00", 1_020)]
    public void CutsLongTextsAtACharacter(string letter, int lead)
    {
        string start = new('a', lead);
        var dictionary = new KeyDictionary();
        int whole = dictionary.GetOrAdd(Encoding.UTF8.GetBytes(start + letter + letter));

        Assert.Equal(CutAtCharacter(start + letter + letter), Encoding.UTF8.GetString(dictionary[whole]));
        Assert.Equal(whole, dictionary.GetOrAdd(Encoding.UTF8.GetBytes(start + letter + "and more")));
    }

    [Theory]
    [InlineData(new byte[] { 0xFF })]
    [InlineData(new byte[] { 0x61, 0xC3 })]
    [InlineData(new byte[] { 0xE2, 0x82, 0x62 })]
    [InlineData(new byte[] { 0xC0, 0x80 })]
    [InlineData(new byte[] { 0xED, 0xA0, 0x80 })]
    public void InvalidBytesAreTheReplacementCharacter(byte[] invalid)
    {
        var dictionary = new KeyDictionary();
        int id = dictionary.GetOrAdd(invalid);

        Assert.Equal(Encoding.UTF8.GetString(invalid), Encoding.UTF8.GetString(dictionary[id]));
        Assert.Equal(id, dictionary.GetOrAdd(Encoding.UTF8.GetBytes(Encoding.UTF8.GetString(invalid))));
        Assert.Equal(id, dictionary.GetOrAdd(invalid));
        Assert.Equal(2, dictionary.Count);
    }

    [Fact]
    public void AnyBytesBecomeValidTextOfBoundedLength()
    {
        var random = new Random(99);
        var dictionary = new KeyDictionary();
        var strict = new UTF8Encoding(false, throwOnInvalidBytes: true);
        for (int i = 0; i < 3_000; i++)
        {
            byte[] bytes = new byte[random.Next(1_100)];
            random.NextBytes(bytes);
            if (random.Next(3) == 0)
                Array.Fill(bytes, (byte)(0x80 | random.Next(64)));

            int id = dictionary.GetOrAdd(bytes);

            Assert.InRange(dictionary[id].Length, Math.Min(bytes.Length, 1), KeyDictionary.MaxKeyLength);
            strict.GetCharCount(dictionary[id]);
            Assert.Equal(id, dictionary.GetOrAdd(dictionary[id].ToArray()));
        }
    }

    private static string CutAtCharacter(string text)
    {
        int length = 0;
        var kept = new StringBuilder();
        foreach (Rune rune in text.EnumerateRunes())
        {
            length += rune.Utf8SequenceLength;
            if (length > KeyDictionary.MaxKeyLength)
                break;
            kept.Append(rune.ToString());
        }

        return kept.ToString();
    }
}
