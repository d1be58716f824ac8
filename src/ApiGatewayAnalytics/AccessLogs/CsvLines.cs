namespace ApiGatewayAnalytics.AccessLogs;

/// <summary>
/// The console's comma-separated lines: eleven columns of REST and WebSocket APIs, ten of older templates, eight of HTTP APIs. The
/// column in which the time stands and the shapes of the others tell them apart. Not thread-safe.
/// </summary>
internal sealed class CsvLines(KeyResolver resolver)
{
    private const string Rest =
        "$context.identity.sourceIp,$context.identity.caller,$context.identity.user,$context.requestTime,$context.httpMethod,"
        + "$context.resourcePath,$context.protocol,$context.status,$context.responseLength,$context.requestId";

    private const string Http =
        "$context.identity.sourceIp,$context.requestTime,$context.httpMethod,$context.routeKey,$context.protocol,$context.status,"
        + "$context.responseLength,$context.requestId";

    private readonly LineMatcher[] _matchers =
    [
        new(LineTemplate.Parse(Rest + ",$context.extendedRequestId"), resolver),
        new(LineTemplate.Parse(Rest), resolver),
        new(LineTemplate.Parse(Http), resolver),
    ];

    /// <summary>The matcher that found the values of <paramref name="line"/>; null where it is none of these lines.</summary>
    public LineMatcher? Match(ReadOnlySpan<byte> line)
    {
        // The time is in the second or the fourth column; a line without one is no line of the console.
        ReadOnlySpan<byte> rest = line;
        for (int column = 0; column < 4; column++)
        {
            int comma = rest.IndexOf((byte)',');
            if (comma < 0)
            {
                return null;
            }

            if (column > 0 && LineShapes.Fits(LineShape.Time, rest[..comma]) && comma > 1)
            {
                foreach (LineMatcher matcher in _matchers)
                {
                    if (matcher.TryMatch(line))
                    {
                        return matcher;
                    }
                }

                return null;
            }

            rest = rest[(comma + 1)..];
        }

        return null;
    }
}
