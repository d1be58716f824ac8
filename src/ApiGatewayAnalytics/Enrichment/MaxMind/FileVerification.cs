using System.Text.Unicode;

namespace ApiGatewayAnalytics.Enrichment.MaxMind;

/// <summary>
/// Looks for damage when a file is opened: records of the tree that point nowhere, circles, and values that the format does not
/// allow. Small files are checked as a whole, large ones as far as the bounds go, which takes a fraction of a second.
/// </summary>
internal sealed class FileVerification(SearchTree tree, DataSection data)
{
    private const int MaxNodes = 1 << 18;
    private const int MaxValues = 1 << 16;

    /// <summary>Databases nest a handful of levels.</summary>
    private const int MaxDepth = 32;

    private readonly HashSet<long> _records = [];

    /// <exception cref="InvalidDataException">The message says what is damaged.</exception>
    public void Run()
    {
        uint nodes = Math.Min(tree.NodeCount, MaxNodes);
        for (uint node = 0; node < nodes; node++)
        {
            CheckRecord(node, 0);
            CheckRecord(node, 1);
        }

        if (tree.NodeCount <= MaxNodes)
        {
            CheckPaths();
        }

        CheckValues();
    }

    private void CheckRecord(uint node, int side)
    {
        uint record = tree.Record(node, side);
        if (record == 0)
        {
            throw new InvalidDataException($"node {node} of its tree leads back to the first one");
        }

        if (record <= tree.NodeCount)
        {
            return;
        }

        if (!tree.TryGetPosition(record, out long position))
        {
            throw new InvalidDataException($"node {node} of its tree points outside the data");
        }

        if (_records.Count < MaxValues)
        {
            _records.Add(position);
        }
    }

    /// <summary>Walks every path once. A node may be reached on several of them, but not from below itself.</summary>
    private void CheckPaths()
    {
        byte[] sidesTaken = new byte[tree.NodeCount];
        Span<uint> path = stackalloc uint[tree.AddressBits];
        path[0] = 0;
        int depth = 1;
        while (depth > 0)
        {
            uint node = path[depth - 1];
            int side = sidesTaken[node]++;
            if (side == 2)
            {
                depth--;
                continue;
            }

            uint next = tree.Record(node, side);
            if (next >= tree.NodeCount || sidesTaken[next] == 3)
            {
                continue;
            }

            if (sidesTaken[next] != 0 || depth == path.Length)
            {
                throw new InvalidDataException($"node {node} of its tree leads to no end");
            }

            path[depth++] = next;
        }
    }

    private void CheckValues()
    {
        int left = MaxValues;
        Span<byte> window = stackalloc byte[DataCursor.WindowLength];
        foreach (long record in _records)
        {
            int budget = Math.Min(left, DataCursor.LookupBudget);
            var cursor = new DataCursor(data, window, budget);
            long position = record;
            if (!TryCheck(ref cursor, ref position, MaxDepth))
            {
                // Where the budget of all records ends nothing is known of this one.
                if (cursor.Budget < 0 && budget == left)
                {
                    return;
                }

                throw new InvalidDataException($"the record at {record} of its data is damaged");
            }

            left -= budget - cursor.Budget;
        }
    }

    /// <summary>Reads a value with all its parts, also where pointers lead.</summary>
    private static bool TryCheck(ref DataCursor cursor, ref long position, int depth)
    {
        if (depth == 0 || !cursor.TryRead(ref position, out DataValue value))
        {
            return false;
        }

        if (value.Type == DataType.Text)
        {
            // What is longer than the window is cut in the middle of a character, perhaps.
            return value.Size > DataCursor.WindowLength || Utf8.IsValid(cursor.Text(value));
        }

        if (value.Parts == 0)
        {
            return true;
        }

        long part = value.Start;
        for (long i = 0; i < value.Parts; i++)
        {
            bool isKey = value.Type == DataType.Map && i % 2 == 0;
            long key = part;
            if (isKey && (!cursor.TryRead(ref key, out DataValue name) || name.Type != DataType.Text))
            {
                return false;
            }

            if (!TryCheck(ref cursor, ref part, depth - 1))
            {
                return false;
            }
        }

        position = value.IsElsewhere ? position : part;
        return true;
    }
}
