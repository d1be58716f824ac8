using System.Runtime.CompilerServices;

namespace ApiGatewayAnalytics.CloudWatchMetrics;

/// <summary>
/// The names that stood in one kind of object of a datapoint's JSON, up to a number of them. A stream writes its datapoints alike, so each
/// name is guessed from the one before it. Not thread-safe.
/// </summary>
/// <param name="know">Makes what is known of a name.</param>
internal sealed class MetricNames(MetricNames.Know know)
{
    private const int MostNames = 64;

    private readonly List<MetricName> _names = [];

    internal delegate MetricName Know(ReadOnlySpan<byte> name);

    /// <summary>Stands before the first name.</summary>
    public MetricName Start { get; } = new([], MetricNameKind.Unknown, -1, 0);

    /// <summary>Goes behind the name that stands here, and its colon.</summary>
    /// <param name="text">The datapoint.</param>
    /// <param name="at">Where the name begins; where it was found, where its value does.</param>
    /// <param name="last">The name before.</param>
    /// <returns>The name; null where none stands there.</returns>
    [MethodImpl(MethodImplOptions.AggressiveInlining)]
    public MetricName? Take(ReadOnlySpan<byte> text, ref int at, MetricName last)
    {
        if (last.Next is { } next && next.Text.IsAt(text, at))
        {
            at += next.Text.Length;
            return next;
        }

        return Find(text, ref at, last);
    }

    private MetricName? Find(ReadOnlySpan<byte> text, ref int at, MetricName last)
    {
        if (!MetricText.TryString(text, ref at, out int start) || at >= text.Length || text[at] != ':' || at - 1 == start)
        {
            return null;
        }

        ReadOnlySpan<byte> name = text[start..(at - 1)];
        at++;
        foreach (MetricName known in _names)
        {
            if (known.Is(name))
            {
                return last.Next = known;
            }
        }

        MetricName added = know(name);
        if (_names.Count < MostNames)
        {
            _names.Add(added);
            last.Next = added;
        }

        return added;
    }
}
