using System.Globalization;
using System.Text.Json;

namespace ApiGatewayAnalytics.Tests.Reference;

/// <summary>
/// Reads CloudTrail events the slow way, straight from the contract: a document per event, members by path. Counts an event once and
/// keeps what API Gateway did.
/// </summary>
internal sealed class ReferenceTrail
{
    private static readonly string[] s_onApis =
        ["CreateRestApi", "ImportRestApi", "PutRestApi", "UpdateRestApi", "CreateApi", "ImportApi", "ReimportApi", "UpdateApi"];

    private static readonly (string Field, string Path)[] s_plain =
    [
        .. new[]
        {
            "eventVersion", "eventSource", "eventName", "eventID", "eventType", "eventCategory", "awsRegion", "sourceIPAddress", "userAgent",
            "errorCode", "requestID", "recipientAccountId", "readOnly",
        }.Select(name => (name, name)),
        ("type", "userIdentity.type"), ("arn", "userIdentity.arn"), ("userName", "userIdentity.userName"),
        ("sessionIssuerUserName", "userIdentity.sessionContext.sessionIssuer.userName"),
        ("mfaAuthenticated", "userIdentity.sessionContext.attributes.mfaAuthenticated"), ("tlsVersion", "tlsDetails.tlsVersion"),
    ];

    private readonly HashSet<string> _ids = [];
    private readonly Dictionary<string, (long Time, string Name)> _names = [];

    public List<ReferenceRecord> Records { get; } = [];

    public int Duplicates { get; private set; }

    public int Others { get; private set; }

    /// <summary>The names that events give to APIs: of each API that of the newest event, of equal times the last in ordinal order.</summary>
    public IReadOnlyDictionary<string, string> ApiNames => _names.ToDictionary(name => name.Key, name => name.Value.Name);

    /// <summary>What the panels show of these events.</summary>
    public ReferenceQuery Query => new() { ApiNames = ApiNames };

    public void Add(ReadOnlyMemory<byte> json)
    {
        using var document = JsonDocument.Parse(json);
        Add(document.RootElement);
    }

    private void Add(JsonElement record)
    {
        if (Text(record, "eventSource") != "apigateway.amazonaws.com")
        {
            Others++;
            return;
        }

        if (Text(record, "eventID") is { } id && !_ids.Add(id))
        {
            Duplicates++;
            return;
        }

        long time = DateTimeOffset.Parse(Text(record, "eventTime")!, CultureInfo.InvariantCulture).ToUnixTimeMilliseconds();
        var fields = new Dictionary<string, object>();
        foreach ((string field, string path) in s_plain)
            Put(field, Text(record, path));
        Put("accountId", Text(record, "recipientAccountId") ?? Text(record, "userIdentity.accountId"));
        Put("account", Text(record, "recipientAccountId") ?? Text(record, "userIdentity.accountId"));
        Put("region", Text(record, "awsRegion"));
        Put("errorMessage", Text(record, "errorMessage") ?? Text(record, "responseElements.message") ?? Text(record, "responseElements.Message"));
        Put("eventStatus", Text(record, "errorCode") is null ? "Success" : "Failure");
        Put("user", User(record));
        string? body = record.TryGetProperty("requestParameters", out JsonElement parameters) && parameters.ValueKind == JsonValueKind.Object
            ? parameters.EnumerateObject().Select(member => member.Name).FirstOrDefault(name => name.EndsWith("Input", StringComparison.Ordinal))
            : null;
        Put("stage", Text(record, "requestParameters.stageName") ?? (body is null ? null : Text(record, $"requestParameters.{body}.stageName")));
        bool isOnApi = s_onApis.Contains(Text(record, "eventName"));
        string? api = Text(record, "requestParameters.restApiId") ?? Text(record, "requestParameters.apiId")
            ?? (body is null ? null : Text(record, $"requestParameters.{body}.restApiId"))
            ?? Text(record, "responseElements.apiId") ?? (isOnApi ? Text(record, "responseElements.id") : null);
        string? name = isOnApi ? Text(record, "responseElements.name") : null;
        Put("apiId", api ?? name);
        if (api is not null && name is not null
            && (!_names.TryGetValue(api, out var last) || time > last.Time || (time == last.Time && string.CompareOrdinal(name, last.Name) > 0)))
        {
            _names[api] = (time, name);
        }

        Records.Add(new ReferenceRecord(time, fields));

        void Put(string field, string? value)
        {
            if (value is not null)
                fields[field] = value;
        }
    }

    private static string? User(JsonElement record)
    {
        if (Text(record, "userIdentity.userName") is { } name)
            return name;
        if (Text(record, "userIdentity.arn") is not { } arn)
            return Text(record, "userIdentity.invokedBy");
        int role = arn.IndexOf(":assumed-role/", StringComparison.Ordinal);
        return role >= 0 ? arn[(role + ":assumed-role/".Length)..] : arn.Split('/', ':')[^1];
    }

    /// <summary>The text of a string, number or boolean; null where absent.</summary>
    private static string? Text(JsonElement element, string path)
    {
        foreach (string name in path.Split('.'))
        {
            if (element.ValueKind != JsonValueKind.Object || !element.TryGetProperty(name, out element))
                return null;
        }

        string? text = element.ValueKind switch
        {
            JsonValueKind.String => element.GetString(),
            JsonValueKind.Number or JsonValueKind.True or JsonValueKind.False => element.GetRawText(),
            _ => null,
        };
        return text is "" or "-" ? null : text;
    }
}
