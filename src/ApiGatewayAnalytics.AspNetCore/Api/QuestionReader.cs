using System.Collections.Immutable;
using System.Globalization;
using ApiGatewayAnalytics.Columns;
using ApiGatewayAnalytics.Panels;
using Microsoft.AspNetCore.Http;
using Microsoft.Extensions.Primitives;

namespace ApiGatewayAnalytics.AspNetCore;

/// <summary>
/// Reads the parameters of a request. Each is known and given once, or the request is refused: what is misspelled must not be answered as
/// if nothing had been asked. The first mistake is kept; what is read after it does not matter.
/// </summary>
internal sealed class QuestionReader
{
    private const string FilterPrefix = "filter.";
    private const int LongestText = 512;
    private const int MostPoints = 12_000;

    private static readonly string[] s_rangeNames = ["from", "to", "last"];
    private static readonly string[] s_shapeNames = ["interval", "series", "rows", "skip"];
    private static readonly (string Text, TimeSpan Width)[] s_intervals =
    [
        ("1m", TimeSpan.FromMinutes(1)), ("5m", TimeSpan.FromMinutes(5)), ("15m", TimeSpan.FromMinutes(15)),
        ("1h", TimeSpan.FromHours(1)), ("6h", TimeSpan.FromHours(6)), ("1d", TimeSpan.FromDays(1)),
    ];

    /// <summary>Far enough from the ends of what a time can be that any range fits.</summary>
    private static readonly DateTimeOffset s_first = new(1970, 1, 1, 0, 0, 0, TimeSpan.Zero);
    private static readonly DateTimeOffset s_last = new(2200, 1, 1, 0, 0, 0, TimeSpan.Zero);

    private readonly IQueryCollection _parameters;
    private readonly QuestionDefaults _defaults;

    /// <param name="parameters">The parameters.</param>
    /// <param name="defaults">What is asked where nothing is said.</param>
    public QuestionReader(IQueryCollection parameters, QuestionDefaults defaults) => (_parameters, _defaults) = (parameters, defaults);

    /// <summary>The first mistake; null so far.</summary>
    public QuestionMistake? Mistake { get; private set; }

    /// <summary>Refuses every parameter that is neither among these nor asked for by the calls named.</summary>
    public QuestionReader Knows(bool range, bool shape, params ReadOnlySpan<string> others)
    {
        foreach (string name in _parameters.Keys)
        {
            bool isKnown = (range && (s_rangeNames.Contains(name, StringComparer.OrdinalIgnoreCase) || name.StartsWith(FilterPrefix, StringComparison.OrdinalIgnoreCase)))
                || (shape && s_shapeNames.Contains(name, StringComparer.OrdinalIgnoreCase))
                || IsAmong(others, name);
            if (!isKnown)
            {
                Refuse(name, "There is no such parameter here.");
            }
        }

        return this;
    }

    /// <summary>Reads range, filters and, where they are known, interval and limits.</summary>
    /// <param name="filterable">The fields that can be filtered by.</param>
    public Question Read(ImmutableArray<Field> filterable)
    {
        (DateTimeOffset? from, DateTimeOffset? to) = ReadRange();
        TimeSpan? interval = ReadInterval();
        if (interval is { } width && to - from is { } range && range / width > MostPoints)
        {
            Refuse("interval", $"{_parameters["interval"]} cuts the range into more than {MostPoints} steps; ask for a wider interval or a shorter range.");
        }

        var page = new TablePage(ReadNumber("skip", 0, 0, 1_000_000), ReadNumber("rows", 1000, 1, 10_000));
        var query = new PanelQuery
        {
            From = from,
            To = to,
            Filters = ReadFilters(filterable),
            Interval = interval,
            SeriesLimit = ReadNumber("series", 50, 1, 500),
            RowLimit = page.RowLimit,
        };
        return new Question(query, page);
    }

    /// <summary>A whole number within bounds.</summary>
    public int ReadNumber(string name, int preset, int least, int most)
    {
        if (ReadText(name) is not { } text)
        {
            return preset;
        }

        if (int.TryParse(text, NumberStyles.None, CultureInfo.InvariantCulture, out int number) && number >= least && number <= most)
        {
            return number;
        }

        Refuse(name, $"It is a whole number from {least} to {most}.");
        return preset;
    }

    /// <summary>A text that is given once; null where it is absent.</summary>
    public string? ReadText(string name)
    {
        StringValues values = _parameters[name];
        if (values.Count > 1)
        {
            Refuse(name, "It is given more than once.");
        }
        else if (values is [{ Length: > LongestText }])
        {
            Refuse(name, $"It is longer than {LongestText} characters.");
        }

        return values is [var text] ? text : null;
    }

    /// <summary>Keeps a mistake, unless there is one already.</summary>
    public void Refuse(string parameter, string detail) => Mistake ??= new QuestionMistake(parameter, detail);

    private static bool IsAmong(ReadOnlySpan<string> names, string name)
    {
        foreach (string known in names)
        {
            if (known.Equals(name, StringComparison.OrdinalIgnoreCase))
            {
                return true;
            }
        }

        return false;
    }

    private (DateTimeOffset? From, DateTimeOffset? To) ReadRange()
    {
        DateTimeOffset? from = ReadTime("from");
        DateTimeOffset? to = ReadTime("to");
        TimeSpan? last = ReadLast();
        if (from is not null && last is not null)
        {
            Refuse("last", "It says where the range begins, and from does too; give one of them.");
        }

        if (from is null && to is null && last is null)
        {
            return _defaults.Range();
        }

        DateTimeOffset end = Up(to ?? _defaults.End());
        DateTimeOffset start = Down(from ?? end - (last ?? QuestionDefaults.Length));
        if (start >= end)
        {
            Refuse(from is null ? "to" : "from", $"The range from {UtcTimeConverter.Text(start)} to {UtcTimeConverter.Text(end)} is empty; from is before to.");
        }

        if (end - start > _defaults.MaxRange)
        {
            Refuse(last is null ? from is null ? "to" : "from" : "last", $"The range is longer than {_defaults.MaxRange.TotalDays:0.##} days, the longest that is answered.");
        }

        return (start, end);
    }

    private TimeSpan? ReadLast()
    {
        if (ReadText("last") is not { } text)
        {
            return null;
        }

        if (text.Length is > 1 and < 9 && int.TryParse(text.AsSpan(..^1), NumberStyles.None, CultureInfo.InvariantCulture, out int number) && number > 0)
        {
            TimeSpan unit = text[^1] switch
            {
                'm' => TimeSpan.FromMinutes(1),
                'h' => TimeSpan.FromHours(1),
                'd' => TimeSpan.FromDays(1),
                _ => TimeSpan.Zero,
            };

            if (unit > TimeSpan.Zero && unit * (double)number <= _defaults.MaxRange)
            {
                return unit * number;
            }
        }

        Refuse("last", $"It is a whole number of m, h or d, for example 15m, 6h or 7d, and at most {_defaults.MaxRange.TotalDays:0.##} days.");
        return null;
    }

    private DateTimeOffset? ReadTime(string name)
    {
        if (ReadText(name) is not { } text)
        {
            return null;
        }

        // A time that does not say where is not one.
        bool isZoned = text.EndsWith('Z') || (text.Length > 6 && text[^6] is '+' or '-' && text.Contains('T', StringComparison.Ordinal));
        if (isZoned && DateTimeOffset.TryParse(text, CultureInfo.InvariantCulture, DateTimeStyles.AdjustToUniversal, out DateTimeOffset time)
            && time >= s_first && time <= s_last)
        {
            return time;
        }

        Refuse(name, "It is a time with its zone, for example 2026-01-31T06:00:00Z.");
        return null;
    }

    private TimeSpan? ReadInterval()
    {
        if (ReadText("interval") is not { } text)
        {
            return null;
        }

        foreach ((string known, TimeSpan width) in s_intervals)
        {
            if (known == text)
            {
                return width;
            }
        }

        Refuse("interval", "It is one of 1m, 5m, 15m, 1h, 6h and 1d.");
        return null;
    }

    private ImmutableSortedDictionary<string, string> ReadFilters(ImmutableArray<Field> filterable)
    {
        ImmutableSortedDictionary<string, string> filters = ImmutableSortedDictionary<string, string>.Empty;
        foreach (string parameter in _parameters.Keys)
        {
            if (!parameter.StartsWith(FilterPrefix, StringComparison.OrdinalIgnoreCase))
            {
                continue;
            }

            string name = parameter[FilterPrefix.Length..];
            if (filterable.FirstOrDefault(field => field.Name == name) is null)
            {
                Refuse(parameter, $"There is no such filter here; there are {string.Join(", ", filterable.Select(field => field.Name))}.");
            }
            else if (!_defaults.CanFilter)
            {
                Refuse(parameter, "The engine reads files; what it is filtered by is said before it reads.");
            }
            else if (ReadText(parameter) is { Length: > 0 } pattern)
            {
                filters = filters.SetItem(name, pattern);
            }
        }

        return filters;
    }

    private static DateTimeOffset Down(DateTimeOffset time) => new(time.Ticks - (time.Ticks % TimeSpan.TicksPerMinute), TimeSpan.Zero);

    private static DateTimeOffset Up(DateTimeOffset time) => Down(time.AddTicks(TimeSpan.TicksPerMinute - 1));
}
