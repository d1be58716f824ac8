using System.Text.Json;

namespace ApiGatewayAnalytics.Enrichment.Threats;

/// <summary>Reads a file of threats, whichever format it has.</summary>
internal static class ThreatFile
{
    /// <summary>A bundle is read as a whole.</summary>
    private const long LongestBundle = 1L << 30;

    /// <exception cref="InvalidDataException">It is JSON that holds no STIX objects, or damaged.</exception>
    public static void Read(ThreatTally tally, DateTimeOffset now)
    {
        string path = tally.Source.Path;
        using FileStream stream = File.OpenRead(path);
        if (!IsJson(stream))
        {
            new ThreatLines(tally).Read(stream);
            return;
        }

        if (stream.Length > LongestBundle)
        {
            throw new InvalidDataException($"'{path}' has {stream.Length} bytes; a bundle may have {LongestBundle}.");
        }

        byte[] json = new byte[stream.Length];
        stream.ReadExactly(json);
        try
        {
            int start = json.AsSpan().StartsWith("\uFEFF"u8) ? 3 : 0;
            new StixBundle(tally, now).Read(json.AsSpan(start));
        }
        catch (JsonException damage)
        {
            throw new InvalidDataException($"'{path}' is not JSON from line {damage.LineNumber + 1}, byte {damage.BytePositionInLine} on.");
        }
        catch (InvalidDataException refusal)
        {
            throw new InvalidDataException($"'{path}' is no STIX bundle: {refusal.Message}.");
        }
    }

    private static bool IsJson(FileStream stream)
    {
        Span<byte> start = stackalloc byte[512];
        ReadOnlySpan<byte> read = start[..stream.ReadAtLeast(start, start.Length, throwOnEndOfStream: false)];
        stream.Position = 0;
        read = read.StartsWith("\uFEFF"u8) ? read[3..] : read;
        return read.TrimStart(" \t\r\n"u8).StartsWith("{"u8);
    }
}
