namespace ApiGatewayAnalytics.Ingestion;

/// <summary>
/// Decides by the names of its members which source a record belongs to. Most records are decided by their first name or two: a
/// source writes its records alike, and names that began a record of the first lane are remembered. No look goes further than a few
/// kilobytes, however a record is broken. Not thread-safe.
/// </summary>
internal sealed class RecordRouter
{
    /// <summary>More bytes are needed to decide.</summary>
    public const int Undecided = -1;

    private const int LongestLook = 4096;
    private const int LongestPrefix = 256;
    private const int MostRemembered = 16;
    private const int LongestRemembered = 64;

    private readonly RecordLane[] _lanes;
    private readonly List<byte[]> _firstNames = [];

    /// <param name="lanes">The lanes; the first one takes what no other one knows.</param>
    public RecordRouter(RecordLane[] lanes) => _lanes = lanes;

    /// <summary>The number of the lane that a record belongs to, or <see cref="Undecided"/>.</summary>
    /// <param name="text">From the first byte of the record on.</param>
    /// <param name="isWhole">Whether nothing follows that could decide.</param>
    public int LaneOf(ReadOnlySpan<byte> text, bool isWhole)
    {
        if (text[0] == '{')
        {
            return LaneOfObject(text, isWhole);
        }

        // A line of an export begins with a time, maybe the name of a stream.
        if (!char.IsAsciiDigit((char)text[0]))
        {
            return 0;
        }

        ReadOnlySpan<byte> prefix = text[..Math.Min(text.Length, LongestPrefix)];
        int brace = prefix.IndexOfAny((byte)'{', (byte)'\n');
        return brace >= 0
            ? text[brace] == '{' ? LaneOfObject(text[brace..], isWhole) : 0
            : isWhole || text.Length >= LongestPrefix ? 0 : Undecided;
    }

    private int LaneOfObject(ReadOnlySpan<byte> text, bool isWhole)
    {
        bool isLimit = text.Length >= LongestLook;
        ReadOnlySpan<byte> look = isLimit ? text[..LongestLook] : text;
        int ended = isWhole || isLimit ? 0 : Undecided;
        Span<int> signs = stackalloc int[_lanes.Length];
        signs.Clear();
        ReadOnlySpan<byte> first = default;
        int position = JsonText.SkipWhiteSpace(look, 1);
        while (true)
        {
            if (position >= look.Length)
            {
                return ended;
            }

            if (look[position] == '}' && !first.IsEmpty)
            {
                Remember(first);
                return 0;
            }

            if (look[position] != '"')
            {
                return 0;
            }

            int end = JsonText.SkipString(look, position);
            if (end < 0)
            {
                return ended;
            }

            ReadOnlySpan<byte> name = look[(position + 1)..(end - 1)];
            int lane = Count(name, signs);
            if (lane > 0)
            {
                return lane;
            }

            if (first.IsEmpty)
            {
                first = name;
                if (lane == 0 && IsRemembered(name))
                {
                    return 0;
                }
            }

            position = JsonText.SkipWhiteSpace(look, end);
            if (position >= look.Length)
            {
                return ended;
            }

            if (look[position] != ':')
            {
                return 0;
            }

            position = JsonText.SkipValue(look, JsonText.SkipWhiteSpace(look, position + 1));
            if (position < 0)
            {
                return ended;
            }

            position = JsonText.SkipWhiteSpace(look, position);
            if (position < look.Length && look[position] == ',')
            {
                position = JsonText.SkipWhiteSpace(look, position + 1);
            }
        }
    }

    /// <summary>The lane that a name decides for; 0 where it is no sign, and negative where it is one that does not suffice.</summary>
    private int Count(ReadOnlySpan<byte> name, Span<int> counts)
    {
        int found = 0;
        for (int lane = 1; lane < _lanes.Length; lane++)
        {
            foreach (RecordSign sign in _lanes[lane].Signs)
            {
                if (name.SequenceEqual(sign.Name))
                {
                    if (sign.IsCertain || ++counts[lane] == 2)
                    {
                        return lane;
                    }

                    found = -lane;
                }
            }
        }

        return found;
    }

    private bool IsRemembered(ReadOnlySpan<byte> name)
    {
        foreach (byte[] known in _firstNames)
        {
            if (name.SequenceEqual(known))
            {
                return true;
            }
        }

        return false;
    }

    private void Remember(ReadOnlySpan<byte> name)
    {
        if (name.Length <= LongestRemembered && _firstNames.Count < MostRemembered && !IsRemembered(name))
        {
            _firstNames.Add(name.ToArray());
        }
    }
}
