using System.Collections.Immutable;

namespace ApiGatewayAnalytics.AccessLogs;

/// <summary>
/// How the records of an access log are written. The customer chooses it with the template of the stage; the four formats that
/// the console offers detect themselves, any other is named by its template. Immutable, thread-safe.
/// </summary>
public sealed class AccessLogFormat
{
    private readonly string _name;

    private AccessLogFormat(AccessLogFormatKind kind, string name, LineTemplate? line = null, ImmutableDictionary<string, string>? keys = null)
    {
        Kind = kind;
        _name = name;
        Line = line;
        Keys = keys ?? ImmutableDictionary<string, string>.Empty;
    }

    /// <summary>Each record says itself: JSON with any keys, CLF, CSV and XML as the console writes them, <c>key: value</c> text.</summary>
    public static AccessLogFormat Auto { get; } = new(AccessLogFormatKind.Auto, "auto");

    /// <summary>JSON objects with any keys.</summary>
    public static AccessLogFormat Json { get; } = new(AccessLogFormatKind.Json, "json");

    /// <summary>The console's lines in common log format, of REST, WebSocket and HTTP APIs, also with an error message at the end.</summary>
    public static AccessLogFormat Clf { get; } = new(AccessLogFormatKind.Clf, "clf");

    /// <summary>The console's comma-separated lines of REST, WebSocket and HTTP APIs.</summary>
    public static AccessLogFormat Csv { get; } = new(AccessLogFormatKind.Csv, "csv");

    /// <summary>The console's XML: a <c>request</c> element per record.</summary>
    public static AccessLogFormat Xml { get; } = new(AccessLogFormatKind.Xml, "xml");

    internal AccessLogFormatKind Kind { get; }

    /// <summary>The template of a line format.</summary>
    internal LineTemplate? Line { get; }

    /// <summary>The keys of a JSON template, as paths joined by dots, to the variables that they hold (without <c>$context.</c>).</summary>
    internal ImmutableDictionary<string, string> Keys { get; }

    /// <summary>The format that a stage's template gives, as it stands in the stage's settings.</summary>
    /// <param name="awsTemplate">
    /// Text with variables such as <c>$context.identity.sourceIp [$context.requestTime] $context.status</c>, or a JSON object whose
    /// values are variables; then each key means the variable it holds, whatever it is called.
    /// </param>
    /// <exception cref="ArgumentException">The template has no variable, has several lines, or has two variables with nothing between.</exception>
    public static AccessLogFormat FromTemplate(string awsTemplate)
    {
        ArgumentNullException.ThrowIfNull(awsTemplate);
        string template = awsTemplate.Trim();
        return template.StartsWith('{')
            ? new AccessLogFormat(AccessLogFormatKind.Json, template, keys: JsonTemplate.Parse(template))
            : new AccessLogFormat(AccessLogFormatKind.Template, template, line: LineTemplate.Parse(template));
    }

    /// <summary>The format that <paramref name="value"/> names: <c>auto</c>, <c>json</c>, <c>clf</c>, <c>csv</c>, <c>xml</c>, or a template.</summary>
    /// <exception cref="ArgumentException">It is none of these words and no usable template.</exception>
    public static AccessLogFormat Parse(string value)
    {
        ArgumentNullException.ThrowIfNull(value);
        return value.Trim().ToLowerInvariant() switch
        {
            "auto" => Auto,
            "json" => Json,
            "clf" => Clf,
            "csv" => Csv,
            "xml" => Xml,
            _ => FromTemplate(value),
        };
    }

    /// <summary>The word that <see cref="Parse"/> takes, or the template.</summary>
    public override string ToString() => _name;
}
