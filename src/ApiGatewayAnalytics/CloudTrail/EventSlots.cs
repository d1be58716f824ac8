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
    public static readonly int Count = RestApiId + 14;

    private const int None = -1;

    /// <summary>The members of an event.</summary>
    public static EventMembers Event { get; } = Create();

    private static EventMembers Create()
    {
        var inner = new Dictionary<string, EventMember>
        {
            ["userIdentity"] = new(None, Fields("userIdentity.", [])),
            ["tlsDetails"] = new(None, Fields("tlsDetails.", [])),
            ["requestParameters"] = new(CloudTrailColumns.RequestParameters, Request(), IsJson: true),
            ["responseElements"] = new(CloudTrailColumns.ResponseElements, Response(), IsJson: true),
            ["eventTime"] = new(EventTime),
            ["digestStartTime"] = new(DigestStartTime),
        };
        return Fields("", inner);
    }

    /// <summary>The members whose values are fields, by the paths that those have.</summary>
    private static EventMembers Fields(string path, Dictionary<string, EventMember> members)
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
            if (!members.ContainsKey(name))
            {
                members.Add(name, dot < 0 ? new EventMember(CloudTrailSchema.Default.IndexOf(field.Name), IsJson: IsJson(field)) : new EventMember(None, Fields(path + name + ".", [])));
            }
        }

        return new EventMembers(members);
    }

    private static bool IsJson(Field field) =>
        field == CloudTrailFields.AdditionalEventData || field == CloudTrailFields.Resources || field == CloudTrailFields.ServiceEventDetails
        || field == CloudTrailFields.Addendum || field == CloudTrailFields.EdgeDeviceDetails || field == CloudTrailFields.EventContext;

    private static EventMembers Request() => new(
        new Dictionary<string, EventMember>
        {
            ["restApiId"] = new(RestApiId),
            ["apiId"] = new(RequestApiId),
            ["stageName"] = new(RequestStage),
            ["patchOperations"] = new(RequestPatch, IsJson: true),
        },
        bodies: new EventMember(None, new EventMembers(new Dictionary<string, EventMember>
        {
            ["restApiId"] = new(BodyApiId),
            ["stageName"] = new(BodyStage),
            ["patchOperations"] = new(BodyPatch, IsJson: true),
        })));

    private static EventMembers Response() => new(new Dictionary<string, EventMember>
    {
        ["id"] = new(ResponseId),
        ["apiId"] = new(ResponseApiId),
        ["name"] = new(ResponseName),
        ["message"] = new(ResponseMessage),
        ["Message"] = new(ResponseCapitalMessage),
    });
}
