using System.Collections.Frozen;
using System.Text;
using System.Text.Json;
using ApiGatewayAnalytics.AccessLogs;

namespace ApiGatewayAnalytics.Enrichment;

/// <summary>The content of a file of names. An entry without an identifier or a name is left out and counted. Immutable.</summary>
internal sealed class ApiNameFile
{
    private const long LongestFile = 256L << 20;

    private static readonly JsonDocumentOptions s_options =
        new() { AllowTrailingCommas = true, CommentHandling = JsonCommentHandling.Skip, MaxDepth = 64 };

    private ApiNameFile(FrozenDictionary<string, ApiDescription> apis, int malformed)
    {
        Apis = apis;
        Malformed = malformed;
    }

    public static ApiNameFile Empty { get; } = new(FrozenDictionary<string, ApiDescription>.Empty, 0);

    /// <summary>APIs by identifier; of several entries for one the last.</summary>
    public FrozenDictionary<string, ApiDescription> Apis { get; }

    public int Malformed { get; }

    public static ApiNameFile Read(string path)
    {
        using FileStream stream = File.OpenRead(path);
        if (stream.Length > LongestFile)
        {
            throw new InvalidDataException($"'{path}' has {stream.Length} bytes; a file of names may have {LongestFile}.");
        }

        try
        {
            using JsonDocument document = JsonDocument.Parse(stream, s_options);
            return Read(document.RootElement)
                ?? throw new InvalidDataException($"'{path}' is neither an object nor an array of names.");
        }
        catch (JsonException damage)
        {
            throw new InvalidDataException($"'{path}' is not JSON from line {damage.LineNumber + 1}, byte {damage.BytePositionInLine} on.");
        }
    }

    public static void Write(Utf8JsonWriter writer, ApiDescription api)
    {
        writer.WriteStartObject(api.ApiId);
        writer.WriteString("name"u8, api.Name);
        if (api.AccountId is not null)
        {
            writer.WriteString("accountId"u8, api.AccountId);
        }

        if (api.Region is not null)
        {
            writer.WriteString("region"u8, api.Region);
        }

        writer.WriteEndObject();
    }

    private static ApiNameFile? Read(JsonElement root)
    {
        // An object with an array "items" is what the command line of AWS prints.
        JsonElement list = root;
        if (root.ValueKind == JsonValueKind.Object && Property(root, "items", "apis") is { ValueKind: JsonValueKind.Array } items)
        {
            list = items;
        }

        var apis = new Dictionary<string, ApiDescription>(StringComparer.Ordinal);
        int malformed = 0;
        if (list.ValueKind == JsonValueKind.Array)
        {
            foreach (JsonElement entry in list.EnumerateArray())
            {
                Add(() => Describe(null, entry));
            }
        }
        else if (list.ValueKind == JsonValueKind.Object)
        {
            foreach (JsonProperty entry in list.EnumerateObject())
            {
                Add(() => Describe(entry.Name, entry.Value));
            }
        }
        else
        {
            return null;
        }

        return new ApiNameFile(apis.ToFrozenDictionary(StringComparer.Ordinal), malformed);

        void Add(Func<ApiDescription?> describe)
        {
            try
            {
                if (describe() is { } api)
                {
                    apis[api.ApiId] = api;
                    return;
                }
            }
            catch (InvalidOperationException)
            {
                // A text with half of a surrogate pair, which JSON can spell and a string cannot hold.
            }

            malformed++;
        }
    }

    private static ApiDescription? Describe(string? key, JsonElement entry)
    {
        if (entry.ValueKind == JsonValueKind.String)
        {
            return Text(entry) is { } text && !string.IsNullOrEmpty(key) ? new ApiDescription(key, text, null, null) : null;
        }

        if (entry.ValueKind != JsonValueKind.Object)
        {
            return null;
        }

        string? id = string.IsNullOrEmpty(key) ? Text(Property(entry, "apiId", "restApiId", "id")) : key;
        string? name = Text(Property(entry, "apiName", "name"));
        return id is null || name is null ? null
            : new ApiDescription(
                id,
                name,
                Text(Property(entry, "accountId", "account")),
                Text(Property(entry, "region", "awsRegion")) ?? RegionOf(Text(Property(entry, "apiEndpoint"))));
    }

    /// <summary>The first of the wanted properties that is there.</summary>
    private static JsonElement? Property(JsonElement entry, params string[] names)
    {
        foreach (string name in names)
        {
            foreach (JsonProperty property in entry.EnumerateObject())
            {
                if (string.Equals(property.Name, name, StringComparison.OrdinalIgnoreCase))
                {
                    return property.Value;
                }
            }
        }

        return null;
    }

    /// <summary>A text or a number (an account written without quotes); null where nothing stands there.</summary>
    private static string? Text(JsonElement? value) => value switch
    {
        { ValueKind: JsonValueKind.String } text when text.GetString() is { Length: > 0 } read => read,
        { ValueKind: JsonValueKind.Number } number => number.GetRawText(),
        _ => null,
    };

    private static string? RegionOf(string? endpoint)
    {
        int scheme = endpoint?.IndexOf("://", StringComparison.Ordinal) ?? -1;
        byte[] domain = Encoding.UTF8.GetBytes(endpoint?[(scheme < 0 ? 0 : scheme + 3)..] ?? "");
        return ExecuteApiDomain.TryParse(domain, out _, out Range region) ? Encoding.UTF8.GetString(domain[region]) : null;
    }
}
