using System.IO.Compression;
using System.Text.Json;
using Microsoft.Win32.SafeHandles;

namespace ApiGatewayAnalytics.Hosting.Files;

/// <summary>
/// The first bytes of a file, by which it is known whatever it is called: logs begin with a record that no other one has. Immutable.
/// </summary>
internal sealed class FileHead
{
    /// <summary>The bytes that are compared.</summary>
    private const int Length = 1024;

    /// <summary>How far the first line is looked for.</summary>
    private const int LongestLook = 64 << 10;

    private const int LeastDistinct = 64;

    private readonly byte[] _bytes;

    private FileHead(byte[] bytes) => _bytes = bytes;

    public bool IsEmpty => _bytes.Length == 0;

    public bool IsGzip => _bytes is [0x1F, 0x8B, ..];

    public static FileHead Read(SafeFileHandle file)
    {
        byte[] bytes = new byte[Length];
        return new FileHead(bytes[..Fill(file, bytes)]);
    }

    /// <summary>The head of what a compressed file holds; of one that is damaged or not compressed its own.</summary>
    public FileHead Decompressed(SafeFileHandle file)
    {
        if (!IsGzip)
        {
            return this;
        }

        try
        {
            using var gzip = new GZipStream(new FileRange(file, 0, RandomAccess.GetLength(file)), CompressionMode.Decompress);
            byte[] bytes = new byte[Length];
            int length = gzip.ReadAtLeast(bytes, Length, throwOnEndOfStream: false);
            return length == 0 ? this : new FileHead(bytes[..length]);
        }
        catch (InvalidDataException)
        {
            return this;
        }
    }

    /// <summary>Whether no other file begins like this: it has a whole line, or enough of anything.</summary>
    private bool IsDistinct => _bytes.Length == Length || (_bytes.Length >= LeastDistinct && (IsGzip || _bytes.AsSpan().Contains((byte)'\n')));

    /// <summary>Whether the file that began with this, maybe shorter then, may begin with another head now.</summary>
    public bool Continues(FileHead now) => !IsEmpty && now._bytes.AsSpan().StartsWith(_bytes);

    /// <summary>Whether any file that begins with another head is the one that began with this, maybe shorter then.</summary>
    public bool Begins(FileHead now) => IsDistinct ? Continues(now) : !IsEmpty && now._bytes.AsSpan().SequenceEqual(_bytes);

    /// <summary>
    /// Whether a file has to be read as a whole: compressed or binary data, and a JSON document over several lines. Null where its first
    /// line has not ended, so that nobody can tell.
    /// </summary>
    public bool? IsWhole(SafeFileHandle file)
    {
        if (IsGzip || _bytes.AsSpan().IndexOfAnyInRange((byte)1, (byte)8) >= 0 || _bytes.AsSpan().IndexOfAnyInRange((byte)0x0E, (byte)0x1F) >= 0)
        {
            return true;
        }

        byte[] bytes = new byte[LongestLook];
        ReadOnlySpan<byte> look = bytes.AsSpan(0, Fill(file, bytes));
        int end = look.IndexOf((byte)'\n');
        ReadOnlySpan<byte> line = end < 0 ? look : look[..end];
        if (end < 0)
        {
            return look.Length < LongestLook ? null : false;
        }

        return line.TrimStart(" \t\r"u8) is [(byte)'{' or (byte)'[', ..] && IsOpen(line);
    }

    /// <summary>Whether JSON goes on behind a line. What is broken does not.</summary>
    private static bool IsOpen(ReadOnlySpan<byte> line)
    {
        try
        {
            var reader = new Utf8JsonReader(line, isFinalBlock: false, default);
            while (reader.Read())
            {
            }

            return reader.CurrentDepth > 0 || reader.TokenType is JsonTokenType.StartObject or JsonTokenType.StartArray;
        }
        catch (JsonException)
        {
            return false;
        }
    }

    private static int Fill(SafeFileHandle file, Span<byte> bytes)
    {
        int length = 0;
        while (length < bytes.Length && RandomAccess.Read(file, bytes[length..], length) is > 0 and var read)
        {
            length += read;
        }

        return length;
    }
}
