using ApiGatewayAnalytics.Columns;

namespace ApiGatewayAnalytics.AccessLogs;

/// <summary>Makes a <see cref="TemplateProgram"/> of what was learned of a template.</summary>
/// <param name="gaps">The text before each value, and behind the last one.</param>
/// <param name="fields">The field that each member feeds, or -1.</param>
/// <param name="quoted">Which values are strings.</param>
/// <param name="usual">The length that nearly all values of a member have, or -1.</param>
/// <param name="constants">The values that are to be compared like the text around them; null for the others.</param>
internal sealed class TemplateCompiler(byte[][] gaps, int[] fields, bool[] quoted, int[] usual, byte[]?[] constants)
{
    private readonly List<byte> _text = [];
    private readonly List<TemplateOperation> _operations = [];
    private readonly List<TemplateConstant> _constants = [];
    private readonly List<TemplateDelivery> _numbers = [];
    private readonly List<TemplateDelivery> _others = [];
    private readonly HashSet<int> _fed = [];
    private int _textStart;
    private int _firstMember;
    private int _firstConstant;

    /// <summary>Compiles for the cells of one batch, and for what the row makes of their fields.</summary>
    public TemplateProgram Compile(RecordBatch batch, RecordRow row)
    {
        long[] nowhere = [0];
        TemplateNote[] notes = [.. fields.Select(field => NoteOf(batch, row, field, nowhere))];
        TemplateOperation[] runs = CompileOperations(notes, constants);
        TemplateOperation[] members = CompileOperations(notes, new byte[]?[fields.Length]);
        return new TemplateProgram(batch, [.. _text], runs, members, [.. _constants], [.. _numbers], [.. _others]);
    }

    /// <summary>
    /// Only the first member of a field finds its cell blank, and only some values are stored as they stand; the row decides about
    /// all others.
    /// </summary>
    private TemplateNote NoteOf(RecordBatch batch, RecordRow row, int field, long[] nowhere)
    {
        ValueRole role = field < 0 ? ValueRole.Skip : row.RoleOf(batch, field);
        if (role == ValueRole.Skip)
        {
            return new TemplateNote(ValueRole.Skip, nowhere, 0);
        }

        if (!_fed.Add(field) || role is not (ValueRole.Text or ValueRole.Number or ValueRole.Status))
        {
            var delivery = new TemplateDelivery(field, [0]);
            _others.Add(delivery);
            return new TemplateNote(ValueRole.Source, delivery.Cells, 0);
        }

        if (role != ValueRole.Text)
        {
            _numbers.Add(role == ValueRole.Status
                ? new TemplateDelivery(field, batch.Cells(field), RecordRow.LeastStatus, RecordRow.MostStatus - RecordRow.LeastStatus)
                : new TemplateDelivery(field, batch.Cells(field)));
        }

        return new TemplateNote(role, batch.Cells(field), -1);
    }

    private TemplateOperation[] CompileOperations(TemplateNote[] notes, byte[]?[] merged)
    {
        _operations.Clear();
        Begin(0);
        for (int member = 0; member < fields.Length; member++)
        {
            _text.AddRange(gaps[member]);
            if (merged[member] is { } value)
            {
                AddConstant(notes[member], value);
                _text.AddRange(value);
            }
            else
            {
                TemplateNote note = notes[member];
                bool hasUsual = usual[member] is >= 0 and < 2 * ByteBlock.Length;
                End(new TemplateOperation
                {
                    Member = member,
                    Field = fields[member],
                    IsQuoted = quoted[member],
                    IsText = note.Role == ValueRole.Text,
                    Cells = note.Cells,
                    IndexMask = note.IndexMask,
                    UsualLength = usual[member],
                    UsualEnd = hasUsual ? 1UL << usual[member] : 1,
                    UsualMask = hasUsual ? (2UL << usual[member]) - 1 : 0,
                });
                Begin(member + 1);
            }
        }

        _text.AddRange(gaps[^1]);
        End(new TemplateOperation { Member = fields.Length, IsEnd = true, Cells = [] });
        return [.. _operations];
    }

    private void Begin(int member)
    {
        _textStart = _text.Count;
        _firstMember = member;
        _firstConstant = _constants.Count;
    }

    private void End(TemplateOperation operation)
    {
        int length = _text.Count - _textStart;
        _text.AddRange(new byte[Math.Max(0, (2 * ByteBlock.Length) - length)]);
        operation.Text = _textStart;
        operation.TextLength = length;
        operation.TextMask = length < 2 * ByteBlock.Length ? (1UL << length) - 1 : ulong.MaxValue;
        operation.FirstMember = _firstMember;
        operation.FirstConstant = _firstConstant;
        operation.Constants = _constants.Count - _firstConstant;
        _operations.Add(operation);
    }

    private void AddConstant(TemplateNote note, byte[] value)
    {
        bool isAbsent = value is [(byte)'-'];
        if (note.Role == ValueRole.Skip || (isAbsent && note.IndexMask != 0))
        {
            return;
        }

        _constants.Add(isAbsent
            ? new TemplateConstant(note.Cells, note.IndexMask, RecordBatch.AbsentNumber, 0)
            : new TemplateConstant(note.Cells, note.IndexMask, RecordBatch.TextCell(_text.Count - _textStart, value.Length), -1));
    }

    /// <summary>Where the value of a member is noted: at the row or, with a mask of 0, at the start.</summary>
    private readonly record struct TemplateNote(ValueRole Role, long[] Cells, int IndexMask);
}
