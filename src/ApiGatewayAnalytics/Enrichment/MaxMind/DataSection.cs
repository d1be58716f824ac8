namespace ApiGatewayAnalytics.Enrichment.MaxMind;

/// <summary>A part of the file that holds values; pointers count from its start.</summary>
internal sealed class DataSection(MappedBytes bytes, long start, long length)
{
    public long Length => length;

    /// <summary>Fills <paramref name="window"/> from <paramref name="position"/> on, as far as the section goes; returns how many bytes.</summary>
    public int Read(long position, Span<byte> window)
    {
        int count = (int)Math.Min(window.Length, length - position);
        bytes.Read(start + position, window[..count]);
        return count;
    }
}
