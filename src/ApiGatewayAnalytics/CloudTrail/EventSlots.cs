using ApiGatewayAnalytics.Columns;

namespace ApiGatewayAnalytics.CloudTrail;

/// <summary>
/// Where the values of an event are kept while it is read: those of fields under their numbers, and behind them those that fields are
/// derived from. With it the shape of an event: which members something needs.
/// </summary>
internal static class EventSlots
{
    public static readonly int RestApiId = CloudTrailSchema.Default.Count;
    public static readonly int RequestApiId = RestApiId + 1;
    public static readonly int RequestStage = RestApiId + 2;
    public static readonly int RequestPatch = RestApiId + 3;
    public static readonly int BodyApiId = RestApiId + 4;
    public static readonly int BodyStage = RestApiId + 5;
    public static readonly int BodyPatch = RestApiId + 6;
    public static readonly int ResponseId = RestApiId + 7;
    public static readonly int ResponseApiId = RestApiId + 8;
    public static readonly int ResponseName = RestApiId + 9;
    public static readonly int ResponseMessage = RestApiId + 10;
    public static readonly int ResponseCapitalMessage = RestApiId + 11;
    public static readonly int EventTime = RestApiId + 12;
    public static readonly int DigestStartTime = RestApiId + 13;

    /// <summary>The response as it stands.</summary>
    public static readonly int Response = RestApiId + 14;
    public static readonly int Count = RestApiId + 15;

    private const int None = -1;

    /// <summary>What is looked at whatever is captured.</summary>
    private static readonly int[] s_decisive =
    [
        CloudTrailColumns.EventSource, CloudTrailColumns.EventName, CloudTrailColumns.EventCategory, CloudTrailColumns.EventType,
        CloudTrailColumns.EventId, CloudTrailColumns.ErrorCode, EventTime, DigestStartTime,
    ];

    /// <summary>What derived fields are derived from.</summary>
    private static readonly (int Field, int[] From)[] s_sources =
    [
        (CloudTrailColumns.Account, [CloudTrailColumns.RecipientAccountId, CloudTrailColumns.UserAccountId]),
        (CloudTrailColumns.AccountId, [CloudTrailColumns.RecipientAccountId, CloudTrailColumns.UserAccountId]),
        (CloudTrailColumns.Region, [CloudTrailColumns.AwsRegion]),
        (CloudTrailColumns.User, [CloudTrailColumns.UserName, CloudTrailColumns.Arn, CloudTrailColumns.InvokedBy]),
        (CloudTrailColumns.Stage, [RequestStage, BodyStage]),
        (CloudTrailColumns.PatchOperations, [RequestPatch, BodyPatch]),
        (CloudTrailColumns.ApiId, [RestApiId, RequestApiId, BodyApiId, Response]),
        (CloudTrailColumns.Api, [RestApiId, RequestApiId, BodyApiId, Response]),
        (CloudTrailColumns.EventApiName, [Response]),
        (CloudTrailColumns.ErrorMessage, [Response]),
        (CloudTrailColumns.ResponseElements, [Response]),
    ];

    /// <summary>The members of a response, which is looked into only where something in it is missing elsewhere.</summary>
    public static EventMembers CreateResponse() => new(new Dictionary<string, EventMember>
    {
        ["id"] = new(ResponseId),
        ["apiId"] = new(ResponseApiId),
        ["name"] = new(ResponseName),
        ["message"] = new(ResponseMessage),
        ["Message"] = new(ResponseCapitalMessage),
    });

    /// <summary>The members of an event that the captured fields need.</summary>
    public static EventMembers CreateEvent(FieldSet captured)
    {
        var needed = new bool[Count];
        foreach (int field in captured.Members().Where(field => field < RestApiId))
        {
            needed[field] = true;
        }

        foreach ((int field, int[] from) in s_sources.Where(source => needed[source.Field]).ToArray())
        {
            foreach (int slot in from)
            {
                needed[slot] = true;
            }
        }

        foreach (int slot in s_decisive)
        {
            needed[slot] = true;
        }

        var inner = new Dictionary<string, EventMember>
        {
            ["requestParameters"] = new(CloudTrailColumns.RequestParameters, Request(needed), IsJson: true),
            ["responseElements"] = new(Response, IsJson: true),
            ["eventTime"] = new(EventTime),
            ["digestStartTime"] = new(DigestStartTime),
        };
        return Fields("", inner, needed)!;
    }

    /// <summary>The members whose values are fields that are needed, by the paths that those have; null where none is.</summary>
    private static EventMembers? Fields(string path, Dictionary<string, EventMember> members, bool[] needed)
    {
        foreach (Field field in CloudTrailFields.All)
        {
            if (field.Variable is not { } variable || !variable.StartsWith(path, StringComparison.Ordinal))
            {
                continue;
            }

            string rest = variable[path.Length..];
            int dot = rest.IndexOf('.');
            string name = dot < 0 ? rest : rest[..dot];
            int slot = CloudTrailSchema.Default.IndexOf(field.Name);
            if (members.ContainsKey(name))
            {
                continue;
            }

            if (dot >= 0 && Fields(path + name + ".", [], needed) is { } inner)
            {
                members.Add(name, new EventMember(None, inner));
            }
            else if (dot < 0 && needed[slot])
            {
                members.Add(name, new EventMember(slot, IsJson: IsJson(field)));
            }
        }

        return members.Count == 0 ? null : new EventMembers(members);
    }

    private static bool IsJson(Field field) =>
        field == CloudTrailFields.AdditionalEventData || field == CloudTrailFields.Resources || field == CloudTrailFields.ServiceEventDetails
        || field == CloudTrailFields.Addendum || field == CloudTrailFields.EdgeDeviceDetails || field == CloudTrailFields.EventContext;

    private static EventMembers? Request(bool[] needed)
    {
        var members = Only(needed, ("restApiId", RestApiId), ("apiId", RequestApiId), ("stageName", RequestStage), ("patchOperations", RequestPatch));
        var bodies = Only(needed, ("restApiId", BodyApiId), ("stageName", BodyStage), ("patchOperations", BodyPatch));
        return members.Count + bodies.Count == 0 ? null : new EventMembers(members, new EventMember(None, new EventMembers(bodies)));
    }

    private static Dictionary<string, EventMember> Only(bool[] needed, params (string Name, int Slot)[] members) => members
        .Where(member => needed[member.Slot])
        .ToDictionary(member => member.Name, member => new EventMember(member.Slot, IsJson: member.Slot == RequestPatch || member.Slot == BodyPatch));
}
