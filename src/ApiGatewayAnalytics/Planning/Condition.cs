using System.Buffers.Text;
using System.Runtime.CompilerServices;
using System.Text;
using ApiGatewayAnalytics.Columns;
using ApiGatewayAnalytics.Panels;

namespace ApiGatewayAnalytics.Planning;

/// <summary>A <see cref="Predicate"/> bound to the fields of a schema, so that it can be asked of the rows of a batch.</summary>
internal abstract class Condition
{
    /// <summary>Keeps the rows that meet it, in place; returns how many.</summary>
    [MethodImpl(MethodImplOptions.AggressiveOptimization)]
    public int Keep(RecordBatch batch, Span<int> rows)
    {
        int kept = 0;
        foreach (int row in rows)
        {
            rows[kept] = row;
            kept += Holds(batch, row) ? 1 : 0;
        }

        return kept;
    }

    public abstract bool Holds(RecordBatch batch, int row);

    public static Condition Bind(Predicate predicate, RecordSchema schema) => predicate.Test switch
    {
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
        public override bool Holds(RecordBatch batch, int row) => batch.IsPresent(field, row) == wanted;
    }

    private sealed class Failure(int status) : Condition
    {
        public override bool Holds(RecordBatch batch, int row) => IsFailure(batch.Number(status, row));
    }

    private sealed class TextEquality(int field, byte[] value) : Condition
    {
        public override bool Holds(RecordBatch batch, int row) => batch.Text(field, row).SequenceEqual(value);
    }

    private sealed class NumberEquality(int field, long value) : Condition
    {
        public override bool Holds(RecordBatch batch, int row) => batch.Number(field, row) == value;
    }

    private sealed class Blocked(RecordSchema schema) : Condition
    {
        private readonly int _responseCode = schema.IndexOf(AccessLogs.AccessLogFields.WafResponseCode.Name);
        private readonly int _responseType = schema.IndexOf(AccessLogs.AccessLogFields.ErrorResponseType.Name);
        private readonly int _status = schema.IndexOf(AccessLogs.AccessLogFields.WafStatus.Name);

        public override bool Holds(RecordBatch batch, int row)
        {
            ReadOnlySpan<byte> code = batch.Text(_responseCode, row);
            return code.IsEmpty
                ? batch.Number(_status, row) == 403 || batch.Text(_responseType, row).SequenceEqual("WAF_FILTERED"u8)
                : code.SequenceEqual("WAF_BLOCK"u8);
        }
    }
}
