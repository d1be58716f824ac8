using ApiGatewayAnalytics.Synthetic;

namespace ApiGatewayAnalytics.Cli.Serving;

/// <summary>
/// The CloudTrail events of a script: its releases, the daily work of people and pipelines, and a key in wrong hands. Not thread-safe.
/// </summary>
internal sealed class DemoTrail
{
    private const string Console = "console.amazonaws.com";
    private const string Terraform = "APN/1.0 HashiCorp/1.0 Terraform/1.7.5 (+https://www.terraform.io) aws-sdk-go-v2/1.25.3 api/apigatewayv2#1.20.4";
    private const string Boto = "Boto3/1.34.69 md/Botocore#1.34.69 ua/2.0 os/linux#5.15.0 md/arch#x86_64 lang/python#3.12.2 Botocore/1.34.69";

    private static readonly string[] s_lists = ["GetRestApis", "GetApis"];
    private static readonly string[] s_people = ["anna.lind", "jonas.berg", "priya.rao", "marta.nowak", "tom.hughes"];
    private static readonly string[] s_looks = ["GetRestApi", "GetStages", "GetResources", "GetDeployments", "GetExport", "GetApiKeys"];
    private static readonly string[] s_works = ["PutMethod", "PutIntegration", "CreateResource", "UpdateRestApi", "CreateModel"];

    private readonly DemoScript _script;
    private readonly string[] _rest;
    private readonly Queue<SyntheticAuditEvent> _due = [];
    private DateTimeOffset _next;

    public DemoTrail(DemoScript script)
    {
        _script = script;
        _rest = [script.ApiIds["orders"], script.ApiIds["catalog"], script.ApiIds["payments"]];
        _next = script.Start;
    }

    /// <summary>The events up to a moment that were not taken yet, a line each in UTF-8.</summary>
    public byte[] Take(DateTimeOffset now)
    {
        for (; _next <= now; _next = _next.AddDays(1))
        {
            foreach (SyntheticAuditEvent happened in EventsOf(_next).OrderBy(happened => happened.Time))
            {
                _due.Enqueue(happened);
            }
        }

        using var lines = new MemoryStream();
        while (_due.TryPeek(out SyntheticAuditEvent? first) && first.Time <= now)
        {
            lines.Write(_due.Dequeue().ToArray());
            lines.WriteByte((byte)'\n');
        }

        return lines.ToArray();
    }

    private IEnumerable<SyntheticAuditEvent> EventsOf(DateTimeOffset day)
    {
        bool isWorkday = day.DayOfWeek is not (DayOfWeek.Saturday or DayOfWeek.Sunday);
        var random = new Random((int)(day.ToUnixTimeSeconds() / 86_400));
        return _script.Releases.Where(release => DemoScript.DayOf(release.Time) == day)
            .Concat(Inventory(day))
            .Concat(isWorkday ? Plan(day).Concat(Work(day, random)) : [])
            .Concat(day == _script.Start.AddDays(DemoScript.Days - 2) ? Theft(day.AddHours(2.4)) : []);
    }

    /// <summary>A function that lists what there is, each hour.</summary>
    private static IEnumerable<SyntheticAuditEvent> Inventory(DateTimeOffset day) =>
        from hour in Enumerable.Range(0, 24)
        from name in s_lists
        select new SyntheticAuditEvent
        {
            Time = day.AddHours(hour).AddMinutes(4).AddSeconds(name.Length),
            Name = name,
            IsRest = name == "GetRestApis",
            Role = "inventory-scanner",
            User = "hourly",
            Address = "192.0.2.41",
            UserAgent = Boto,
        };

    /// <summary>What Terraform reads of every API each morning, until it is asked to slow down.</summary>
    private IEnumerable<SyntheticAuditEvent> Plan(DateTimeOffset day) =>
        from api in _script.ApiIds.OrderBy(api => api.Key, StringComparer.Ordinal).Select((api, i) => (Id: api.Value, Number: i))
        from name in Array.IndexOf(_rest, api.Id) >= 0 ? s_looks[..4] : ["GetApi", "GetStages", "GetRoutes"]
        select new SyntheticAuditEvent
        {
            Time = day.AddHours(5).AddSeconds((api.Number * 9) + name.Length),
            Name = name,
            ApiId = api.Id,
            IsRest = Array.IndexOf(_rest, api.Id) >= 0,
            Role = "terraform",
            User = "plan",
            Address = "192.0.2.77",
            UserAgent = Terraform,
            ErrorCode = api.Number == 4 && name == "GetStages" ? "TooManyRequestsException" : null,
            ErrorMessage = "Too Many Requests",
        };

    /// <summary>What people look at and try out between seven and four.</summary>
    private IEnumerable<SyntheticAuditEvent> Work(DateTimeOffset day, Random random)
    {
        for (int i = random.Next(38, 60); i > 0; i--)
        {
            int person = random.Next(s_people.Length);
            int dice = random.Next(100);
            yield return new SyntheticAuditEvent
            {
                Time = day.AddHours(7 + (random.NextDouble() * 9)),
                Name = dice < 72 ? s_looks[random.Next(s_looks.Length)] : dice < 97 ? s_works[random.Next(s_works.Length)] : "UpdateStage",
                ApiId = _rest[random.Next(_rest.Length)],
                Stage = dice < 97 ? null : "staging",
                Role = person < 2 ? "PlatformAdmin" : "Developer",
                User = s_people[person],
                Address = $"192.0.2.{10 + person}",
                UserAgent = Console,
                ErrorCode = person >= 2 && dice is >= 68 and < 76 ? "AccessDenied" : null,
                ErrorMessage = "User is not authorized to perform: apigateway:PATCH on resource: arn:aws:apigateway:eu-north-1::/restapis",
            };
        }
    }

    /// <summary>A key that should have been deleted long ago is tried from an address that is known for it.</summary>
    private IEnumerable<SyntheticAuditEvent> Theft(DateTimeOffset start) =>
        from i in Enumerable.Range(0, 24)
        let isListed = i < 3
        select new SyntheticAuditEvent
        {
            Time = start.AddSeconds(i * 17),
            Name = isListed ? "GetRestApis" : i % 3 == 0 ? "GetApiKeys" : i % 3 == 1 ? "UpdateRestApi" : "DeleteStage",
            ApiId = isListed ? null : _rest[i % _rest.Length],
            User = "backup-2019",
            Address = $"198.51.100.19{i % 4}",
            UserAgent = "python-requests/2.28.1",
            ErrorCode = isListed ? null : "AccessDenied",
            ErrorMessage = "User is not authorized to perform: apigateway:GET on resource: arn:aws:apigateway:eu-north-1::/apikeys",
        };
}
