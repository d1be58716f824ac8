using System.Text.Json;
using ApiGatewayAnalytics.Pages.Tests.Support;
using Microsoft.Playwright;

namespace ApiGatewayAnalytics.Pages.Tests;

/// <summary>What the menu of a table saves and copies: all rows as they are shown, those too that are not here.</summary>
[Collection(Handled.Name)]
public sealed class SavedTableTests(BrowserFixture browser)
{
    private const string Paths = "tables/paths";
    private const string Address = $"?dashboard=tables&range=all&panel={Paths}&refresh=0";

    /// <summary>The clipboard of the machine is left alone, and the text, which is megabytes, stays in the page.</summary>
    private const string KeepCopied = "() => { navigator.clipboard.writeText = async text => { window.copied = text; }; }";

    private const string ReadCopied = """
        () => {
            const { rows } = JSON.parse(window.copied);
            return [rows.rows.length, rows.otherRow, "total" in rows].join(" ");
        }
        """;

    [BrowserFact]
    public Task What_was_found_is_saved_in_the_order_that_is_shown() => browser.LookAsync(Address, async page =>
    {
        ILocator table = page.Panel(Paths);
        await table.Locator("th button", new() { HasText = "path" }).ClickAsync();
        await table.Locator("input[type=search]").FillAsync("9.1");
        JsonElement found = (await browser.Site.JsonAsync($"api/panels/{Paths}{Site.Everything}&sort=path&search=9.1&rows=10000")).GetProperty("rows");
        await Assertions.Expect(table.Locator(".pager-range")).ToHaveTextAsync($"1\u2013100 of {found.Total():N0}");

        string[] lines = await SaveAsync(page);

        Assert.Equal(found.Total() + 1, lines.Length);
        Assert.Equal(found.Texts("").Select(row => string.Join(',', row)), lines.Skip(1));
    });

    [BrowserFact]
    public Task All_rows_are_saved_and_copied() => browser.LookAsync(Address, async page =>
    {
        var questions = new RowQuestions(page);

        string[] lines = await SaveAsync(page);

        Assert.Equal(["skip=0", "skip=10000"], questions.All.Select(question => question.Split('&').Single(part => part.StartsWith("skip=", StringComparison.Ordinal))));
        Assert.All(questions.All, question => Assert.Contains("&rows=10000", question, StringComparison.Ordinal));
        Assert.Equal(Tables.MostRows + 2, lines.Distinct().Count());
        Assert.Equal(Tables.MostRows + 2, lines.Length);
        Assert.StartsWith("(other),", lines[^1], StringComparison.Ordinal);

        await page.EvaluateAsync(KeepCopied);
        await page.Panel(Paths).ChooseAsync("Copy as JSON");
        await page.WaitForFunctionAsync("() => window.copied !== undefined");

        Assert.Equal($"{Tables.MostRows + 1} true false", await page.EvaluateAsync<string>(ReadCopied));
    });

    private static async Task<string[]> SaveAsync(IPage page)
    {
        IDownload download = await page.RunAndWaitForDownloadAsync(() => page.Panel(Paths).ChooseAsync("Save as CSV"));
        Assert.Equal("tables-paths.csv", download.SuggestedFilename);
        string text = await File.ReadAllTextAsync(await download.PathAsync());
        return text.TrimEnd().Split("\r\n");
    }
}
