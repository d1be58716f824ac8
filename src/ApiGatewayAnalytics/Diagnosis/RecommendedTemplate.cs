using System.Collections.Immutable;
using System.Text.Encodings.Web;
using System.Text.Json;
using System.Text.Json.Serialization;
using ApiGatewayAnalytics.AccessLogs;
using ApiGatewayAnalytics.Columns;
using Log = ApiGatewayAnalytics.AccessLogs.AccessLogFields;

namespace ApiGatewayAnalytics.Diagnosis;

/// <summary>
/// The access log format to configure for APIs of one kind: a JSON object in one line, with the canonical name of a field as key of each
/// variable. All values are in quotes, numbers too, since API Gateway writes <c>-</c> for what is absent. It holds only variables that the
/// kind has, and never the API key. Immutable.
/// </summary>
[JsonConverter(typeof(RecommendedTemplateConverter))]
public sealed record RecommendedTemplate
{
    /// <summary>The most characters of a template; AWS allows 3 KB.</summary>
    public const int MaxLength = 3000;

    private static readonly Field[] s_always =
    [
        Log.RequestId, Log.ExtendedRequestId, Log.RequestTime, Log.RequestTimeEpoch, Log.AccountId, Log.ApiId, Log.Stage, Log.DomainName,
        Log.EventType, Log.ConnectionId, Log.HttpMethod, Log.RouteKey, Log.ResourcePath, Log.Path, Log.Protocol, Log.Status,
    ];

    private RecommendedTemplate()
    {
    }

    /// <summary>The kind of the APIs.</summary>
    public ApiKind Kind { get; private init; }

    /// <summary>The template, as the settings of a stage take it.</summary>
    public string Text { get; private init; } = "";

    /// <summary>The fields that it logs.</summary>
    public ImmutableArray<Field> Fields { get; private init; } = [];

    /// <summary>The fields that were wanted and found no room, or whose variable is not known. Empty for the library's own dashboards.</summary>
    public ImmutableArray<Field> LeftOut { get; private init; } = [];

    /// <summary>The template that feeds all panels of the dashboards that APIs of a kind can feed.</summary>
    /// <param name="kind">The kind of the APIs.</param>
    /// <param name="options">The dashboards, and the host's own fields. Default: <see cref="AccessLogDoctorOptions.Default"/>.</param>
    /// <exception cref="ArgumentException">Two custom fields share a name.</exception>
    public static RecommendedTemplate For(ApiKind kind, AccessLogDoctorOptions? options = null)
    {
        options ??= AccessLogDoctorOptions.Default;
        return For(kind, options.Reader.CustomFields, DiagnosisBuilder.NeedsOf(options), []);
    }

    /// <summary>As the other one, and with the fields that are logged already as far as there is room.</summary>
    internal static RecommendedTemplate For(
        ApiKind kind, ImmutableArray<CustomField> custom, IEnumerable<PanelNeeds> needs, IEnumerable<Field> logged)
    {
        ImmutableArray<PanelNeeds> panels = [.. needs];
        Field[] wanted =
        [
            .. s_always,
            .. panels.SelectMany(panel => panel.Essential).SelectMany(need => need.Configure),
            .. panels.SelectMany(panel => panel.Shown).SelectMany(need => need.Configure),
        ];
        var members = new List<(Field Field, string Text)>();
        var leftOut = new List<Field>();
        int length = 2;
        foreach (Field field in wanted.Concat(logged.Where(field => field != Log.IdentityApiKey)).Distinct().Where(field => VariableKinds.Has(kind, field)))
        {
            string text = VariableOf(field, custom) is { } variable ? $"\"{JsonEncodedText.Encode(field.Name, JavaScriptEncoder.UnsafeRelaxedJsonEscaping)}\":\"{variable}\"" : "";
            if (text.Length == 0 || length + text.Length + 1 > MaxLength)
            {
                leftOut.Add(field);
                continue;
            }

            length += text.Length + 1;
            members.Add((field, text));
        }

        return new RecommendedTemplate
        {
            Kind = kind,
            Text = $"{{{string.Join(',', members.Select(member => member.Text))}}}",
            Fields = [.. members.Select(member => member.Field)],
            LeftOut = [.. leftOut],
        };
    }

    /// <summary>What the settings call a field; of a host's own field the key that is spelled as a variable.</summary>
    private static string? VariableOf(Field field, ImmutableArray<CustomField> custom)
    {
        if (field.Variable is not null)
        {
            return field.Variable;
        }

        string? key = custom.FirstOrDefault(own => own.Field == field)?.Keys
            .FirstOrDefault(key => key.StartsWith(TemplateVariable.Prefix, StringComparison.Ordinal));
        return key is not null && TemplateVariable.TryRead(key, 0, out _, out int length) && length == key.Length ? key : null;
    }
}
