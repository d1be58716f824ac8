using System.Text.Json;

namespace ApiGatewayAnalytics.Enrichment;

/// <summary>
/// Names of APIs out of a file, and learned while running. A name out of the file is believed before a learned one; of learned ones the
/// newest counts, in whatever order they come. Holds at most <see cref="MaxLearned"/> learned ones. Thread-safe.
/// </summary>
/// <remarks>
/// The file is JSON: an object of identifiers, whose values are names or objects, or an array of objects, also as <c>items</c> of another
/// object. So what <c>aws apigateway get-rest-apis</c> and <c>aws apigatewayv2 get-apis</c> print can be given as it is.
/// Keys are compared without case: the identifier is <c>apiId</c>, <c>restApiId</c> or <c>id</c>; the name <c>apiName</c> or
/// <c>name</c>; further <c>accountId</c> or <c>account</c>, <c>region</c> or <c>awsRegion</c>, and <c>apiEndpoint</c>, of which the region is taken.
/// <code>
/// { "a1b2c3d4e5": "orders",
///   "f6g7h8i9j0": { "name": "payments", "accountId": "123456789012", "region": "eu-north-1" } }
/// </code>
/// </remarks>
public sealed class ApiNames : IApiNameResolver
{
    /// <summary>Learned APIs that are kept; further ones are counted in <see cref="Ignored"/>.</summary>
    public const int MaxLearned = 100_000;

    /// <summary>The characters of a name or an identifier that are kept.</summary>
    private const int LongestText = 1_024;

    private readonly string? _path;
    private readonly object _learning = new();
    private readonly Dictionary<string, LearnedApi> _learned = new(StringComparer.Ordinal);
    private volatile ApiNameFile _file;
    private long _ignored;
    private long _version;

    /// <summary>Creates names that are only learned.</summary>
    public ApiNames() => _file = ApiNameFile.Empty;

    private ApiNames(string path)
    {
        _path = path;
        _file = ApiNameFile.Read(path);
    }

    /// <summary>APIs that the file names.</summary>
    public int Count => _file.Apis.Count;

    /// <summary>Entries of the file that name no API or give it no name.</summary>
    public int Malformed => _file.Malformed;

    /// <summary>Names that were to be learned, but there were too many.</summary>
    public long Ignored => Volatile.Read(ref _ignored);

    /// <inheritdoc />
    public long Version => Interlocked.Read(ref _version);

    /// <summary>Reads a file.</summary>
    /// <param name="path">The file.</param>
    /// <returns>The names.</returns>
    /// <exception cref="ArgumentException"><paramref name="path"/> is null or empty.</exception>
    /// <exception cref="InvalidDataException">It is not JSON, neither an object nor an array, or too long; the message says which file and why.</exception>
    /// <exception cref="IOException">It cannot be read or does not exist.</exception>
    /// <exception cref="UnauthorizedAccessException">It must not be read, or is a folder.</exception>
    public static ApiNames Load(string path)
    {
        ArgumentException.ThrowIfNullOrEmpty(path);
        return new ApiNames(path);
    }

    /// <summary>Reads the file again. Where that fails, its names stay; learned ones stay in any case. Does nothing without a file.</summary>
    /// <exception cref="InvalidDataException">It is not JSON, neither an object nor an array, or too long; the message says which file and why.</exception>
    /// <exception cref="IOException">It cannot be read or does not exist.</exception>
    /// <exception cref="UnauthorizedAccessException">It must not be read, or is a folder.</exception>
    public void Reload()
    {
        if (_path is not null)
        {
            _file = ApiNameFile.Read(_path);
            Interlocked.Increment(ref _version);
        }
    }

    /// <summary>
    /// Learns what an API was called at a time, such as when CloudTrail saw <c>CreateRestApi</c>. Account and region that are not given
    /// stay what they were.
    /// </summary>
    /// <param name="apiId">Its identifier.</param>
    /// <param name="name">Its name.</param>
    /// <param name="accountId">The account that owns it, or null.</param>
    /// <param name="region">The region it is in, or null.</param>
    /// <param name="time">When it had that name; of two names at once the one that is ordinally greater counts.</param>
    /// <returns>Whether it is known now; false where too many are known or a text is empty.</returns>
    public bool Learn(string apiId, string name, string? accountId, string? region, DateTimeOffset time)
    {
        ArgumentNullException.ThrowIfNull(apiId);
        ArgumentNullException.ThrowIfNull(name);
        if (apiId.Length is 0 or > LongestText || name.Length == 0)
        {
            return false;
        }

        name = name.Length <= LongestText ? name : name[..LongestText];
        var next = new LearnedApi(new(name, time), new(Absent(accountId), time), new(Absent(region), time));
        lock (_learning)
        {
            if (_learned.TryGetValue(apiId, out LearnedApi known))
            {
                next = known.With(next);
                _learned[apiId] = next;
                if (next.Describe(apiId) != known.Describe(apiId))
                {
                    Interlocked.Increment(ref _version);
                }

                return true;
            }

            if (_learned.Count < MaxLearned)
            {
                _learned.Add(apiId, next);
                Interlocked.Increment(ref _version);
                return true;
            }

            _ignored++;
            return false;
        }
    }

    /// <inheritdoc />
    public ApiDescription? Find(string apiId)
    {
        ArgumentNullException.ThrowIfNull(apiId);
        ApiDescription? learned = FindLearned(apiId);
        return !_file.Apis.TryGetValue(apiId, out ApiDescription? named) ? learned
            : learned is null || (named.AccountId is not null && named.Region is not null) ? named
            : named with { AccountId = named.AccountId ?? learned.AccountId, Region = named.Region ?? learned.Region };
    }

    /// <summary>Writes everything that is known as a file that <see cref="Load"/> reads.</summary>
    /// <param name="stream">Where to write UTF-8 to; stays open.</param>
    public void WriteTo(Stream stream)
    {
        ArgumentNullException.ThrowIfNull(stream);
        string[] learned;
        lock (_learning)
        {
            learned = [.. _learned.Keys];
        }

        using var writer = new Utf8JsonWriter(stream, new JsonWriterOptions { Indented = true });
        writer.WriteStartObject();
        foreach (string apiId in _file.Apis.Keys.Union(learned).Order(StringComparer.Ordinal))
        {
            if (Find(apiId) is { } api)
            {
                ApiNameFile.Write(writer, api);
            }
        }

        writer.WriteEndObject();
    }

    /// <summary>The learned names, each with the time it was said.</summary>
    internal (string ApiId, string Name, DateTimeOffset Time)[] Learned()
    {
        lock (_learning)
        {
            return [.. _learned.Select(api => (api.Key, api.Value.Name.Text ?? "", api.Value.Name.Time))];
        }
    }

    private ApiDescription? FindLearned(string apiId)
    {
        lock (_learning)
        {
            return _learned.TryGetValue(apiId, out LearnedApi known) ? known.Describe(apiId) : null;
        }
    }

    private static string? Absent(string? text) => string.IsNullOrEmpty(text) || text.Length > LongestText ? null : text;
}
