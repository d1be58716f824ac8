using ApiGatewayAnalytics.Ingestion;

namespace ApiGatewayAnalytics.Tests.Ingestion;

/// <summary>
/// Seeded damage to every envelope: nothing throws, reading ends, every record has one outcome, and neither the cut of the
/// input nor the way of reading it matters.
/// </summary>
public sealed class EnvelopeFuzzTests
{
    private const int Inputs = 30_000;

    [Fact]
    public void DamagedInputIsCountedNeverThrown()
    {
        byte[][] corpus = [.. EnvelopeTests.Envelopes.SelectMany(row => Forms((string)row[0]))];
        var random = new Random(20260101);
        var options = new IngestionOptions { MaxRecordLength = 400, MaxPayloadLength = 1500, ExpansionAllowance = 1 << 20 };
        for (int i = 0; i < Inputs; i++)
        {
            byte[] data = Mutate(random, corpus);
            EventIdFilter? ids = i % 2 == 0 ? new EventIdFilter() : null;
            Feeding whole = Feeding.Run(data, null, options, ids, bufferLength: 1 << 12);
            if (i % 4 == 0)
            {
                ids = ids is null ? null : new EventIdFilter();
                Feeding cut = Feeding.Run(data, [random.Next(1, 200), random.Next(1, 2000)], options, ids, bufferLength: 64);

                // How much of damaged compressed data comes out depends on the pieces that the framework inflates it in.
                if (whole.Tally.Rejected(RejectReason.BadEncoding) + cut.Tally.Rejected(RejectReason.BadEncoding) > 0)
                    continue;
                Assert.True(whole.Outcome == cut.Outcome, $"input {i}: {Convert.ToBase64String(data)}\n{whole.Outcome}\n{cut.Outcome}");
            }
        }

        static IEnumerable<byte[]> Forms(string envelope)
        {
            byte[] plain = Feeding.Utf8(envelope);
            return [plain, Feeding.Gzip(plain), Feeding.Utf8(Feeding.Subscription(envelope))];
        }
    }

    private static byte[] Mutate(Random random, byte[][] corpus)
    {
        List<byte> data = [.. corpus[random.Next(corpus.Length)]];
        for (int times = random.Next(1, 4); times > 0 && data.Count > 1; times--)
        {
            int at = random.Next(data.Count);
            int length = Math.Min(random.Next(1, 60), data.Count - at);
            switch (random.Next(6))
            {
                case 0:
                    data[at] ^= (byte)(1 << random.Next(8));
                    break;
                case 1:
                    data.RemoveRange(at, length);
                    break;
                case 2:
                    data.InsertRange(random.Next(data.Count), data.GetRange(at, length));
                    break;
                case 3:
                    data.RemoveRange(at, data.Count - at);
                    break;
                case 4:
                    byte[] other = corpus[random.Next(corpus.Length)];
                    data.InsertRange(at, other.AsSpan(random.Next(other.Length)).ToArray());
                    break;
                default:
                    data[at] = (byte)"{}[]\",:\\\n0"[random.Next(10)];
                    break;
            }
        }

        return [.. data];
    }
}
