using System.Text;
using ApiGatewayAnalytics.AccessLogs;
using ApiGatewayAnalytics.Columns;
using ApiGatewayAnalytics.Ingestion;

namespace ApiGatewayAnalytics.Tests.AccessLogs;

/// <summary>Reads a log with templates learned and without, column by column against one another, and tells the first difference.</summary>
internal static class TwoReadings
{
    /// <returns>How many records were accepted, and how many of them the learned text read.</returns>
    public static (long Accepted, long ReadOn) Compare(
        byte[] log, string name, FieldSet captured, AccessLogParserOptions options, IngestionOptions? limits = null, int bufferLength = RecordFeed.DefaultBufferLength)
    {
        limits ??= IngestionOptions.Default;
        using var strict = new ReadingSide(log, captured, options with { LearnsTemplates = false }, limits, bufferLength);
        using var learned = new ReadingSide(log, captured, options with { LearnsTemplates = true }, limits, bufferLength);
        long accepted = 0;
        int rows;
        while ((rows = Math.Min(strict.Rows(), learned.Rows())) > 0)
        {
            Compare(strict, learned, rows, $"{name}, record {accepted}");
            strict.Take(rows);
            learned.Take(rows);
            accepted += rows;
        }

        foreach ((string expected, string actual) in strict.Parser.Outcome().Zip(learned.Parser.Outcome()))
        {
            Assert.True(expected == actual, $"{name}: strictly '{expected}', learned '{actual}'.");
        }

        Assert.True(strict.Parser.Outcome().SequenceEqual(learned.Parser.Outcome()), name);
        Assert.Equal(0, strict.Parser.ReadOn);
        return (accepted, learned.Parser.ReadOn);
    }

    private static void Compare(ReadingSide strict, ReadingSide learned, int rows, string name)
    {
        if (!strict.Batch.Times.AsSpan(strict.Row, rows).SequenceEqual(learned.Batch.Times.AsSpan(learned.Row, rows)))
        {
            Fail(strict, learned, rows, "time", name);
        }

        foreach (int field in strict.Batch.Captured.Members())
        {
            Field known = strict.Batch.Captured.Schema.Fields[field];
            bool isEqual = known.Kind == FieldKind.Text
                ? AreTextsEqual(strict, learned, field, rows)
                : strict.Batch.Numbers(field).AsSpan(strict.Row, rows).SequenceEqual(learned.Batch.Numbers(field).AsSpan(learned.Row, rows));
            if (!isEqual)
            {
                Fail(strict, learned, rows, known.Name, name);
            }
        }
    }

    private static bool AreTextsEqual(ReadingSide strict, ReadingSide learned, int field, int rows)
    {
        ReadOnlySpan<long> left = strict.Batch.Cells(field).AsSpan(strict.Row, rows);
        ReadOnlySpan<long> right = learned.Batch.Cells(field).AsSpan(learned.Row, rows);
        TextColumn expected = strict.Batch.Texts(field);
        TextColumn actual = learned.Batch.Texts(field);
        for (int row = 0; row < rows; row++)
        {
            // A text that is missing differs from an empty one.
            if (RecordBatch.LengthOf(left[row]) != RecordBatch.LengthOf(right[row]) || !expected[strict.Row + row].SequenceEqual(actual[learned.Row + row]))
            {
                return false;
            }
        }

        return true;
    }

    private static void Fail(ReadingSide strict, ReadingSide learned, int rows, string field, string name)
    {
        for (int row = 0; row < rows; row++)
        {
            string expected = ParsedRecord.ValuesOf(strict.Batch, strict.Row + row);
            string actual = ParsedRecord.ValuesOf(learned.Batch, learned.Row + row);
            Assert.True(expected == actual, $"{name} + {row}, {field}:\n{Shown(expected)}\n{Shown(actual)}");
        }

        Assert.Fail($"{name}, {field}: the cells differ in what is no value.");
    }

    private static string Shown(string values)
    {
        var text = new StringBuilder(values);
        return text.Replace('\ue000', '\n').Replace("\ue001", " = ").ToString();
    }
}
