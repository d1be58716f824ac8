using System.Text;
using ApiGatewayAnalytics.Ingestion;

namespace ApiGatewayAnalytics.Tests.Ingestion;

/// <summary>UUIDs are read as <see cref="Guid"/> reads them.</summary>
public sealed class UuidTests
{
    [Fact]
    public void EveryUuidIsReadAsItsBytes()
    {
        var random = new Random(1);
        byte[] bytes = new byte[16];
        for (int i = 0; i < 2_000; i++)
        {
            random.NextBytes(bytes);
            string text = new Guid(bytes).ToString();
            text = i % 2 == 0 ? text : text.ToUpperInvariant();
            Assert.True(Uuid.TryParse(Encoding.ASCII.GetBytes(text), out ulong first, out ulong second));
            Assert.Equal((BitConverter.ToUInt64(bytes), BitConverter.ToUInt64(bytes, 8)), (first, second));
        }
    }

    [Fact]
    public void NothingElseIsOne()
    {
        byte[] text = "00112233-4455-6677-8899-aAbBcCdDeEfF"u8.ToArray();
        for (int at = 0; at < text.Length; at++)
        {
            for (int value = 0; value < 256; value++)
            {
                byte[] changed = [.. text];
                changed[at] = (byte)value;
                bool isUuid = at is 8 or 13 or 18 or 23 ? value == '-' : value < 128 && char.IsAsciiHexDigit((char)value);
                Assert.True(isUuid == Uuid.TryParse(changed, out _, out _), $"{value} at {at}");
            }
        }
    }
}
