using ApiGatewayAnalytics.Planning;
using ApiGatewayAnalytics.Timeline;

namespace ApiGatewayAnalytics.Query;

/// <summary>A test of the keys of one segment, asked once per key rather than once per group. Not thread-safe.</summary>
internal sealed class SegmentKeyTest(Segment segment, KeySource source, KeyTest test)
{
    /// <summary>Statuses are keys that a log may claim to be of any size.</summary>
    private const int LargestKnown = 1 << 20;
    private const byte Passed = 1;
    private const byte Failed = 2;

    private byte[] _known = [];

    public bool Passes(ReadOnlySpan<int> keys)
    {
        int key = keys[test.Column];
        if (key > LargestKnown)
        {
            return Ask(key);
        }

        if (key >= _known.Length)
        {
            Array.Resize(ref _known, Math.Max(key + 1, Math.Max(64, _known.Length * 2)));
        }

        ref byte known = ref _known[key];
        if (known == 0)
        {
            known = Ask(key) ? Passed : Failed;
        }

        return known == Passed;
    }

    private bool Ask(int key) => source.Kind switch
    {
        KeySourceKind.Status => test.Passes(key, isStatus: true, default),
        KeySourceKind.Text => test.Passes(key, isStatus: false, segment.Dictionary(source.Field)[key]),
        _ => AskEntity(key),
    };

    private bool AskEntity(int entity)
    {
        // A name is not among the parts: it is known only when a panel is answered, so no condition may ask for it.
        int part = segment.Plan.Schema.PartOf(test.Predicate.Field!);
        int key = segment.Entities[entity][part];
        return test.Passes(key, isStatus: false, segment.Dictionary(segment.Plan.EntityFields[part])[key]);
    }
}
