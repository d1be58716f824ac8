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
    private readonly HashSet<int> _fed = [];
    private int _textStart;
    private int _firstMember;
    private int _firstConstant;

    /// <summary>Compiles for the cells of one batch, and for what the row makes of their fields.</summary>
    public TemplateProgram Compile(RecordBatch batch, RecordRow row)
    {
        TemplateOperation[] runs = CompileOperations(batch, row, constants);
        TemplateOperation[] members = CompileOperations(batch, row, new byte[]?[fields.Length]);
        return new TemplateProgram(batch, [.. _text], runs, members, [.. _constants]);
    }

    private TemplateOperation[] CompileOperations(RecordBatch batch, RecordRow row, byte[]?[] merged)
    {
        _operations.Clear();
        _fed.Clear();
        Begin(0);
        for (int member = 0; member < fields.Length; member++)
        {
            _text.AddRange(gaps[member]);
            if (merged[member] is { } value)
            {
                AddConstant(batch, row, fields[member], value);
                _text.AddRange(value);
            }
            else
            {
                (ValueRole role, long[]? cells) = Store(batch, row, fields[member]);
                End(new TemplateOperation { Member = member, IsQuoted = quoted[member], Field = fields[member], Role = role, Cells = cells });
                Begin(member + 1);
            }
        }

        _text.AddRange(gaps[^1]);
        End(new TemplateOperation { Member = fields.Length, IsEnd = true });
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
        _text.AddRange(new byte[Math.Max(0, ByteBlock.Length - length)]);
        operation.Text = _textStart;
        operation.TextLength = length;
        operation.ShortMask = (uint)((1UL << Math.Min(length, ByteBlock.Length)) - 1);
        operation.UsualLength = operation.IsEnd ? -1 : usual[operation.Member];
        operation.UsualBlocks = operation.UsualLength < 0 ? -1 : operation.UsualLength / ByteBlock.Length;
        operation.UsualEnd = 1u << (operation.UsualLength % ByteBlock.Length);
        operation.UsualMask = operation.UsualEnd | (operation.UsualEnd - 1);
        operation.FirstMember = _firstMember;
        operation.FirstConstant = _firstConstant;
        operation.Constants = _constants.Count - _firstConstant;
        _operations.Add(operation);
    }

    private void AddConstant(RecordBatch batch, RecordRow row, int field, byte[] value)
    {
        (ValueRole role, long[]? cells) = Store(batch, row, field);
        if (role == ValueRole.Skip || value is [(byte)'-'])
        {
            return;
        }

        var constant = new TemplateConstant { Offset = _text.Count - _textStart, Length = value.Length, Field = field };
        if (role == ValueRole.Text && cells is not null)
        {
            constant.Cells = cells;
            constant.Cell = RecordBatch.TextCell(constant.Offset, value.Length);
            constant.Shift = -1;
        }
        else if (cells is not null && DecimalText.TryParse(value, out long number) && (role == ValueRole.Number || RecordRow.IsStatus(number)))
        {
            constant.Cells = cells;
            constant.Cell = number;
        }

        _constants.Add(constant);
    }

    /// <summary>Only the first member of a field finds its cell blank; the row decides about the others.</summary>
    private (ValueRole Role, long[]? Cells) Store(RecordBatch batch, RecordRow row, int field)
    {
        ValueRole role = field < 0 ? ValueRole.Skip : row.DirectRole(batch, field);
        bool isFirst = role != ValueRole.Skip && _fed.Add(field);
        return (role, isFirst && role is ValueRole.Text or ValueRole.Number or ValueRole.Status ? batch.Cells(field) : null);
    }
}
