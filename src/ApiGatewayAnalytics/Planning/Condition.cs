using System.Buffers.Text;
using System.Text;
using ApiGatewayAnalytics.Columns;
using ApiGatewayAnalytics.Enrichment;
using ApiGatewayAnalytics.Panels;

namespace ApiGatewayAnalytics.Planning;

/// <summary>A <see cref="Predicate"/> bound to the fields of a schema, so that it can be asked of the rows of a batch.</summary>
internal abstract class Condition
{
    /// <summary>What is asked of a number; a struct, so that each test has a loop of its own.</summary>
    private interface INumberTest
    {
        bool Holds(long number);
    }

    /// <summary>Writes the rows that meet it; returns how many.</summary>
    public abstract int Select(RecordBatch batch, ReadOnlySpan<int> rows, Span<int> selected);

    public static Condition Bind(Predicate predicate, RecordSchema schema) => predicate.Test switch
    {
        PredicateTest.BlockedByWaf => new Blocked(schema),
        PredicateTest.Present or PredicateTest.Absent when predicate.Field!.Kind == FieldKind.Text =>
            new TextPresence(schema.IndexOf(predicate.Field.Name), predicate.Test == PredicateTest.Present),
        PredicateTest.Located or PredicateTest.ThreatHigh => new TextPresence(schema.IndexOf(FieldOf(predicate).Name), wanted: true),
        PredicateTest.Equals when predicate.Field!.Kind == FieldKind.Text =>
            new TextEquality(schema.IndexOf(predicate.Field.Name), Encoding.UTF8.GetBytes(predicate.Value!)),
        PredicateTest.Present => Number(predicate, schema, new IsPresent()),
        PredicateTest.Absent => Number(predicate, schema, new IsAbsent()),
        PredicateTest.Failed => Number(predicate, schema, new Failed()),
        PredicateTest.StatusClass => Number(predicate, schema, new IsOfClass(NumberOf(predicate.Value!))),
        PredicateTest.Equals => Number(predicate, schema, new Is(NumberOf(predicate.Value!))),
        _ => throw new ArgumentOutOfRangeException(nameof(predicate), predicate.Test, "The test is not one of records."),
    };

    /// <summary>The field that is looked at: of an address, what is known of it.</summary>
    public static Field FieldOf(Predicate predicate) => predicate.Test switch
    {
        PredicateTest.Located => AddressColumns.Country,
        PredicateTest.ThreatHigh => AddressColumns.HighThreat,
        _ => predicate.Field!,
    };

    /// <summary>The number that a text stands for; one that no record has where it stands for none.</summary>
    public static long NumberOf(string text)
    {
        byte[] digits = Encoding.UTF8.GetBytes(text);
        return Utf8Parser.TryParse(digits, out long number, out int used) && used == digits.Length ? number : long.MinValue;
    }

    public static bool IsFailure(long status) => status is not (RecordBatch.AbsentNumber or 0 or (>= 200 and <= 299));

    public static bool IsOfHundred(long status, long hundred) => status >= hundred * 100 && status < (hundred + 1) * 100;

    private static NumberCondition<T> Number<T>(Predicate predicate, RecordSchema schema, T test)
        where T : struct, INumberTest => new(schema.IndexOf(predicate.Field!.Name), test);

    private sealed class NumberCondition<T>(int field, T test) : Condition
        where T : struct, INumberTest
    {
        public override int Select(RecordBatch batch, ReadOnlySpan<int> rows, Span<int> selected)
        {
            ReadOnlySpan<long> numbers = batch.Numbers(field);
            int count = 0;
            foreach (int row in rows)
            {
                if (test.Holds(numbers[row]))
                {
                    selected[count++] = row;
                }
            }

            return count;
        }
    }

    private readonly struct IsPresent : INumberTest
    {
        public bool Holds(long number) => number != RecordBatch.AbsentNumber;
    }

    private readonly struct IsAbsent : INumberTest
    {
        public bool Holds(long number) => number == RecordBatch.AbsentNumber;
    }

    private readonly struct Failed : INumberTest
    {
        public bool Holds(long number) => IsFailure(number);
    }

    private readonly struct IsOfClass(long hundred) : INumberTest
    {
        public bool Holds(long number) => IsOfHundred(number, hundred);
    }

    private readonly struct Is(long value) : INumberTest
    {
        public bool Holds(long number) => number == value;
    }

    private sealed class TextPresence(int field, bool wanted) : Condition
    {
        public override int Select(RecordBatch batch, ReadOnlySpan<int> rows, Span<int> selected)
        {
            TextColumn texts = batch.Texts(field);
            int count = 0;
            foreach (int row in rows)
            {
                if (texts.IsPresent(row) == wanted)
                {
                    selected[count++] = row;
                }
            }

            return count;
        }
    }

    private sealed class TextEquality(int field, byte[] value) : Condition
    {
        public override int Select(RecordBatch batch, ReadOnlySpan<int> rows, Span<int> selected)
        {
            TextColumn texts = batch.Texts(field);
            int count = 0;
            foreach (int row in rows)
            {
                if (texts[row].SequenceEqual(value))
                {
                    selected[count++] = row;
                }
            }

            return count;
        }
    }

    private sealed class Blocked(RecordSchema schema) : Condition
    {
        private readonly int _responseCode = schema.IndexOf(AccessLogs.AccessLogFields.WafResponseCode.Name);
        private readonly int _responseType = schema.IndexOf(AccessLogs.AccessLogFields.ErrorResponseType.Name);
        private readonly int _status = schema.IndexOf(AccessLogs.AccessLogFields.WafStatus.Name);

        public override int Select(RecordBatch batch, ReadOnlySpan<int> rows, Span<int> selected)
        {
            int count = 0;
            foreach (int row in rows)
            {
                if (Holds(batch, row))
                {
                    selected[count++] = row;
                }
            }

            return count;
        }

        private bool Holds(RecordBatch batch, int row)
        {
            ReadOnlySpan<byte> code = batch.Text(_responseCode, row);
            return code.IsEmpty
                ? batch.Number(_status, row) == 403 || batch.Text(_responseType, row).SequenceEqual("WAF_FILTERED"u8)
                : code.SequenceEqual("WAF_BLOCK"u8);
        }
    }
}
