using ApiGatewayAnalytics.Aggregation;
using ApiGatewayAnalytics.Timeline;

namespace ApiGatewayAnalytics.Query;

/// <summary>What leaves records out of an answer by their keys and time, beyond the filters of the question.</summary>
internal interface IRecordExclusion
{
    /// <summary>The same for questions that leave out the same.</summary>
    string Version { get; }

    /// <summary>Which groups of a state count when.</summary>
    /// <param name="segment">The segment.</param>
    /// <param name="state">The number of the state.</param>
    /// <param name="range">The minutes asked for.</param>
    /// <returns>Stretches of the range, and the keys that count in each; null for all.</returns>
    IEnumerable<(MinuteRange Range, KeyFilter? Counts)> PartsOf(Segment segment, int state, MinuteRange range);
}
