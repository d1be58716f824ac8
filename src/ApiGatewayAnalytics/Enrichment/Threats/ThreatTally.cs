using System.Collections.Immutable;
using ApiGatewayAnalytics.Ingestion;

namespace ApiGatewayAnalytics.Enrichment.Threats;

/// <summary>Counts what becomes of the entries of one file, and adds those that are good to the builder.</summary>
internal sealed class ThreatTally(ThreatSource source, ThreatTableBuilder builder)
{
    private const int MaxPositions = 20;

    private readonly ImmutableArray<RejectedPosition>.Builder _malformedAt = ImmutableArray.CreateBuilder<RejectedPosition>();
    private long _networks;
    private long _malformed;
    private long _overLimit;

    public ThreatSource Source => source;

    public long Unsupported { get; set; }

    public long Expired { get; set; }

    /// <summary>Whether <see cref="Malform"/> still wants to know where.</summary>
    public bool WantsPositions => _malformedAt.Count < MaxPositions;

    public void Add(InternetAddress network, int prefix, string? type, string? actor, string? confidence)
    {
        _networks++;
        if (!builder.TryAdd(network, prefix, type ?? source.Type, actor ?? source.Actor, confidence ?? source.Confidence))
        {
            _overLimit++;
        }
    }

    public void Malform(long line, long byteOffset)
    {
        _malformed++;
        if (WantsPositions)
        {
            _malformedAt.Add(new RejectedPosition(source.Path, line, byteOffset));
        }
    }

    public ThreatFileReport Report() => new(source.Path, _networks, _malformed, Unsupported, Expired, _overLimit, _malformedAt.ToImmutable());
}
