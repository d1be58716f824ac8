using ApiGatewayAnalytics.AccessLogs;
using ApiGatewayAnalytics.Aggregation;
using ApiGatewayAnalytics.Planning;
using ApiGatewayAnalytics.Timeline;

namespace ApiGatewayAnalytics.Query;

/// <summary>
/// The records of APIs in hours without datapoints of theirs: those that panels of metrics are derived from. For one question.
/// </summary>
/// <param name="coverage">Which APIs have datapoints when.</param>
/// <param name="nameOf">The name of an API by its identifier.</param>
internal sealed class UncoveredLogs(MetricCoverage coverage, UncoveredLogs.Naming nameOf) : IRecordExclusion
{
    /// <summary>Unknown, and those that there are.</summary>
    private const int Kinds = 4;

    private readonly Dictionary<(Segment, int), MetricCoverage.Api[]> _apis = [];

    /// <inheritdoc/>
    public string Version => coverage.Version;

    /// <summary>The name of an API by its identifier, both UTF-8.</summary>
    public delegate ReadOnlySpan<byte> Naming(ReadOnlySpan<byte> apiId);

    /// <inheritdoc/>
    /// <remarks>A stretch is as long as the same APIs have datapoints, or a step at least.</remarks>
    public IEnumerable<(MinuteRange Range, KeyFilter? Counts)> PartsOf(Segment segment, int state, MinuteRange range)
    {
        MetricCoverage.Api[] apis = ApisOf(segment, state);
        int width = Math.Max(segment.Groups[state].Axis.Width, Clock.MinutesPerHour);
        bool[] covered = new bool[apis.Length];
        long start = segment.StartMinute;
        for (long minute = start; minute < segment.EndMinute; minute += width)
        {
            bool[] now = Array.ConvertAll(apis, api => coverage.Has(api, minute, width));
            if (!now.AsSpan().SequenceEqual(covered))
            {
                if (minute > start)
                {
                    yield return PartOf(start, minute, covered);
                }

                (start, covered) = (minute, now);
            }
        }

        yield return PartOf(start, segment.EndMinute, covered);

        (MinuteRange, KeyFilter?) PartOf(long from, long to, bool[] isCovered) =>
        (
            new MinuteRange(Math.Max(from, range.From), Math.Min(to, range.To)),
            isCovered.AsSpan().Contains(true) ? keys => !isCovered[IndexOf(keys)] : null
        );
    }

    private static int IndexOf(ReadOnlySpan<int> keys) => (keys[0] * Kinds) + Math.Min(keys[1], Kinds - 1);

    /// <summary>The APIs among those of datapoints, by the entity and kind of groups.</summary>
    private MetricCoverage.Api[] ApisOf(Segment segment, int number)
    {
        if (_apis.TryGetValue((segment, number), out MetricCoverage.Api[]? apis))
        {
            return apis;
        }

        GroupState state = segment.Groups[number];
        apis = new MetricCoverage.Api[segment.Entities.Count * Kinds];
        Array.Fill(apis, MetricCoverage.Api.None);
        for (int group = TupleTable.Other + 1; group < state.GroupCount; group++)
        {
            ReadOnlySpan<int> keys = state.Keys(group);
            ref MetricCoverage.Api api = ref apis[IndexOf(keys)];
            if (api == MetricCoverage.Api.None && keys[1] > 0)
            {
                bool isRest = (ApiKind)(keys[1] - 1) == ApiKind.Rest;
                ReadOnlySpan<byte> id = PartOf(segment, keys[0], EntityPart.ApiId);
                api = coverage.Find(PartOf(segment, keys[0], EntityPart.Account), PartOf(segment, keys[0], EntityPart.Region), isRest ? nameOf(id) : id, isRest);
            }
        }

        _apis.Add((segment, number), apis);
        return apis;
    }

    private static ReadOnlySpan<byte> PartOf(Segment segment, int entity, EntityPart part) =>
        segment.Dictionary(segment.Plan.EntityFields[(int)part])[segment.Entities[entity][(int)part]];
}
