using System.Buffers;
using System.Collections.Immutable;
using System.Globalization;
using ApiGatewayAnalytics.Panels;

namespace ApiGatewayAnalytics.AspNetCore;

/// <summary>
/// Which rows of a table are asked for, and in which order. The pages sort and search tables that they have as a whole by the same rules, so
/// both must agree. The row of all others is never one of them. Immutable.
/// </summary>
internal sealed class TableSelection
{
    /// <summary>The parameters that say so.</summary>
    public const string Sort = "sort";
    public const string Search = "search";

    /// <summary>What is absent is shown, and so found, as this.</summary>
    private const string Absent = "-";

    /// <summary>More than any number has as text.</summary>
    private const int LongestNumber = 32;

    private readonly int _column;
    private readonly bool _isDescending;
    private readonly string _search;

    private TableSelection(int column, bool isDescending, string search) => (_column, _isDescending, _search) = (column, isDescending, search);

    /// <summary>Whether rows that do not match are left out.</summary>
    public bool IsSearch => _search.Length > 0;

    /// <summary>Reads what a request asks for; null where it asks for the table as it is.</summary>
    /// <param name="reader">The parameters, which take note of mistakes.</param>
    /// <param name="columns">The columns of the table; empty for a panel that has none.</param>
    public static TableSelection? Read(QuestionReader reader, ImmutableArray<string> columns)
    {
        string? sort = reader.ReadText(Sort);
        string? search = reader.ReadText(Search);
        if (sort is null && search is null)
        {
            return null;
        }

        if (columns.IsEmpty)
        {
            reader.Refuse(sort is null ? Search : Sort, "The panel is not a table.");
        }

        bool isDescending = sort?.StartsWith('-') ?? false;
        int column = sort is null ? -1 : columns.IndexOf(isDescending ? sort[1..] : sort);
        if (sort is not null && column < 0)
        {
            reader.Refuse(Sort, $"It is a column, with - before it for descending order; there are {string.Join(", ", columns)}.");
        }

        return new TableSelection(column, isDescending, (search ?? "").ToLowerInvariant());
    }

    /// <summary>Finds the rows of a table.</summary>
    /// <param name="table">The table.</param>
    /// <param name="rows">Gets their numbers in order; it has room for all rows but that of all others.</param>
    /// <returns>How many there are.</returns>
    public int Select(PanelRows table, Span<int> rows)
    {
        int count = IsSearch ? Matching(table, rows) : All(rows);
        if (_column >= 0)
        {
            rows[..count].Sort((a, b) =>
            {
                int order = Compare(table.Rows[a][_column], table.Rows[b][_column]);

                // Rows that are alike keep the order of the panel either way.
                return order != 0 ? order : a - b;
            });
        }

        return count;
    }

    private static int All(Span<int> rows)
    {
        for (int row = 0; row < rows.Length; row++)
        {
            rows[row] = row;
        }

        return rows.Length;
    }

    private int Matching(PanelRows table, Span<int> rows)
    {
        int count = 0;
        char[] text = ArrayPool<char>.Shared.Rent(LongestNumber);
        for (int row = 0; row < rows.Length; row++)
        {
            foreach (PanelValue cell in table.Rows[row])
            {
                if (Lower(cell, ref text).Contains(_search, StringComparison.Ordinal))
                {
                    rows[count++] = row;
                    break;
                }
            }
        }

        ArrayPool<char>.Shared.Return(text);
        return count;
    }

    /// <summary>The text of a cell in lower case, character by character as browsers do it: comparing without case knows fewer pairs.</summary>
    private static ReadOnlySpan<char> Lower(PanelValue cell, ref char[] buffer)
    {
        if (cell.Number is { } number)
        {
            Span<char> digits = buffer;
            number.TryFormat(digits, out int written, default, CultureInfo.InvariantCulture);
            return digits[..written];
        }

        string text = cell.Text ?? Absent;
        if (text.Length > buffer.Length)
        {
            ArrayPool<char>.Shared.Return(buffer);
            buffer = ArrayPool<char>.Shared.Rent(text.Length);
        }

        return buffer.AsSpan(0, text.AsSpan().ToLowerInvariant(buffer));
    }

    /// <summary>Numbers by value, then texts by their UTF-16, what is absent last whichever way.</summary>
    private int Compare(PanelValue a, PanelValue b)
    {
        if (a.IsNull || b.IsNull)
        {
            return a.IsNull.CompareTo(b.IsNull);
        }

        int order = (a.Number, b.Number) switch
        {
            ({ } one, { } other) => one.CompareTo(other),
            (null, null) => string.CompareOrdinal(a.Text, b.Text),
            (null, _) => 1,
            _ => -1,
        };
        return _isDescending ? -order : order;
    }
}
