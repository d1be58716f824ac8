using ApiGatewayAnalytics.Pages.Tests.Support;
using Deque.AxeCore.Commons;
using Microsoft.Playwright;

namespace ApiGatewayAnalytics.Pages.Tests;

/// <summary>Nothing that axe knows keeps people from using the pages.</summary>
[Collection(Handled.Name)]
public sealed class AccessibilityTests(BrowserFixture browser)
{
    /// <summary>What is wrong as text, because all of what axe finds would be megabytes; null where axe tested nothing.</summary>
    private const string FindMistakes = """
        async () => {
            const { passes, violations } = await axe.run(document, { resultTypes: ["violations"] });
            return passes.length === 0 ? null : violations.map(({ impact, id, nodes }) =>
                `${impact} ${id}: ${nodes.slice(0, 3).map(node => node.html.slice(0, 160)).join(" | ")} ${nodes[0]?.any[0]?.message ?? ""}`);
        }
        """;

    /// <summary>Rows are made alike. Hundreds of them, most of which are out of sight, would take axe half a minute.</summary>
    private const string ShortenTables = "() => document.querySelectorAll('tbody tr:nth-child(n + 11)').forEach(row => row.remove())";

    private static readonly string s_axe = new BundledAxeScriptProvider().GetScript();

    [BrowserTheory]
    [InlineData("?dashboard=access-logs-overview", ColorScheme.Light, false)]
    [InlineData("?dashboard=access-logs-errors", ColorScheme.Dark, false)]
    [InlineData("?dashboard=rest-enhanced", ColorScheme.Light, false)]
    [InlineData("?dashboard=audit-events", ColorScheme.Dark, true)]
    [InlineData("?dashboard=insights", ColorScheme.Light, false)]
    [InlineData("?page=monitors&last=6h", ColorScheme.Light, false)]
    [InlineData("?page=monitors&last=6h", ColorScheme.Dark, true)]
    public Task Axe_finds_nothing(string address, ColorScheme colors, bool isPhone) => browser.LookAsync(
        address,
        async page =>
        {
            await page.DrawAllAsync();
            await page.EvaluateAsync(ShortenTables);

            await page.EvaluateAsync(s_axe);
            string[]? mistakes = await page.EvaluateAsync<string[]?>(FindMistakes);

            Assert.NotNull(mistakes);
            Assert.Empty(mistakes);
        },
        isPhone ? new Look { Colors = colors, Window = Look.Phone } : new Look { Colors = colors });
}
