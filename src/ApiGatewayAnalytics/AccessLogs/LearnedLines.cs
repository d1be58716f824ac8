using System.Numerics;
using System.Runtime.CompilerServices;
using System.Runtime.InteropServices;
using ApiGatewayAnalytics.Columns;

namespace ApiGatewayAnalytics.AccessLogs;

/// <summary>
/// The layouts that the lines of a source were seen to have, each a <see cref="LineProgram"/>, and the places of separators, which are
/// found for many lines at once. Bounded; nothing is allocated once the layouts are known. Not thread-safe.
/// </summary>
internal sealed class LearnedLines
{
    /// <summary>How many bytes are searched for separators at once: many lines, and all of it stays in the first-level cache.</summary>
    private const int MostSearched = 4096;

    /// <summary>Of a single line; a longer one is not worth the search.</summary>
    private const int MostSearchedForOne = 512;

    private const int MostPrograms = 16;
    private const int BlockLength = 2 * ByteBlock.Length;

    /// <summary>A block gives so many places at a time, wanted or not.</summary>
    private const int Stride = 8;

    private readonly List<Known> _known = [];
    private readonly int[] _places = new int[MostSearched + Stride];
    private Known? _latest;
    private Known? _previous;
    private byte _delimiter;
    private int _next;
    private int _count;
    private int _from;
    private int _to;

    public bool IsEmpty => _latest is null;

    /// <summary>A line of a layout was read otherwise: the ones behind it may be like it.</summary>
    public void Learn(LineLayout layout, ReadOnlySpan<byte> lineEnd)
    {
        bool hasReturn = lineEnd.Length == 2;
        if (_latest?.Is(layout, hasReturn) == true)
        {
            return;
        }

        Known? known = null;
        foreach (Known other in _known)
        {
            known = other.Is(layout, hasReturn) ? other : known;
        }

        if (known is null)
        {
            if (_known.Count == MostPrograms)
            {
                return;
            }

            known = new Known(layout, hasReturn);
            _known.Add(known);
        }

        (_latest, _previous) = (known, _latest);
    }

    /// <summary>Forgets the places: the buffer may hold something else.</summary>
    public void Forget() => (_from, _to, _next, _count) = (0, 0, 0, 0);

    /// <summary>Reads the line at <paramref name="start"/> alone.</summary>
    /// <returns>The index behind the line, or <see cref="LineProgram.Differs"/>.</returns>
    public int ReadOne(RecordBatch batch, int start, int end, RecordRow row)
    {
        Forget();
        return Read(batch, start, Math.Min(end, start + MostSearchedForOne), row);
    }

    /// <summary>Reads the line at <paramref name="start"/>, which is behind all lines read since <see cref="Forget"/>.</summary>
    /// <returns>The index behind the line, or <see cref="LineProgram.Differs"/>.</returns>
    public int Read(RecordBatch batch, int start, int end, RecordRow row)
    {
        if (_latest is null)
        {
            return LineProgram.Differs;
        }

        int read = Read(_latest, batch, start, end, row);
        if (read >= 0 || _previous is null)
        {
            return read;
        }

        read = Read(_previous, batch, start, end, row);
        if (read >= 0)
        {
            (_latest, _previous) = (_previous, _latest);
        }

        return read;
    }

    private int Read(Known known, RecordBatch batch, int start, int end, RecordRow row)
    {
        LineProgram program = known.For(batch, row);
        if (program.Delimiter != _delimiter)
        {
            Forget();
            _delimiter = program.Delimiter;
        }

        while (_next < _count && _places[_next] < start)
        {
            _next++;
        }

        if (_count - _next < program.Separators)
        {
            if (_from == start && _to > start)
            {
                return LineProgram.Differs;
            }

            Search(batch.Buffer, start, end);
            if (_count < program.Separators)
            {
                return LineProgram.Differs;
            }
        }

        row.Begin(batch);
        int read = program.Read(start, _places.AsSpan(_next, program.Separators), row);
        _next += read < 0 ? 0 : program.Separators;
        return read;
    }

    /// <summary>Finds the separators from <paramref name="start"/> on, at most up to where a line can be read.</summary>
    [MethodImpl(MethodImplOptions.AggressiveOptimization)]
    private void Search(byte[] buffer, int start, int end)
    {
        // Behind the last separator bytes are read that are no matter, but must be there.
        end = Math.Min(Math.Min(end, buffer.Length - LineProgram.Reach + 1), start + MostSearched);
        ref byte first = ref MemoryMarshal.GetArrayDataReference(buffer);
        ref int places = ref MemoryMarshal.GetArrayDataReference(_places);
        int count = 0;
        for (int at = start; at < end; at += BlockLength)
        {
            ref byte block = ref Unsafe.Add(ref first, at);
            ulong separators = ByteBlock.Separators(ref block, _delimiter)
                | ((ulong)ByteBlock.Separators(ref Unsafe.Add(ref block, ByteBlock.Length), _delimiter) << ByteBlock.Length);
            if (end - at < BlockLength)
            {
                separators &= (1UL << (end - at)) - 1;
            }

            // Most blocks hold few separators: taking the same number from each needs no prediction.
            int found = count + BitOperations.PopCount(separators);
            do
            {
                ref int place = ref Unsafe.Add(ref places, count);
                for (int index = 0; index < Stride; index++)
                {
                    Unsafe.Add(ref place, index) = at + BitOperations.TrailingZeroCount(separators);
                    separators &= separators - 1;
                }

                count += Stride;
            }
            while (count < found);
            count = found;
        }

        (_from, _to, _next, _count) = (start, Math.Max(start, end), 0, count);
    }

    /// <summary>A layout, whether its lines end with a carriage return, and the program for the batch that it was met with last.</summary>
    private sealed class Known(LineLayout layout, bool hasReturn)
    {
        private LineProgram? _program;

        public bool Is(LineLayout other, bool otherHasReturn) => ReferenceEquals(other, layout) && otherHasReturn == hasReturn;

        public LineProgram For(RecordBatch batch, RecordRow row)
        {
            if (_program?.IsFor(batch) != true)
            {
                _program = LineProgram.Compile(layout, hasReturn ? "\r\n"u8 : "\n"u8, batch, row);
            }

            return _program;
        }
    }
}
