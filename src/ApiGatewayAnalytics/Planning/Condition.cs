using System.Buffers.Text;
using System.Runtime.CompilerServices;
using System.Text;
using ApiGatewayAnalytics.Columns;
using ApiGatewayAnalytics.Panels;

namespace ApiGatewayAnalytics.Planning;

/// <summary>A <see cref="Predicate"/> bound to the fields of a schema, so that it can be asked of the rows of a batch.</summary>
internal abstract class Condition
{
    /// <summary>Writes the rows that meet it; returns how many.</summary>
    [MethodImpl(MethodImplOptions.AggressiveOptimization)]
    public virtual int Select(RecordBatch batch, ReadOnlySpan<int> rows, Span<int> selected)
    {
        int count = 0;
        foreach (int row in rows)
        {
            selected[count] = row;
            count += Holds(batch, row) ? 1 : 0;
        }

        return count;
    }

    protected abstract bool Holds(RecordBatch batch, int row);

    public static Condition Bind(Predicate predicate, RecordSchema schema) => predicate.Test switch
    {
        PredicateTest.Present when predicate.Field!.Kind == FieldKind.Text => new TextPresence(schema.IndexOf(predicate.Field.Name)),
        PredicateTest.Present => new Presence(schema.IndexOf(predicate.Field!.Name), true),
        PredicateTest.Absent => new Presence(schema.IndexOf(predicate.Field!.Name), false),
        PredicateTest.Failed => new Failure(schema.IndexOf(predicate.Field!.Name)),
        PredicateTest.BlockedByWaf => new Blocked(schema),
        PredicateTest.Equals when predicate.Field!.Kind == FieldKind.Text =>
            new TextEquality(schema.IndexOf(predicate.Field.Name), Encoding.UTF8.GetBytes(predicate.Value!)),
        PredicateTest.Equals => new NumberEquality(schema.IndexOf(predicate.Field!.Name), NumberOf(predicate.Value!)),
        _ => throw new ArgumentOutOfRangeException(nameof(predicate), predicate.Test, "The test is not one of records."),
    };

    /// <summary>The number that a text stands for; one that no record has where it stands for none.</summary>
    public static long NumberOf(string text)
    {
        byte[] digits = Encoding.UTF8.GetBytes(text);
        return Utf8Parser.TryParse(digits, out long number, out int used) && used == digits.Length ? number : long.MinValue;
    }

    public static bool IsFailure(long status) => status is not (RecordBatch.AbsentNumber or 0 or (>= 200 and <= 299));

    private sealed class Presence(int field, bool wanted) : Condition
    {
        protected override bool Holds(RecordBatch batch, int row) => batch.IsPresent(field, row) == wanted;
    }

    private sealed class TextPresence(int field) : Condition
    {
        public override int Select(RecordBatch batch, ReadOnlySpan<int> rows, Span<int> selected)
        {
            TextColumn texts = batch.Texts(field);
            int count = 0;
            foreach (int row in rows)
            {
                selected[count] = row;
                count += texts.IsPresent(row) ? 1 : 0;
            }

            return count;
        }

        protected override bool Holds(RecordBatch batch, int row) => batch.IsPresent(field, row);
    }

    private sealed class Failure(int status) : Condition
    {
        public override int Select(RecordBatch batch, ReadOnlySpan<int> rows, Span<int> selected)
        {
            ReadOnlySpan<long> statuses = batch.Numbers(status);
            int count = 0;
            foreach (int row in rows)
            {
                if (IsFailure(statuses[row]))
                {
                    selected[count++] = row;
                }
            }

            return count;
        }

        protected override bool Holds(RecordBatch batch, int row) => IsFailure(batch.Number(status, row));
    }

    private sealed class TextEquality(int field, byte[] value) : Condition
    {
        protected override bool Holds(RecordBatch batch, int row) => batch.Text(field, row).SequenceEqual(value);
    }

    private sealed class NumberEquality(int field, long value) : Condition
    {
        protected override bool Holds(RecordBatch batch, int row) => batch.Number(field, row) == value;
    }

    private sealed class Blocked(RecordSchema schema) : Condition
    {
        private readonly int _responseCode = schema.IndexOf(AccessLogs.AccessLogFields.WafResponseCode.Name);
        private readonly int _responseType = schema.IndexOf(AccessLogs.AccessLogFields.ErrorResponseType.Name);
        private readonly int _status = schema.IndexOf(AccessLogs.AccessLogFields.WafStatus.Name);

        protected override bool Holds(RecordBatch batch, int row)
        {
            ReadOnlySpan<byte> code = batch.Text(_responseCode, row);
            return code.IsEmpty
                ? batch.Number(_status, row) == 403 || batch.Text(_responseType, row).SequenceEqual("WAF_FILTERED"u8)
                : code.SequenceEqual("WAF_BLOCK"u8);
        }
    }
}
