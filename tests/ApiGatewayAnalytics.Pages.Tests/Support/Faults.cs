using System.Collections.Concurrent;
using Microsoft.Playwright;

namespace ApiGatewayAnalytics.Pages.Tests.Support;

/// <summary>Takes note of all that must not happen in a page, whatever is tested.</summary>
internal sealed class Faults
{
    private readonly ConcurrentQueue<string> _faults = new();
    private readonly string _home;

    /// <param name="page">The page, before it is opened.</param>
    /// <param name="home">Where it is from; it may ask for what is there and for nothing else.</param>
    public Faults(IPage page, Uri home)
    {
        _home = home.GetLeftPart(UriPartial.Path);
        page.Console += (_, message) => NoteIf(message.Type is "error" or "warning", $"console: {message.Text}");
        page.PageError += (_, error) => NoteIf(true, $"error: {error}");
        page.Request += (_, request) => NoteIf(!IsFromHome(request.Url), $"elsewhere: {request.Url}");
        page.RequestFailed += (_, request) => NoteIf(request.Failure != "net::ERR_ABORTED", $"failed: {request.Url} {request.Failure}");
        page.Response += (_, response) => NoteIf(response.Status >= 400, $"{response.Status}: {response.Url}");
    }

    public IReadOnlyCollection<string> All => _faults;

    private bool IsFromHome(string url) => url.StartsWith(_home, StringComparison.Ordinal) || url.StartsWith("data:", StringComparison.Ordinal);

    private void NoteIf(bool isFault, string text)
    {
        if (isFault)
        {
            _faults.Enqueue(text);
        }
    }
}
