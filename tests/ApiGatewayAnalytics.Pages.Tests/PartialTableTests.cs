using System.Runtime.CompilerServices;
using System.Text.Json;
using ApiGatewayAnalytics.Pages.Tests.Support;
using Microsoft.Playwright;

namespace ApiGatewayAnalytics.Pages.Tests;

/// <summary>A table of which the page has the first rows: the server sorts, searches and sends more.</summary>
[Collection(Handled.Name)]
public sealed class PartialTableTests(BrowserFixture browser)
{
    private const string Paths = "tables/paths";
    private const string Address = $"?dashboard=tables&range=all&panel={Paths}&refresh=0";

    /// <summary>A search that finds more than a page, but less than a block of what the server sends.</summary>
    private const string FewHundred = "99.";

    [BrowserFact]
    public Task A_click_on_a_head_sorts_and_keeps_the_focus() => LookAsync(async (page, table) =>
    {
        JsonElement all = await RowsAsync("&rows=1");
        Assert.Equal(Tables.MostRows, all.Total());
        await Assertions.Expect(table.Locator(".pager-range")).ToHaveTextAsync($"1\u2013100 of {all.Total():N0}");
        ILocator column = table.Locator("th", new() { HasText = "path" }), head = column.Locator("button");
        ILocator first = table.Locator("tbody tr").First.Locator("td");

        foreach ((string sort, string? order) in new[] { ("&sort=path", "ascending"), ("&sort=-path", "descending"), ("", null) })
        {
            await head.ClickAsync();
            await page.SettleAsync();

            Assert.Equal(order, await column.GetAttributeAsync("aria-sort"));
            await Assertions.Expect(table.Locator("th[aria-sort]")).ToHaveCountAsync(order is null ? 0 : 1);
            await Assertions.Expect(first).ToHaveTextAsync((await RowsAsync($"{sort}&rows=1")).Texts("-")[0].Select(Screen.Text));
            await Assertions.Expect(head).ToBeFocusedAsync();
        }
    });

    [BrowserFact]
    public Task A_search_finds_rows_that_only_the_server_has() => LookAsync(async (page, table) =>
    {
        ILocator search = table.Locator("input[type=search]");
        await search.FocusAsync();

        await page.RunAndWaitForRequestAsync(() => page.Keyboard.TypeAsync("9.1"), request => RowQuestions.Is(request.Url, "search=9.1"));
        await page.SettleAsync();

        int found = (await RowsAsync("&search=9.1&rows=1")).Total();
        Assert.True(found > 1000);
        await Assertions.Expect(table.Locator(".pager-range")).ToHaveTextAsync($"1\u2013100 of {found:N0}");
        await Assertions.Expect(search).ToBeFocusedAsync();
        await Assertions.Expect(table).Not.ToContainTextAsync("within rows");
    });

    [BrowserFact]
    public Task Pages_turn_beyond_what_is_here_and_end_at_the_last_row() => LookAsync(async (page, table) =>
    {
        ILocator next = table.Locator("[aria-label='Next rows']"), range = table.Locator(".pager-range");
        await page.RunAndWaitForRequestAsync(() => table.TurnAsync(10), request => RowQuestions.Is(request.Url, "skip=1000"));
        await page.SettleAsync();
        await Assertions.Expect(range).ToHaveTextAsync($"1,001\u20131,100 of {Tables.MostRows:N0}");

        await table.Locator("input[type=search]").FillAsync(FewHundred);
        int found = (await RowsAsync($"&search={FewHundred}&rows=1")).Total();
        Assert.InRange(found, 151, 1000);
        await Assertions.Expect(range).ToHaveTextAsync($"1\u2013100 of {found:N0}");
        await table.TurnAsync((found - 1) / 100);

        await Assertions.Expect(range).ToHaveTextAsync($"{((found - 1) / 100 * 100) + 1:N0}\u2013{found:N0} of {found:N0}");
        await Assertions.Expect(next).ToHaveAttributeAsync("aria-disabled", "true");
        await Assertions.Expect(next).ToBeFocusedAsync();
    });

    [BrowserFact]
    public Task An_answer_that_comes_too_late_changes_nothing() => LookAsync(async (page, table) =>
    {
        var release = new TaskCompletionSource();
        var ended = new TaskCompletionSource();
        await page.RouteAsync(IsHeldBack, async route =>
        {
            await release.Task;
            await route.ContinueAsync();
        });
        page.RequestFinished += (_, request) => NoteEnd(request);
        page.RequestFailed += (_, request) => NoteEnd(request);
        ILocator search = table.Locator("input[type=search]"), range = table.Locator(".pager-range");
        await search.FocusAsync();

        await page.RunAndWaitForRequestAsync(() => page.Keyboard.TypeAsync("a"), request => IsHeldBack(request.Url));
        await page.Keyboard.TypeAsync("dmin");

        int found = (await RowsAsync("&search=admin&rows=1")).Total();
        string shown = found > 150 ? $"1\u2013100 of {found:N0}" : $"{found} rows";
        await Assertions.Expect(range).ToHaveTextAsync(shown);
        release.SetResult();
        await ended.Task;

        // Whatever the page does with an answer, it has done before it draws again.
        await page.EvaluateAsync("() => new Promise(drawn => requestAnimationFrame(() => requestAnimationFrame(drawn)))");
        await page.SettleAsync();
        await Assertions.Expect(range).ToHaveTextAsync(shown);

        void NoteEnd(IRequest request)
        {
            if (IsHeldBack(request.Url))
            {
                ended.TrySetResult();
            }
        }

        static bool IsHeldBack(string url) => RowQuestions.Is(url, "search=a");
    });

    [BrowserFact]
    public Task Rows_that_do_not_come_are_said_so_with_a_way_to_try_again() => LookAsync(
        async (page, table) =>
        {
            const string Questions = "**/api/panels/**";
            await page.RouteAsync(Questions, route => route.FulfillAsync(new()
            {
                Status = 503,
                ContentType = "application/problem+json",
                Body = """{"title":"Busy","detail":"Too many questions at once"}""",
            }));
            ILocator notice = table.Locator(".table-notice:visible"), first = table.Locator("tbody tr").First.Locator("td");
            IReadOnlyList<string> before = await first.AllTextContentsAsync();

            await table.Locator("th button", new() { HasText = "path" }).ClickAsync();

            await Assertions.Expect(notice).ToContainTextAsync("Too many questions at once");
            await Assertions.Expect(notice).ToHaveAttributeAsync("role", "alert");
            Assert.Equal(before, await first.AllTextContentsAsync());

            await page.UnrouteAsync(Questions);
            await notice.Locator("button").ClickAsync();

            await Assertions.Expect(notice).ToHaveCountAsync(0);
            await Assertions.Expect(first).ToHaveTextAsync((await RowsAsync("&sort=path&rows=1")).Texts("-")[0]);
        },
        "503");

    [BrowserFact]
    public Task Escape_clears_the_search_before_it_closes_the_panel() => LookAsync(async (page, table) =>
    {
        ILocator search = table.Locator("input[type=search]");
        await search.FillAsync("9.1");
        await Assertions.Expect(table.Locator(".pager-range")).Not.ToHaveTextAsync($"1\u2013100 of {Tables.MostRows:N0}");

        await search.PressAsync("Escape");

        await Assertions.Expect(search).ToHaveValueAsync("");
        await Assertions.Expect(table.Locator(".pager-range")).ToHaveTextAsync($"1\u2013100 of {Tables.MostRows:N0}");
        Assert.Contains($"panel={Paths}", page.Url, StringComparison.Ordinal);

        await search.PressAsync("Escape");

        await page.WaitForURLAsync(url => !url.Contains("panel=", StringComparison.Ordinal));
        await Assertions.Expect(page.Locator(".card.full")).ToHaveCountAsync(0);
    });

    private Task LookAsync(Func<IPage, ILocator, Task> look, string? fault = null, [CallerMemberName] string test = "") =>
        browser.LookAsync(Address, page => look(page, page.Panel(Paths)), new Look { Fault = fault }, test);

    private async Task<JsonElement> RowsAsync(string question) =>
        (await browser.Site.JsonAsync($"api/panels/{Paths}{Site.Everything}{question}")).GetProperty("rows");
}
