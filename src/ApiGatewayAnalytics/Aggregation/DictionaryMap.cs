namespace ApiGatewayAnalytics.Aggregation;

/// <summary>Translates between the dictionaries of one field. Only keys that are asked for enter the target, so that merging forgets the rest.</summary>
internal sealed class DictionaryMap(KeyDictionary source, KeyDictionary target) : KeyMap
{
    private readonly int[] _known = new int[source.Count];

    public override int Map(int key)
    {
        if (key == KeyDictionary.Absent)
        {
            return KeyDictionary.Absent;
        }

        ref int known = ref _known[key];
        if (known == 0)
        {
            known = target.GetOrAdd(source[key]);
        }

        return known;
    }
}
