using System.Collections.Immutable;
using System.Text;

namespace ApiGatewayAnalytics.CloudWatchMetrics;

/// <summary>
/// A metric that API Gateway publishes: its name, and the unit that its values are in. REST APIs are told by the dimension ApiName,
/// HTTP and WebSocket APIs by ApiId; five metrics have only WebSocket APIs. Immutable.
/// </summary>
/// <param name="Name">As CloudWatch spells it, for example <c>4XXError</c>.</param>
/// <param name="Unit">The unit of CloudWatch.</param>
/// <param name="OpenTelemetryUnit">The unit of OpenTelemetry.</param>
/// <param name="IsOfWebSockets">Whether only WebSocket APIs have it.</param>
internal sealed record ApiMetric(string Name, string Unit, string OpenTelemetryUnit, bool IsOfWebSockets = false)
{
    private const int Places = 64;

    private readonly byte[] _name = Encoding.ASCII.GetBytes(Name);
    private readonly byte[] _unit = Encoding.ASCII.GetBytes(Unit);
    private readonly byte[] _openTelemetryUnit = Encoding.ASCII.GetBytes(OpenTelemetryUnit);

    /// <summary>The namespace of all of them.</summary>
    public static ReadOnlySpan<byte> Namespace => "AWS/ApiGateway"u8;

    public static ImmutableArray<ApiMetric> All { get; } =
    [
        Count("Count"), Count("4XXError"), Count("5XXError"), Count("4xx"), Count("5xx"),
        Time("Latency"), Time("IntegrationLatency"), Count("CacheHitCount"), Count("CacheMissCount"),
        new("DataProcessed", "Bytes", "By"),
        Count("ConnectCount", true), Count("MessageCount", true), Count("IntegrationError", true), Count("ClientError", true), Count("ExecutionError", true),
    ];

    /// <summary>The metric that a name can be, as it is mostly spelled.</summary>
    private static readonly sbyte[] s_likely = Place();

    /// <summary>The number of a metric, compared without case; -1 where it is not one of API Gateway.</summary>
    public static int Find(ReadOnlySpan<byte> name)
    {
        ReadOnlySpan<ApiMetric> all = All.AsSpan();
        int likely = name.IsEmpty ? -1 : s_likely[PlaceOf(name)];
        if (likely >= 0 && name.SequenceEqual(all[likely]._name))
        {
            return likely;
        }

        for (int i = 0; i < all.Length; i++)
        {
            if (Ascii.EqualsIgnoreCase(all[i]._name, name))
            {
                return i;
            }
        }

        return -1;
    }

    /// <summary>No two metrics have the same place.</summary>
    private static int PlaceOf(ReadOnlySpan<byte> name) => (name.Length + (name[0] * 2) + name[^1]) & (Places - 1);

    private static sbyte[] Place()
    {
        var places = new sbyte[Places];
        Array.Fill(places, (sbyte)-1);
        for (int i = 0; i < All.Length; i++)
        {
            places[PlaceOf(All[i]._name)] = (sbyte)i;
        }

        return places;
    }

    /// <summary>The number of a metric that is there.</summary>
    public static int Find(string name) => Find(Encoding.UTF8.GetBytes(name));

    /// <summary>Whether values may be in a unit. Streams also say None, or nothing, where they do not know it.</summary>
    public bool Allows(ReadOnlySpan<byte> unit) =>
        unit.IsEmpty || unit.SequenceEqual(_unit) || unit.SequenceEqual(_openTelemetryUnit)
        || unit.SequenceEqual("None"u8) || unit.SequenceEqual("NoneTranslated"u8) || unit.SequenceEqual("1"u8);

    private static ApiMetric Count(string name, bool isOfWebSockets = false) => new(name, "Count", "{Count}", isOfWebSockets);

    private static ApiMetric Time(string name) => new(name, "Milliseconds", "ms");
}
