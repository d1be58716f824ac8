using System.Runtime.InteropServices;
using System.Security.Cryptography;
using System.Text;
using ApiGatewayAnalytics.Timeline;

namespace ApiGatewayAnalytics.Query;

/// <summary>
/// In which hours which API has datapoints. What an API of a log is found by says <see cref="SubjectMatch"/>. For one question.
/// </summary>
internal sealed class MetricCoverage
{
    private readonly MetricStore _store;
    private readonly Dictionary<string, List<int>> _byName = new(StringComparer.Ordinal);
    private readonly Dictionary<string, Api> _known = new(StringComparer.Ordinal);

    private string? _version;

    public MetricCoverage(MetricStore store)
    {
        _store = store;
        for (int entity = 1; entity < store.Series.EntityCount; entity++)
        {
            ReadOnlySpan<int> parts = store.Series.Entity(entity);
            if (parts[4] == 0)
            {
                bool isRest = parts[2] != 0;
                string name = NameOf(store.Series.Text(isRest ? parts[2] : parts[3]), isRest);
                if (!_byName.TryGetValue(name, out List<int>? entities))
                {
                    _byName.Add(name, entities = []);
                }

                entities.Add(entity);
            }
        }
    }

    /// <summary>Whether there are no datapoints at all.</summary>
    public bool IsEmpty => _store.IsEmpty;

    /// <summary>The same for questions at times when the same APIs had datapoints in the same hours.</summary>
    public string Version => _version ??= Hash();

    /// <summary>The API of a log among those of datapoints.</summary>
    public Api Find(ReadOnlySpan<byte> account, ReadOnlySpan<byte> region, ReadOnlySpan<byte> name, bool isRest)
    {
        string key = $"{Encoding.UTF8.GetString(account)}\n{Encoding.UTF8.GetString(region)}\n{NameOf(name, isRest)}";
        if (!_known.TryGetValue(key, out Api? api))
        {
            var entities = new List<int>();
            foreach (int entity in _byName.GetValueOrDefault(NameOf(name, isRest)) ?? [])
            {
                ReadOnlySpan<int> parts = _store.Series.Entity(entity);
                if (IsSame(account, _store.Series.Text(parts[0])) && IsSame(region, _store.Series.Text(parts[1])))
                {
                    entities.Add(entity);
                }
            }

            _known.Add(key, api = entities.Count > 0 ? new Api([.. entities]) : Api.None);
        }

        return api;
    }

    /// <summary>Whether there are datapoints of an API in the hour of a step; of a longer step, in any of its hours.</summary>
    public bool Has(Api api, long minute, int width)
    {
        if (api.Entities.Length == 0)
        {
            return false;
        }

        long dayStart = Clock.Floor(minute, Clock.MinutesPerDay);
        MetricDay? day = _store.DayAt(dayStart);
        int hours = width > Clock.MinutesPerHour ? -1 : 1 << (int)((minute - dayStart) / Clock.MinutesPerHour);
        return day is not null && api.Entities.Any(entity => (day.HoursOf(entity) & hours) != 0);
    }

    private string Hash()
    {
        using var hash = IncrementalHash.CreateHash(HashAlgorithmName.SHA256);
        foreach (MetricDay day in _store.Days)
        {
            for (int entity = 1; entity < _store.Series.EntityCount; entity++)
            {
                if (day.HoursOf(entity) is not 0 and var hours)
                {
                    ReadOnlySpan<long> covered = [day.StartMinute, entity, hours];
                    hash.AppendData(MemoryMarshal.AsBytes(covered));
                }
            }
        }

        return Convert.ToBase64String(hash.GetHashAndReset());
    }

    private static bool IsSame(ReadOnlySpan<byte> ofLog, ReadOnlySpan<byte> ofMetric) => ofLog.IsEmpty || ofMetric.IsEmpty || ofLog.SequenceEqual(ofMetric);

    private static string NameOf(ReadOnlySpan<byte> name, bool isRest)
    {
        string text = Encoding.UTF8.GetString(name);
        return isRest ? SubjectMatch.OfName(text) : SubjectMatch.OfId(text);
    }

    /// <summary>The numbers of one API among datapoints. Each has one instance per coverage, so they are compared by reference.</summary>
    internal sealed class Api(int[] entities)
    {
        public int[] Entities => entities;

        /// <summary>An API without datapoints.</summary>
        public static Api None { get; } = new([]);
    }
}
