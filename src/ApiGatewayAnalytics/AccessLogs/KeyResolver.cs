using System.Collections.Immutable;
using System.Text;
using ApiGatewayAnalytics.Columns;

namespace ApiGatewayAnalytics.AccessLogs;

/// <summary>
/// Decides which field each member of a layout feeds. It looks at the set of keys alone, never at values, in this order: the
/// host's template, mapping and custom fields; a variable spelled out (<c>integration_status</c>, nested, dotted); the aliases,
/// where a name of two meanings takes the second if a name of one meaning feeds the first. Immutable, slow: for learning only.
/// </summary>
internal sealed class KeyResolver
{
    /// <summary>Longer paths are no key that anybody chose.</summary>
    private const int LongestPath = 256;

    private const int Unknown = -1;
    private const string Wrapper = "context";

    /// <summary>A record with none of these is of some other service. A request id alone is logged by all of them.</summary>
    private static readonly ImmutableArray<int> s_core =
    [
        .. new[]
        {
            AccessLogFields.Status, AccessLogFields.HttpMethod, AccessLogFields.RouteKey, AccessLogFields.ResourcePath,
            AccessLogFields.ResourceId, AccessLogFields.Path, AccessLogFields.ApiId, AccessLogFields.ConnectionId,
            AccessLogFields.IdentitySourceIp, AccessLogFields.ExtendedRequestId, AccessLogFields.ResponseLatency,
            AccessLogFields.ResponseLength, AccessLogFields.IntegrationLatency, AccessLogFields.IntegrationStatus,
            AccessLogFields.IntegrationError, AccessLogFields.ErrorResponseType, AccessLogFields.WafResponseCode,
        }.Select(field => AccessLogFields.All.IndexOf(field)),
    ];

    private readonly Dictionary<string, int> _template = [];
    private readonly Dictionary<string, int> _host = [];

    /// <exception cref="ArgumentException">The key mapping names a field that does not exist.</exception>
    public KeyResolver(AccessLogParserOptions options, RecordSchema schema)
    {
        foreach (CustomField custom in options.CustomFields)
        {
            foreach (string key in custom.Keys)
            {
                _host.TryAdd(KeyName.Normalize(key), schema.IndexOf(custom.Field.Name));
            }
        }

        foreach ((string key, string name) in options.KeyMapping)
        {
            int field = AccessLogSchema.IndexOfRecorded(schema, name);
            if (field < 0)
            {
                throw new ArgumentException($"The key mapping gives '{key}' to '{name}', which is no field.", nameof(options));
            }

            _host[KeyName.Normalize(key)] = field;
        }

        foreach ((string path, string variable) in options.Format.Keys)
        {
            _template.TryAdd(path, FieldOfVariable(variable));
        }
    }

    /// <summary>The field that a variable, without its <c>$context.</c>, stands for, or -1.</summary>
    public int FieldOfVariable(string variable) =>
        _host.TryGetValue(KeyName.Normalize(variable), out int field) ? field : KeyAliases.Variable.GetValueOrDefault(variable, Unknown);

    /// <summary>Resolves the members of one record.</summary>
    public JsonLayout Resolve(ReadOnlySpan<byte> buffer, MemberList members)
    {
        var keys = new LayoutKey[members.Count];
        var ambiguous = new List<AmbiguousKey>();
        var fed = new HashSet<int>();
        var marks = new HashSet<string>();
        var prefixes = new Stack<string?>();
        string? prefix = "";
        for (int index = 0; index < members.Count; index++)
        {
            ref readonly JsonMember member = ref members[index];
            byte[] name = buffer.Slice(member.Name, member.NameLength).ToArray();
            int field = Unknown;
            if (member.Kind == MemberKind.EndObject)
            {
                prefix = prefixes.Pop();
            }
            else if (member.Kind == MemberKind.Object)
            {
                prefixes.Push(prefix);
                prefix = Join(prefix, Spell(name, member.NameEscaped), wrapper: true);
            }
            else if (Join(prefix, Spell(name, member.NameEscaped), wrapper: false) is { } path)
            {
                string normal = KeyName.Normalize(path);
                marks.Add(normal);
                field = Find(path, normal, out KeyAliases.Meanings? meanings);
                if (meanings is not null)
                {
                    ambiguous.Add(new AmbiguousKey(index, meanings));
                }
                else
                {
                    fed.Add(field);
                }
            }

            MemberKind kind = member.Kind is MemberKind.Object or MemberKind.EndObject ? member.Kind : MemberKind.Text;
            keys[index] = new LayoutKey(name, kind, field);
        }

        foreach ((int index, KeyAliases.Meanings meanings) in ambiguous)
        {
            keys[index] = keys[index] with { Field = fed.Contains(meanings.First) ? meanings.Second : meanings.First };
        }

        return new JsonLayout(keys, IsAccessLog(keys, marks));
    }

    private static bool IsAccessLog(LayoutKey[] keys, HashSet<string> marks)
    {
        bool isAuditEvent = marks.Contains("eventversion") && marks.Contains("eventsource");
        bool isMetric = marks.Contains("metricstreamname") || (marks.Contains("namespace") && marks.Contains("metricname"));
        return !isAuditEvent && !isMetric && keys.Any(key => s_core.Contains(key.Field));
    }

    private int Find(string path, string normal, out KeyAliases.Meanings? meanings)
    {
        meanings = null;
        string bare = normal.StartsWith(Wrapper, StringComparison.Ordinal) ? normal[Wrapper.Length..] : normal;
        if (_template.TryGetValue(path, out int field)
            || _host.TryGetValue(normal, out field)
            || _host.TryGetValue(bare, out field)
            || KeyAliases.Dotted.TryGetValue(WithoutWrapper(KeyName.Dotted(path)), out field)
            || KeyAliases.Plain.TryGetValue(normal, out field)
            || KeyAliases.Plain.TryGetValue(bare, out field))
        {
            return field;
        }

        meanings = KeyAliases.Ambiguous.GetValueOrDefault(bare);
        return Unknown;

        static string WithoutWrapper(string dotted) =>
            dotted.StartsWith("context.", StringComparison.Ordinal) ? dotted["context.".Length..]
            : dotted.StartsWith("$context.", StringComparison.Ordinal) ? dotted["$context.".Length..]
            : dotted;
    }

    private static string Spell(byte[] name, bool escaped)
    {
        if (!escaped)
        {
            return Encoding.UTF8.GetString(name);
        }

        var decoded = new byte[name.Length];
        return Encoding.UTF8.GetString(decoded, 0, JsonText.Decode(name, decoded));
    }

    /// <summary>The path of a member; null where it is too long to be known.</summary>
    private static string? Join(string? prefix, string name, bool wrapper)
    {
        if (prefix is null || prefix.Length + name.Length > LongestPath)
        {
            return null;
        }

        if (wrapper && KeyName.Normalize(name) == Wrapper)
        {
            return prefix;
        }

        return prefix.Length == 0 ? name : $"{prefix}.{name}";
    }

    private sealed record AmbiguousKey(int Index, KeyAliases.Meanings Meanings);
}
