namespace ApiGatewayAnalytics.Tests.Reference;

/// <summary>Makes a record of the keys and values of one log entry, in their order, or says why there is none.</summary>
internal sealed class ReferenceRecordBuilder(ReferenceLog log, TimeProvider clock)
{
    private static readonly long s_oldest = new DateTimeOffset(2015, 1, 1, 0, 0, 0, TimeSpan.Zero).ToUnixTimeMilliseconds();

    private readonly Dictionary<string, string?[]> _resolved = [];
    private readonly long _newest = clock.GetUtcNow().AddHours(24).ToUnixTimeMilliseconds();

    /// <summary>Adds the record, or returns the reason in kebab-case. A null value is an absent one.</summary>
    public string? Add(IReadOnlyList<KeyValuePair<string, string?>> entries, ReferenceOrigin origin)
    {
        var keys = entries.Select(e => e.Key).ToArray();
        var signature = string.Join('\n', keys);
        if (!_resolved.TryGetValue(signature, out var names))
            _resolved.Add(signature, names = ReferenceFieldNames.Resolve(keys));
        if (names.All(name => name is null))
            return "not-an-access-log";

        var fields = new Dictionary<string, object>();
        string? epoch = null, requestTime = null;
        var errors = new List<string>();
        for (var i = 0; i < names.Length; i++)
        {
            if (names[i] is not { } name || entries[i].Value is not { } value || ReferenceValues.IsAbsent(value))
                continue;
            if (name == "requestTimeEpoch")
                epoch ??= value;
            else if (name == "requestTime")
                requestTime ??= value;
            if (Read(name, value, errors) is { } read)
                fields.TryAdd(name, read);
        }

        if (Time(epoch, requestTime, origin) is not { } time)
            return "no-time";
        if (time < s_oldest)
            return "bad-time";
        if (time > _newest)
            return "future-time";
        errors.ForEach(name => ReferenceLog.Count(log.FieldErrors, name));
        Derive(fields, origin);
        log.Records.Add(new ReferenceRecord(time, fields));
        return null;
    }

    private static object? Read(string name, string value, List<string> errors)
    {
        var isStatus = ReferenceValues.StatusFields.Contains(name);
        if (!isStatus && !ReferenceValues.NumberFields.Contains(name))
            return value;
        var number = ReferenceValues.Number(value);
        if (number is null && !(name == "requestTimeEpoch" && ReferenceValues.Time(value) is not null))
            errors.Add(name);
        if (!isStatus)
            return number;
        return number is >= 100 and <= 599 ? number.Value.ToString(System.Globalization.CultureInfo.InvariantCulture) : null;
    }

    /// <summary>The epoch where it is one, then the other time, then whatever time the epoch's key holds, then the envelope's.</summary>
    private static long? Time(string? epoch, string? requestTime, ReferenceOrigin origin)
    {
        if (epoch is not null && ReferenceValues.Number(epoch) is not null)
            return ReferenceValues.Time(epoch);
        return (requestTime is null ? null : ReferenceValues.Time(requestTime))
            ?? (epoch is null ? null : ReferenceValues.Time(epoch))
            ?? origin.Time;
    }

    private static void Derive(Dictionary<string, object> fields, ReferenceOrigin origin)
    {
        if (!fields.ContainsKey("errorMessage") && fields.TryGetValue("errorMessageString", out var quoted)
            && Unquoted((string)quoted) is { } message && !ReferenceValues.IsAbsent(message))
            fields.Add("errorMessage", message);

        var labels = fields.TryGetValue("domainName", out var domain) ? ((string)domain).Split('.') : [];
        var isExecuteApi = labels.Length > 3 && labels[1].Equals("execute-api", StringComparison.OrdinalIgnoreCase);
        if (isExecuteApi)
        {
            fields.TryAdd("apiId", labels[0]);
            fields.TryAdd("region", labels[2]);
        }
        if (!ReferenceValues.IsAbsent(origin.Region))
            fields.TryAdd("region", origin.Region!);
        if (fields.TryGetValue("accountId", out var account))
            fields.Add("account", account);
        else if (!ReferenceValues.IsAbsent(origin.Account))
            fields.Add("account", origin.Account!);
    }

    private static string Unquoted(string text) => text.Length >= 2 && text[0] == '"' && text[^1] == '"' ? text[1..^1] : text;
}
