using System.Collections.Immutable;
using ApiGatewayAnalytics.Columns;
using ApiGatewayAnalytics.Panels;

namespace ApiGatewayAnalytics.CloudWatchMetrics;

/// <summary>What panels of metrics group by and are filtered by, in a fixed order.</summary>
internal static class MetricKeys
{
    public const int Account = 0;
    public const int Region = 1;
    public const int ApiName = 2;
    public const int ApiId = 3;
    public const int Stage = 4;
    public const int Resource = 5;
    public const int Method = 6;
    public const int Route = 7;

    public static ImmutableArray<Field> All { get; } =
    [
        MetricFields.Account, MetricFields.Region, DerivedFields.ApiName, MetricFields.ApiId, MetricFields.Stage, MetricFields.Resource, MetricFields.Method,
        MetricFields.Route,
    ];

    public static bool IsKey(Field field) => All.Any(known => known.Name == field.Name);

    /// <summary>The number of a key that is one.</summary>
    public static int NumberOf(string name)
    {
        for (int i = 0; i < All.Length; i++)
        {
            if (All[i].Name == name)
            {
                return i;
            }
        }

        throw new ArgumentException($"'{name}' is none of the dimensions.", nameof(name));
    }

    /// <summary>
    /// The method and the resource of a route key: <c>GET /pets</c> has both, <c>$default</c> is a resource without method.
    /// </summary>
    public static void SplitRoute(ReadOnlySpan<byte> route, out ReadOnlySpan<byte> method, out ReadOnlySpan<byte> resource)
    {
        int space = route.IndexOf((byte)' ');
        method = space > 0 ? route[..space] : default;
        resource = space > 0 ? route[(space + 1)..].TrimStart((byte)' ') : route;
    }
}
