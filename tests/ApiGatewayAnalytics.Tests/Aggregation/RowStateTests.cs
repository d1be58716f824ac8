using System.Buffers.Binary;
using System.Text;
using ApiGatewayAnalytics.Aggregation;
using ApiGatewayAnalytics.Columns;

namespace ApiGatewayAnalytics.Tests.Aggregation;

/// <summary>The first rows in an order, against sorting all of them.</summary>
public sealed class RowStateTests
{
    private static readonly RecordSchema s_schema =
        new([new("a", FieldKind.Text), new("n", FieldKind.Number), new("b", FieldKind.Text), new("m", FieldKind.Number)]);

    private static readonly StepAxis s_axis = new(0, 10, 6);

    public static TheoryData<int, bool, int> Orders
    {
        get
        {
            var data = new TheoryData<int, bool, int>();
            for (int ties = 0; ties < 16; ties++)
            {
                data.Add(1, ties % 2 == 0, ties);
                data.Add(RowColumn.Time, ties % 3 == 0, ties);
            }

            return data;
        }
    }

    [Theory]
    [MemberData(nameof(Orders))]
    public void AreThoseThatSortingGives(int first, bool descending, int ties)
    {
        var random = new Random(ties);
        RowColumn[] columns =
        [
            new(0, true, (ties & 1) != 0), new(1, false, (ties & 2) != 0), new(2, true, (ties & 4) != 0), new(RowColumn.Time, false, (ties & 8) != 0),
        ];
        var shape = new RowShape(17, new RowColumn(first, false, descending), columns);
        var parts = new[] { new RowState(shape, s_axis), new RowState(shape, s_axis), new RowState(shape, s_axis) };
        var rows = new List<Row>();
        for (int i = 0; i < 12; i++)
            parts[random.Next(3)].Add(BatchOf(random, rows, out long[] minutes, out int[] slices), [.. Enumerable.Range(0, minutes.Length)], slices, minutes.Select(s_axis.StepOf).ToArray());

        var whole = new RowState(shape, s_axis);
        foreach (RowState part in parts)
            whole.MergeFrom(Reread(part, shape), slice => slice);
        foreach (IGrouping<(int, int), Row> list in rows.GroupBy(row => (row.Slice, (int)(row.Minute / 10))))
            Assert.Equal(Expected(list, shape), Actual(whole.Lists.Single(pair => pair.Key == list.Key).Value, shape));

        var hour = new RowState(shape, new StepAxis(0, 60, 1));
        hour.MergeFrom(whole, slice => slice == 1 ? -1 : 0, 20, 45);
        IEnumerable<Row> inRange = rows.Where(row => row.Slice != 1 && row.Minute is >= 20 and < 50);
        Assert.Equal(Expected(inRange, shape), Actual(Assert.Single(hour.Lists).Value, shape));
    }

    [Theory]
    [InlineData(1, 0)]
    [InlineData(5, 0)]
    [InlineData(5, 3)]
    [InlineData(100, 2)]
    public void NewestRowsOfAnOrderedLogAreThoseThatSortingGives(int perTime, int late)
    {
        var random = new Random(perTime + late);
        var shape = new RowShape(17, new RowColumn(RowColumn.Time, false, true), [new(RowColumn.Time, false, true), new(0, true, false)]);
        var state = new RowState(shape, new StepAxis(0, 60, 1));
        var all = new List<(long Time, string Text)>();
        for (int batches = 0; batches < 40; batches++)
        {
            var batch = new RecordBatch(FieldSet.All(s_schema));
            for (int i = 0; i < 10 + random.Next(60); i++)
            {
                long time = (all.Count / perTime) - (random.Next(10) < late ? random.Next(40) : 0);
                all.Add((Math.Max(0, time), $"{random.Next(1_000_000)}"));
                batch.BeginRow();
                batch.SetTextCopy(0, Encoding.UTF8.GetBytes(all[^1].Text));
                batch.Commit(all[^1].Time);
            }

            int[] rows = [.. Enumerable.Range(0, batch.Count)];
            state.Add(batch, rows, null, new int[rows.Length]);

            RowList list = Assert.Single(state.Lists).Value;
            IEnumerable<string> kept = Enumerable.Range(0, list.Count).Select(i => TextOf(list.RowAt(i)));
            string[] expected = [.. all.OrderByDescending(row => row.Time).ThenBy(row => row.Text, StringComparer.Ordinal).Take(17).Select(row => row.Text)];
            Assert.Equal(expected.Order(), kept.Order());
        }

        static string TextOf(ReadOnlySpan<byte> row)
        {
            RowShape.Take(ref row, out _);
            return Encoding.UTF8.GetString(RowShape.Take(ref row, out _));
        }
    }

    [Fact]
    public void ExchangingRowsForEverTakesBoundedMemory()
    {
        var shape = new RowShape(5, new RowColumn(RowColumn.Time, false, true), [new(0, true, false)]);
        var list = new RowList(shape);
        var row = new byte[shape.MaxLength];
        long most = 0;
        for (int i = 0; i < 50_000; i++)
        {
            int length = 1 + (i * 37 % 1_000);
            BinaryPrimitives.WriteUInt16LittleEndian(row, (ushort)length);
            list.Offer(i, row.AsSpan(0, length + 2));
            most = Math.Max(most, list.Bytes);
        }

        Assert.Equal(5, list.Count);
        Assert.InRange(most, 0, 50_000);
    }

    private static RecordBatch BatchOf(Random random, List<Row> rows, out long[] minutes, out int[] slices)
    {
        var batch = new RecordBatch(FieldSet.All(s_schema));
        int count = random.Next(1, 300);
        minutes = new long[count];
        slices = new int[count];
        string[] letters = ["", "x", "y", "\u00e9", "\ue000", "\ud83d\ude00", new string('z', 1_500)];
        for (int i = 0; i < count; i++)
        {
            var row = new Row(
                random.Next(3), random.Next(60), random.Next(3), letters[random.Next(letters.Length)], random.Next(5) - 1, letters[random.Next(letters.Length)]);
            rows.Add(row);
            batch.BeginRow();
            batch.SetTextCopy(0, Encoding.UTF8.GetBytes(row.A));
            batch.SetNumber(1, row.Number);
            batch.SetTextCopy(2, Encoding.UTF8.GetBytes(row.B));
            batch.Commit(row.Time);
            (minutes[i], slices[i]) = (row.Minute, row.Slice);
        }

        return batch;
    }

    private static RowState Reread(RowState state, RowShape shape)
    {
        using var content = new MemoryStream();
        using var writer = new BinaryWriter(content);
        state.WriteTo(writer);
        content.Position = 0;
        return RowState.ReadFrom(new BinaryReader(content), shape, 3);
    }

    private static List<string> Expected(IEnumerable<Row> rows, RowShape shape)
    {
        IOrderedEnumerable<Row> order = shape.First.Descending
            ? rows.OrderByDescending(row => NumberOf(row, shape.First))
            : rows.OrderBy(row => NumberOf(row, shape.First));
        foreach (RowColumn column in shape.Columns)
        {
            order = (column.IsText, column.Descending) switch
            {
                (true, true) => order.ThenByDescending(row => TextOf(row, column), ByBytes.Instance),
                (true, false) => order.ThenBy(row => TextOf(row, column), ByBytes.Instance),
                (false, true) => order.ThenByDescending(row => NumberOf(row, column)),
                _ => order.ThenBy(row => NumberOf(row, column)),
            };
        }

        return [.. order.Take(shape.Limit).Select(row => string.Join('|', shape.Columns.Select(column =>
            column.IsText ? TextOf(row, column) : NumberOf(row, column) < 0 ? "" : $"{NumberOf(row, column)}")))];
    }

    private static List<string> Actual(RowList list, RowShape shape)
    {
        int[] places = [.. Enumerable.Range(0, list.Count)];
        Array.Sort(places, (a, b) => list.RankAt(a) != list.RankAt(b)
            ? list.RankAt(b).CompareTo(list.RankAt(a))
            : shape.CompareTies(list.RowAt(a), list.RowAt(b)));
        return [.. places.Select(place => Decode(list.RowAt(place), shape))];
    }

    private static string Decode(ReadOnlySpan<byte> row, RowShape shape)
    {
        var cells = new List<string>();
        foreach (RowColumn column in shape.Columns)
        {
            ReadOnlySpan<byte> cell = RowShape.Take(ref row, out bool isNull);
            cells.Add(isNull ? "" : column.IsText ? Encoding.UTF8.GetString(cell) : $"{BinaryPrimitives.ReadInt64BigEndian(cell)}");
        }

        Assert.True(row.IsEmpty);
        return string.Join('|', cells);
    }

    private static long NumberOf(Row row, RowColumn column) => column.Field == RowColumn.Time ? row.Time : row.Number;

    private static string TextOf(Row row, RowColumn column)
    {
        string text = column.Field == 0 ? row.A : row.B;
        return text.Length > 1_024 ? text[..1_024] : text;
    }

    private sealed record Row(int Slice, int Minute, long Time, string A, long Number, string B);

    private sealed class ByBytes : IComparer<string>
    {
        public static ByBytes Instance { get; } = new();

        public int Compare(string? x, string? y) => Encoding.UTF8.GetBytes(x!).AsSpan().SequenceCompareTo(Encoding.UTF8.GetBytes(y!));
    }
}
