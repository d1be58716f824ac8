using System.Collections.Immutable;
using ApiGatewayAnalytics.Cli.Running;

namespace ApiGatewayAnalytics.Cli.Rendering.Text;

/// <summary>What was read, before any panel: how much, how fast, and what could not be used and where it begins.</summary>
internal static class ReadingHeader
{
    public static IEnumerable<TextLine> Lines(Findings findings, int width)
    {
        ReadingSummary reading = findings.Reading;
        yield return new TextLine()
            .Add(Plural(reading.Records, "record"), Tone.Number)
            .Add(reading.Sources > 0 ? $" from {Plural(reading.Sources, "source")}" : "")
            .Add($", {NumberText.Bytes(reading.Bytes)}")
            .Add(Rate(findings), Tone.Dim);
        if (findings.Answer.Range is { } range && range.To > range.From)
        {
            yield return TextLine.Of($"{NumberText.Minute(range.From)} to {NumberText.Minute(range.To)} UTC")
                .Add($" ({NumberText.Duration(range.To - range.From)})", Tone.Dim);
        }

        if (!findings.Answer.Filters.IsEmpty)
        {
            string filters = string.Join(", ", findings.Answer.Filters.Select(filter => $"{filter.Key}={filter.Value}"));
            yield return Label("filtered").Add(SafeText.Of(filters).Fit(width - 10));
        }

        yield return Label("accepted").Add(NumberText.Of(reading.Accepted), Tone.Good)
            .Add(reading.Duplicates > 0 ? $", {Plural(reading.Duplicates, "duplicate")} left out" : "", Tone.Dim);
        foreach (TextLine line in Tallies("repaired", reading.Repaired, Tone.Plain)
            .Concat(Tallies("skipped", reading.Skipped, Tone.Plain))
            .Concat(Tallies("rejected", reading.Rejected, Tone.Bad))
            .Concat(Tallies("bad values", reading.FieldErrors, Tone.Warning)))
        {
            yield return line;
        }
    }

    /// <summary>One line for what has no position, one per reason for what has.</summary>
    private static IEnumerable<TextLine> Tallies(string label, ImmutableArray<Tally> tallies, Tone tone)
    {
        string plain = string.Join(", ", tallies.Where(tally => tally.First is null).Select(Spell));
        if (plain.Length > 0)
        {
            yield return Label(label).Add(plain, tone);
        }

        foreach (Tally tally in tallies.Where(tally => tally.First is not null))
        {
            yield return Label(label).Add(Spell(tally), tone).Add($", first at {tally.First}", Tone.Dim);
        }
    }

    private static TextLine Label(string label) => TextLine.Of(label, Tone.Dim).To(12);

    private static string Spell(Tally tally) => $"{NumberText.Of(tally.Count)} {tally.Reason}";

    private static string Plural(long count, string noun) => $"{NumberText.Of(count)} {noun}{(count == 1 ? "" : "s")}";

    private static string Rate(Findings findings)
    {
        double seconds = findings.Elapsed.TotalSeconds;
        return seconds <= 0
            ? ""
            : $" in {NumberText.Duration(findings.Elapsed)}: {NumberText.Bytes(findings.Reading.Bytes / seconds)}/s, "
                + $"{NumberText.Of(Math.Round(findings.Reading.Records / seconds))} records/s";
    }
}
