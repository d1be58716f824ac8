using System.IO.Compression;
using System.Text;
using System.Text.Json;
using System.Text.RegularExpressions;

namespace ApiGatewayAnalytics.Tests.Reference;

/// <summary>
/// Reads logs the slow way: everything in memory, one <see cref="JsonDocument"/> per record, regular expressions for the rest.
/// Shares nothing with the library, so that the two can disagree. Broken JSON goes through <see cref="ReferenceRepair"/>; what
/// stays broken costs its line.
/// </summary>
internal sealed partial class ReferenceReader
{
    private static readonly JsonDocumentOptions s_options = new() { MaxDepth = 64 };

    private readonly ReferenceRecordBuilder _builder;
    private readonly HashSet<string> _eventIds = [];

    public ReferenceReader(TimeProvider? clock = null) => _builder = new ReferenceRecordBuilder(Log, clock ?? TimeProvider.System);

    public ReferenceLog Log { get; } = new();

    public static IReadOnlyList<ReferenceRecord> Read(string text) => Read(Encoding.UTF8.GetBytes(text));

    public static IReadOnlyList<ReferenceRecord> Read(byte[] content, ReferenceOrigin? origin = null)
    {
        var reader = new ReferenceReader();
        reader.Add(content, origin);
        return reader.Log.Records;
    }

    /// <summary>Adds one input: text or gzip, a log, an envelope, or envelopes in a row.</summary>
    public void Add(byte[] content, ReferenceOrigin? origin = null)
    {
        if (content is [0x1f, 0x8b, ..])
        {
            Add(Decompressed(content), origin);
            return;
        }

        // Decoded and encoded again: bytes that are no UTF-8 become U+FFFD.
        AddText(Encoding.UTF8.GetBytes(Encoding.UTF8.GetString(content)), origin ?? ReferenceOrigin.None);
    }

    private void AddText(byte[] text, ReferenceOrigin origin)
    {
        var position = 0;
        while ((position = SkipSeparators(text, position)) < text.Length)
        {
            if (text[position] is (byte)'{' or (byte)'[' && TryParse(text.AsSpan(position), out var document, out var length))
            {
                using (document)
                    AddValue(document.RootElement, origin);
                position += length;
                continue;
            }
            var rest = text.AsSpan(position);
            var end = rest.IndexOf((byte)'\n');
            AddLine(Encoding.UTF8.GetString(end < 0 ? rest : rest[..end]).TrimEnd(), origin, isLast: end < 0);
            position = end < 0 ? text.Length : position + end + 1;
        }
    }

    private static int SkipSeparators(byte[] text, int position)
    {
        for (; position < text.Length; position++)
        {
            if (text.AsSpan(position).StartsWith("\\n"u8))
                position++;
            else if (text.AsSpan(position).StartsWith("\uFEFF"u8))
                position += 2;
            else if (text[position] is not ((byte)' ' or (byte)'\t' or (byte)'\r' or (byte)'\n'))
                break;
        }
        return position;
    }

    private static bool TryParse(ReadOnlySpan<byte> text, out JsonDocument document, out int length)
    {
        try
        {
            var reader = new Utf8JsonReader(text, new JsonReaderOptions { MaxDepth = s_options.MaxDepth });
            document = JsonDocument.ParseValue(ref reader);
            length = (int)reader.BytesConsumed;
            return true;
        }
        catch (JsonException)
        {
            (document, length) = (null!, 0);
            return false;
        }
    }

    private void AddLine(string line, ReferenceOrigin origin, bool isLast)
    {
        if (line.StartsWith('{'))
        {
            if (TryParse(Encoding.UTF8.GetBytes(ReferenceRepair.Apply(line)), out var document, out _))
            {
                var before = Log.Records.Count;
                using (document)
                    AddValue(document.RootElement, origin);
                Log.Repaired += Log.Records.Count - before;
            }
            else
                ReferenceLog.Count(Log.Rejected, isLast && !line.EndsWith('}') ? "truncated" : "not-json");
        }
        else if (line == "Permission Check Successful")
            ReferenceLog.Count(Log.Skipped, "export-marker");
        else if (ExportPrefix().Match(line) is { Success: true } prefix && ReferenceValues.Time(prefix.Groups["time"].Value) is { } time)
            AddText(Encoding.UTF8.GetBytes(line[prefix.Length..]), origin with { Time = time });
        else if (ReferenceLines.Read(line) is { } entries)
            Count(_builder.Add(entries, origin));
        else
            ReferenceLog.Count(Log.Rejected, "not-json");
    }

    /// <summary>A record, an array of them, or an envelope.</summary>
    private void AddValue(JsonElement value, ReferenceOrigin origin)
    {
        if (value.ValueKind == JsonValueKind.Array)
        {
            foreach (var item in value.EnumerateArray())
                AddValue(item, origin);
        }
        else if (value.ValueKind != JsonValueKind.Object)
            ReferenceLog.Count(Log.Rejected, "not-an-access-log");
        else if (!AddEnvelope(value, origin))
        {
            var entries = new List<KeyValuePair<string, string?>>();
            Flatten(value, "", entries);
            Count(_builder.Add(entries, origin));
        }
    }

    private bool AddEnvelope(JsonElement value, ReferenceOrigin origin)
    {
        if (value.TryGetProperty("messageType", out var type) && value.TryGetProperty("logEvents", out var events) && events.ValueKind == JsonValueKind.Array)
        {
            if (type.ToString() == "CONTROL_MESSAGE")
                ReferenceLog.Count(Log.Skipped, "control-message");
            else
                AddEvents(events, "id", value.TryGetProperty("owner", out var owner) ? origin with { Account = Text(owner) } : origin);
        }
        else if (value.TryGetProperty("events", out events) && events.ValueKind == JsonValueKind.Array)
            AddEvents(events, "eventId", origin);
        else if (value.TryGetProperty("awslogs", out var logs))
            AddEncoded(logs, origin);
        else if ((value.TryGetProperty("Records", out var records) || value.TryGetProperty("records", out records)) && records.ValueKind == JsonValueKind.Array)
        {
            foreach (var record in records.EnumerateArray())
            {
                if (Member(record, "kinesis") is { ValueKind: JsonValueKind.Object } kinesis)
                    AddEncoded(kinesis, origin);
                else if (Member(record, "data").ValueKind != JsonValueKind.Undefined)
                    AddEncoded(record, origin);
                else
                    AddValue(record, origin);
            }
        }
        else
            return false;
        return true;
    }

    /// <summary>The member <c>data</c>, in base64.</summary>
    private void AddEncoded(JsonElement parent, ReferenceOrigin origin)
    {
        if (Member(parent, "data") is { ValueKind: JsonValueKind.String } data && data.TryGetBytesFromBase64(out var content))
            Add(content, origin);
        else
            ReferenceLog.Count(Log.Rejected, "bad-encoding");
    }

    private static JsonElement Member(JsonElement parent, string name) =>
        parent.ValueKind == JsonValueKind.Object && parent.TryGetProperty(name, out var member) ? member : default;

    private void AddEvents(JsonElement events, string id, ReferenceOrigin origin)
    {
        foreach (var item in events.EnumerateArray())
        {
            if (Member(item, id) is { ValueKind: JsonValueKind.String } eventId && !_eventIds.Add(eventId.GetString()!))
                Log.Duplicates++;
            else if (Member(item, "message") is not { ValueKind: JsonValueKind.String } message)
                ReferenceLog.Count(Log.Rejected, "not-an-access-log");
            else
            {
                AddText(
                    Encoding.UTF8.GetBytes(Decoded(message)!),
                    Member(item, "timestamp") is { ValueKind: JsonValueKind.Number } time && time.TryGetInt64(out var milliseconds) ? origin with { Time = milliseconds } : origin);
            }
        }
    }

    private void Count(string? rejected)
    {
        if (rejected is not null)
            ReferenceLog.Count(Log.Rejected, rejected);
    }

    private static void Flatten(JsonElement value, string prefix, List<KeyValuePair<string, string?>> entries)
    {
        foreach (var member in value.EnumerateObject())
        {
            if (member.Value.ValueKind == JsonValueKind.Object)
                Flatten(member.Value, prefix + member.Name + ".", entries);
            else
                entries.Add(new(prefix + member.Name, Text(member.Value)));
        }
    }

    private static string? Text(JsonElement value) => value.ValueKind switch
    {
        JsonValueKind.Null or JsonValueKind.Array => null,
        JsonValueKind.String => Decoded(value),
        _ => value.GetRawText(),
    };

    private static string? Decoded(JsonElement value)
    {
        try
        {
            return value.GetString();
        }
        catch (InvalidOperationException)
        {
            // Escapes of half a surrogate pair are no character.
            return JsonSerializer.Deserialize<string>(LoneSurrogate().Replace(value.GetRawText(), "$1\\ufffd"));
        }
    }

    /// <summary>What could be decompressed; a member that breaks off is counted.</summary>
    private byte[] Decompressed(byte[] content)
    {
        using var output = new MemoryStream();
        using var gzip = new GZipStream(new MemoryStream(content), CompressionMode.Decompress);
        var buffer = new byte[4096];
        try
        {
            for (int read; (read = gzip.Read(buffer)) > 0;)
                output.Write(buffer, 0, read);
        }
        catch (InvalidDataException)
        {
            ReferenceLog.Count(Log.Rejected, "bad-encoding");
        }
        return output.ToArray();
    }

    [GeneratedRegex("""^(?<time>[0-9]{4}-[0-9]{2}-[0-9]{2}T\S+|[0-9]{13})\s+""")]
    private static partial Regex ExportPrefix();

    [GeneratedRegex("""((?<!\\)(?:\\\\)*)(?:\\u[dD][89abAB][0-9a-fA-F]{2}(?!\\u[dD][c-fC-F])|(?<!\\u[dD][89abAB][0-9a-fA-F]{2})\\u[dD][c-fC-F][0-9a-fA-F]{2})""")]
    private static partial Regex LoneSurrogate();
}
