using ApiGatewayAnalytics.Monitoring;

namespace ApiGatewayAnalytics.Query;

/// <summary>
/// Which subjects of two sources are the same: a REST API is known by its name, as CloudWatch spells it without characters beyond ASCII, any
/// other one by its identifier, both without regard to case; an account or region that one of them does not name is any.
/// </summary>
internal static class SubjectMatch
{
    /// <summary>What a subject of metrics or events is looked up by.</summary>
    public static string KeyOf(MonitorSubject subject) => subject.ApiName is { } name ? OfName(name) : OfId(subject.ApiId ?? "");

    /// <summary>What a subject of access logs is found by.</summary>
    /// <param name="subject">The subject.</param>
    /// <param name="nameOf">The name of an API by its identifier; null where none is known.</param>
    public static string[] KeysOf(MonitorSubject subject, Func<string, string?> nameOf) =>
        subject.ApiId is { } id ? [OfId(id), OfName(nameOf(id) ?? id)] : [];

    /// <summary>What any other API is known by.</summary>
    public static string OfId(string id) => $"id {id.ToLowerInvariant()}";

    /// <summary>What a REST API is known by.</summary>
    public static string OfName(string name) => $"name {new string([.. name.Where(char.IsAscii)]).ToLowerInvariant()}";

    /// <summary>Whether account and region of two subjects do not differ.</summary>
    public static bool AreOfOneAccount(MonitorSubject a, MonitorSubject b) => IsSame(a.Account, b.Account) && IsSame(a.Region, b.Region);

    /// <summary>Whether access logs are of the API that an event is about, and of its stage if it names one.</summary>
    public static bool IsOfEvent(MonitorSubject logged, MonitorSubject @event, Func<string, string?> nameOf) =>
        @event.ApiId is { } api
        && (@event.Stage is null || @event.Stage == logged.Stage)
        && AreOfOneAccount(logged, @event)
        && KeysOf(logged, nameOf).Any(key => key == OfId(api) || key == OfName(api));

    private static bool IsSame(string? a, string? b) => a is null || b is null || a == b;
}
