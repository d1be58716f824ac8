using System.Collections.Concurrent;
using Microsoft.Playwright;

namespace ApiGatewayAnalytics.Pages.Tests.Support;

/// <summary>What a page asks of single panels, from now on.</summary>
internal sealed class RowQuestions
{
    private readonly ConcurrentQueue<string> _all = new();

    public RowQuestions(IPage page) => page.Request += (_, request) =>
    {
        if (Is(request.Url))
        {
            _all.Enqueue(new Uri(request.Url).Query);
        }
    };

    public IReadOnlyCollection<string> All => _all;

    /// <summary>Whether an address asks for a panel, with these parameters among others.</summary>
    public static bool Is(string url, params ReadOnlySpan<string> parameters)
    {
        var address = new Uri(url);
        string[] given = address.Query.TrimStart('?').Split('&');
        return address.AbsolutePath.Contains("/api/panels/", StringComparison.Ordinal) && parameters.IndexOfAnyExcept(given) < 0;
    }
}
